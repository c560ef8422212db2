import type { MergeStacktracesRequest, TimeRange } from '../../../pkg/pyroscope/api';
import type { NoteWithLink } from '../../frames/profileMeta';
import { profileTypeName } from '../../wording/profileTypeLabel';
import { t } from '../../wording/t';
import type { PyroscopeQuery } from '../query/query';
import type { Catalog } from '../server/catalog';
import { chooseCpuType } from '../server/cpuType';
import { noDataText } from './noData';
import { otherCpuNotes } from './otherCpu';
import type { LinkTarget } from './series/exemplarLinks';

const DEFAULT_CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

/** A type that was chosen for a query without one. */
export interface ChosenType {
  id: string;
  /** What it is called among the types of the selected services. */
  name: string;
  /** Whose CPU is not in the answer. */
  links: NoteWithLink[];
  nothing?: undefined;
}

interface Asked {
  query: PyroscopeQuery;
  request: MergeStacktracesRequest;
  /** The user's, and the data source, for links. */
  range: TimeRange;
  source: LinkTarget;
  catalog: Catalog;
  signal: AbortSignal;
}

/** The CPU type with the most behind it, or why there is none. */
export async function chosenType({
  query,
  request,
  range,
  source,
  catalog,
  signal,
}: Asked): Promise<ChosenType | { nothing: string }> {
  const { labelSelector, start, end, spanIds, traceIds, profileIds } = request;
  const { id, pairs } = await chooseCpuType(catalog, labelSelector, { start, end }, signal);
  const types = [...new Set(pairs.map(({ profileTypeId }) => profileTypeId))].sort();
  if (id !== undefined) {
    const links = spanIds || traceIds || profileIds ? [] : otherCpuNotes(query, id, pairs, source, range);
    return { id, name: profileTypeName(id, types), links };
  }
  return {
    nothing:
      types.length === 0
        ? await noDataText({ ...request, profileTypeId: DEFAULT_CPU }, catalog, signal)
        : noCpuText(labelSelector, types),
  };
}

function noCpuText(selector: string, types: string[]): string {
  return t(
    'datasource.no-data.no-cpu',
    '{{selector}} has no CPU profiles in this time range. Pick one of its types: {{types}}.',
    { selector, types: types.map((id) => profileTypeName(id, types)).join(', ') }
  );
}
