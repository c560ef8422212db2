import type { TimeRange } from '@grafana/data';
import { setPaneRange, type PaneRange } from '../../explorePane';
import type { PyroscopeQuery } from '../query/query';

export const HOUR_MS = 3_600_000;

/** The last hour of a range, for the pane of Explore that shows this query. False when no pane of the address does. */
export function trimToLastHour(query: PyroscopeQuery, datasourceUid: string, range: TimeRange): boolean {
  return setPaneRange({ refId: query.refId, datasourceUid, range }, lastHour(range), query);
}

export function lastHour({ raw, to }: TimeRange): PaneRange {
  return raw.to === 'now'
    ? { from: 'now-1h', to: 'now' }
    : { from: String(to.valueOf() - HOUR_MS), to: String(to.valueOf()) };
}
