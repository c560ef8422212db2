import type { Catalog } from '../server/catalog';
import { profileTypeName } from '../../wording/profileTypeLabel';
import { equalTo } from '../query/selectorEdit';
import { inTime, optional } from './amounts/inTime';

/** A name in a title is a courtesy: an answer that is there does not wait longer for it. */
const PATIENCE_MS = 500;

/**
 * What a type that the user chose is called among those of the selected services, as far as somebody on the page (in
 * Explore the query editor) has asked for them: nothing is asked for a name.
 */
export async function nameAmongKnown(
  { profileTypeId, labelSelector }: { profileTypeId: string; labelSelector: string },
  catalog: Catalog
): Promise<string | undefined> {
  const known = catalog.knownServices();
  const pairs = known && (await inTime(optional(known), PATIENCE_MS, undefined));
  const service = equalTo(labelSelector, 'service_name');
  const own = pairs?.filter((pair) => service === undefined || pair.service === service);
  return (
    own &&
    profileTypeName(
      profileTypeId,
      own.map((pair) => pair.profileTypeId)
    )
  );
}
