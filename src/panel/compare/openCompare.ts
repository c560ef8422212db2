import type { TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { exploreLink } from '../../exploreLink';
import { showInPane } from '../../explorePane';
import { DATASOURCE_PLUGIN_ID, type ProfileMeta } from '../../frames/profileMeta';

/** What a profile is compared with: the same at another time, or (`selector`) others that the user is about to choose. */
export type CompareWith = 'previous' | '1h' | '1d' | '1w' | 'selector';

/** Opens the comparison: in the pane of Explore that shows the profile, else in Explore. */
export function openCompare(
  meta: ProfileMeta & { source: string },
  refId: string | undefined,
  range: TimeRange,
  other: CompareWith
): void {
  const { profileTypeId, labelSelector } = meta;
  const query = {
    queryType: 'compare',
    profileTypeId,
    labelSelector,
    baseline: other === 'selector' ? { labelSelector, time: 'same' } : { time: other },
    // Explore keeps of a query what the new one does not have.
    compared: { time: 'shown' },
  };
  const { from, to } = range.raw;
  const bound = (raw: typeof from) => (typeof raw === 'string' ? raw : raw.valueOf());
  const url = exploreLink({ uid: meta.source, type: DATASOURCE_PLUGIN_ID }, query, {
    from: bound(from),
    to: bound(to),
  });
  if (refId === undefined || !showInPane(url, { refId, range })) {
    // The base address is in the link already, and Grafana's history adds it again.
    locationService.push(url.slice(url.indexOf('/explore?')));
  }
}
