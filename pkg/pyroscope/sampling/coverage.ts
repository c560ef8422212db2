import type { TimeRange, TimeSeries } from '../api';
import { gapThreshold } from './gaps';

/** As many distances are looked at around a point to tell how often its series' profiles come. */
const NEIGHBOURS = 24;

/** The time of which a series of sums has samples. */
export interface Coverage {
  /** How much time the samples cover, in milliseconds; 0 where nothing tells how often profiles come. */
  ms: number;
  /** The samples of that time added up, and the largest point of them. */
  sum: number;
  largest: number;
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
export function coveredTimes(
  timestamps: readonly number[],
  stepMs: number,
  usual = stepMs,
  gapMs = Math.max(gapThreshold(timestamps, stepMs), 2 * stepMs)
): number[] {
  const runs = runsOf(timestamps, gapMs);
  const known = runs.filter(({ first, last }) => last > first);
  const together = known.reduce((sum, { first, last }) => sum + timestamps[last] - timestamps[first], 0);
  const distances = known.reduce((sum, { first, last }) => sum + last - first, 0);
  const alone = Math.max(stepMs, distances > 0 ? together / distances : usual);
  return runs.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, at) =>
      first === last ? alone : refined(localInterval(timestamps, first, last, first + at, stepMs), stepMs, usual)
    )
  );
}

/** A mean of few distances is near to how often profiles come, which may be known. */
function refined(mean: number, stepMs: number, usual: number): number {
  return mean > stepMs && usual > stepMs && Math.abs(mean / usual - 1) < 0.25 ? usual : mean;
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

/** In steps so short that a point is one profile, processes that send in turn are any distance apart. */
const FINE_GAP_MS = { least: 60_000, most: 300_000 };

/**
 * The time that the samples of all these series cover together within a range, and where in the range that is. What is
 * missing at the ends is not counted as missing where it is less than two profiles: the last ones are still on their way.
 *
 * `fine`: the steps are so short that a point is one profile.
 */
export function coverage(
  series: readonly TimeSeries[],
  stepMs: number,
  range: TimeRange,
  { usual, fine = false }: { usual?: number; fine?: boolean } = {}
): Coverage {
  const sums = new Map<number, number>();
  for (const one of series) {
    one.timestamps.forEach((time, at) => sums.set(time, (sums.get(time) ?? 0) + one.values[at]));
  }
  const timestamps = [...sums.keys()].sort((one, other) => one - other);
  const gapMs = fine ? fineGap(timestamps) + stepMs : Math.max(gapThreshold(timestamps, stepMs), 2 * stepMs);
  const times = coveredTimes(timestamps, stepMs, usual, gapMs);
  // The time of a point is the end of its step; a short one belongs to the range that its beginning is in.
  const upTo = range.end + (fine ? stepMs - 1 : 0);
  const inside = (at: number) => timestamps[at] >= range.start && timestamps[at] <= upTo;
  const longest = times.reduce((most, time) => Math.max(most, time), 0);
  const runs = runsOf(timestamps, Math.max(gapMs, 2.5 * longest));
  const isKnown = usual !== undefined || runs.some(({ first, last }) => last > first);
  const parts = runs
    .map(({ first, last }) => ({ start: timestamps[first] - times[first], end: timestamps[last] }))
    .filter(({ start, end }) => end >= range.start && start <= range.end);
  const slack = Math.max(2 * longest + stepMs, fine ? gapMs : 0);
  const values = timestamps.flatMap((time, at) => (inside(at) ? [sums.get(time)!] : []));
  return {
    sum: values.reduce((sum, value) => sum + value, 0),
    largest: values.reduce((most, value) => Math.max(most, value), 0),
    ms: isKnown ? times.reduce((sum, time, at) => (inside(at) ? sum + time : sum), 0) : 0,
    parts: parts.map(({ start, end }, at) => ({
      start: at === 0 && start - range.start <= slack ? range.start : Math.max(range.start, start),
      end: at === parts.length - 1 && range.end - end <= slack ? range.end : Math.min(range.end, end),
    })),
  };
}

function fineGap(timestamps: readonly number[]): number {
  const distances = timestamps.slice(1).map((time, at) => time - timestamps[at]);
  distances.sort((one, other) => one - other);
  const long = distances[Math.floor((distances.length - 1) * 0.9)] ?? 0;
  return Math.min(FINE_GAP_MS.most, Math.max(FINE_GAP_MS.least, 2.5 * long));
}
