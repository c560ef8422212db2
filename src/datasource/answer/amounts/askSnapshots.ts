import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { SnapshotCount } from '../../../../pkg/pyroscope/sampling/snapshotCount';
import type { CountingContext } from './amountsOf';
import { longSeries } from '../series/longSeries';

/**
 * Finer than any profiler sends, so that a point is one profile. A step without one has no point, but servers step
 * through them all: a tenth of a second over a day took Pyroscope 2.x eight times as long as a second.
 */
const stepOf = ({ start, end }: TimeRange) => (end - start <= 2 * HOUR_MS ? 100 : 1_000);
/** How many profiles are counted one by one. */
const MOST_SNAPSHOTS = 40_000;
/** The shortest interval at which profilers send. */
const OFTEN_MS = 10_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How often profiles come shows in what came a little before a short range as well. */
const BEFORE_MS = 300_000;

export interface SnapshotQuestion {
  profileTypeId: string;
  labelSelector: string;
  callSite?: string[];
}

/** A count, and the range it is of: a long one is counted at its end only. */
export interface Counted {
  count: SnapshotCount;
  wholeRange: boolean;
}

/**
 * Counts the profiles of a range, one by one, by all labels that they have. Of many series the largest are counted.
 * Rejects where the server does.
 */
export async function askSnapshots(
  { profileTypeId, labelSelector, callSite }: SnapshotQuestion,
  { client, catalog, lengthLimit, range, stepMs, signal }: CountingContext,
  now = Date.now()
): Promise<Counted> {
  const ofType = `{__profile_type__=${JSON.stringify(profileTypeId)}}`;
  const names = await catalog.labelNames(labelSelector === '{}' ? [ofType] : [ofType, labelSelector], range, signal);
  const asked = countedRange(range, stepMs, now);
  const exactMs = stepOf(asked);
  const limit = Math.max(1, Math.floor((MOST_SNAPSHOTS * OFTEN_MS) / (asked.end - asked.start)));
  const request = {
    profileTypeId,
    labelSelector,
    ...asked,
    groupBy: names.filter((name) => !name.startsWith('__')),
    step: exactMs / 1000,
    limit,
    ...(callSite?.length ? { callSite } : {}),
  };
  const asking = { client, lengthLimit, stepMs: exactMs, signal };
  const { series, errors } = await longSeries(request, asking, false, () => undefined);
  if (errors.length > 0) {
    throw new Error(errors[0]);
  }
  return {
    count: new SnapshotCount(series, asked, series.length < limit),
    wholeRange: asked.start < range.start + 1000,
  };
}

/**
 * With the steps at its ends, as far as a day is long enough; in whole seconds, so that panels of one range ask the same,
 * and never longer than a day by that.
 */
function countedRange({ start, end }: TimeRange, stepMs: number, now: number): TimeRange {
  const room = Math.max(0, DAY_MS - (end - start));
  const after = Math.min(stepMs, room, Math.max(0, now - end));
  const before = Math.min(end - start <= HOUR_MS ? Math.max(BEFORE_MS, stepMs) : stepMs, room - after);
  const first = Math.max(start - before, end - DAY_MS);
  return { start: Math.ceil(first / 1000) * 1000, end: Math.floor((end + after) / 1000) * 1000 };
}
