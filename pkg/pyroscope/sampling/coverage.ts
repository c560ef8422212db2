import type { TimeRange, TimeSeries } from '../api';
import { gapThreshold } from './gaps';

/** As many distances are looked at around a point to tell how often its series' profiles come. */
const NEIGHBOURS = 24;

/** The time of which a series of sums has samples. */
export interface Coverage {
  /** How much time the samples cover, in milliseconds; 0 where nothing tells how often profiles come. */
  ms: number;
  /** The stretches of the range that have profiles, in order; one of the whole range where there are no gaps. */
  parts: TimeRange[];
}

/**
 * How much time the sum at each point is of, in milliseconds: the step, or where profiles come less often than the step,
 * how often they come. A profiler that sends every 30 s leaves every other step of 15 s empty, and what it sends is of
 * 30 s all the same.
 *
 * `usual`: how often profiles come as far as it is known from elsewhere, for points that stand alone.
 */
export function coveredTimes(timestamps: readonly number[], stepMs: number, usual = stepMs): number[] {
  const runs = runsOf(timestamps, Math.max(gapThreshold(timestamps, stepMs), 2 * stepMs));
  const known = runs.filter(({ first, last }) => last > first);
  const together = known.reduce((sum, { first, last }) => sum + timestamps[last] - timestamps[first], 0);
  const distances = known.reduce((sum, { first, last }) => sum + last - first, 0);
  const alone = Math.max(stepMs, distances > 0 ? together / distances : usual);
  return runs.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, at) =>
      first === last ? alone : localInterval(timestamps, first, last, first + at, stepMs)
    )
  );
}

/** A mean of distances, which one double distance among many does not change. */
function localInterval(timestamps: readonly number[], first: number, last: number, at: number, stepMs: number): number {
  const from = Math.max(first, Math.min(at - NEIGHBOURS / 2, last - NEIGHBOURS));
  const to = Math.min(last, from + NEIGHBOURS);
  let empty = 0;
  for (let i = from; i < to; i++) {
    empty += timestamps[i + 1] - timestamps[i] > 1.5 * stepMs ? 1 : 0;
  }
  const isHole = empty === 1 && to - from >= NEIGHBOURS / 2;
  return empty === 0 || isHole ? stepMs : (timestamps[to] - timestamps[from]) / (to - from);
}

/** Points with no gap between them, as their first and last index. */
function runsOf(timestamps: readonly number[], gapMs: number): Array<{ first: number; last: number }> {
  const runs: Array<{ first: number; last: number }> = [];
  timestamps.forEach((time, at) => {
    const run = runs.at(-1);
    if (run && time - timestamps[run.last] <= gapMs) {
      run.last = at;
    } else {
      runs.push({ first: at, last: at });
    }
  });
  return runs;
}

/**
 * The time that the samples of all these series cover together, and where in the range that is. What is missing at the
 * ends is not counted as missing where it is less than two profiles: the last ones are still on their way.
 */
export function coverage(series: readonly TimeSeries[], stepMs: number, range: TimeRange, usual?: number): Coverage {
  const timestamps = [...new Set(series.flatMap((one) => one.timestamps))].sort((one, other) => one - other);
  const times = coveredTimes(timestamps, stepMs, usual);
  const longest = times.reduce((most, time) => Math.max(most, time), 0);
  const runs = runsOf(timestamps, Math.max(gapThreshold(timestamps, stepMs), 2 * stepMs, 2.5 * longest));
  const isKnown = usual !== undefined || runs.some(({ first, last }) => last > first);
  const ms = isKnown ? times.reduce((sum, time) => sum + time, 0) : 0;
  const parts = runs.map(({ first, last }) => ({ start: timestamps[first] - times[first], end: timestamps[last] }));
  const slack = 2 * longest + stepMs;
  return {
    ms,
    parts: parts.map(({ start, end }, at) => ({
      start: at === 0 && start - range.start <= slack ? range.start : Math.max(range.start, start),
      end: at === parts.length - 1 && range.end - end <= slack ? range.end : Math.min(range.end, end),
    })),
  };
}
