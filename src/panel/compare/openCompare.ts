import type { TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { exploreLink, LINKED_PANE } from '../../exploreLink';
import { showInPane } from '../../explorePane';
import { addressKeyOfPane } from '../address/addressKey';
import { DATASOURCE_PLUGIN_ID, type ProfileMeta } from '../../frames/profileMeta';

/** What a profile is compared with: the same at another time, or (`selector`) others that the user is about to choose. */
export type CompareWith = 'previous' | '1h' | '1d' | '1w' | 'selector';

/** Opens the comparison: in the pane of Explore that shows the profile, else in Explore. A selected function stays so. */
export function openCompare(
  meta: ProfileMeta & { source: string },
  refId: string | undefined,
  range: TimeRange,
  other: CompareWith,
  selectedFunction: string | undefined
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
  if (refId === undefined || !showInPane(url, { refId, range, id: meta.explorePane })) {
    // The base address is in the link already, and Grafana's history adds it again.
    const view = selectedFunction === undefined ? '' : `&${addressKeyOfPane(LINKED_PANE)}=${viewOf(selectedFunction)}`;
    locationService.push(url.slice(url.indexOf('/explore?')) + view);
  }
}

/** The pane of the profile keeps its view by itself. */
function viewOf(selectedFunction: string): string {
  return encodeURIComponent(JSON.stringify({ selectedFunction }));
}
