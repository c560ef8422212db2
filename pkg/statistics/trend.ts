import { chooseFirst, randomNumbers } from './random';
import { chosenOf } from './tested';

type Steps<T> = Generator<void, T, void>;

/**
 * `rising`, `falling`: steadily, by more than chance and by enough to matter. `unsteady`: all else, what is flat, what only
 * scatters, what rose once and stayed there.
 */
export type Trend = 'rising' | 'falling' | 'unsteady';

/** Of each column: the values' unit per hour. */
export interface Trends {
  readonly trend: readonly Trend[];
  readonly perHour: Float64Array;
  /** The ends of the slope's 95 % interval. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Of all pairs of slices, the part in which the later one has more, 0 to 1; where both have the same, half. */
  readonly laterHasMore: Float64Array;
}

/** The fewest slices that a trend can be told from. */
export const FEWEST_POINTS = 8;
/** Of a trend, so many pairs of slices at least point its way. */
const STEADY = 0.75;
/** And each half of it is at least as steep, as a part of the whole: what jumps once or fills up and stays is none. */
const LEAST_HALF = 0.25;
/** The smallest change over all slices that is a trend, as a part of what there is usually. */
const LEAST_EFFECT = 0.05;
const CERTAIN = 0.01;
const SHUFFLES = 499;
const HOUR_MS = 3_600_000;
/** Of a normal distribution, at 97.5 %. */
const Z = 1.96;
/** Comparisons between two rests. */
const STEP = 400_000;

/**
 * Which columns of `rows`, each a slice of time at `times` (in milliseconds, ascending), rise or fall steadily. The slope
 * is the median of the slopes of all pairs of slices (Theil and Sen), which a few slices that are far off do not move, and
 * its interval is that of the pairs' ranks. Whether it is more than chance is told by shuffling the slices: how
 * far the column that is most in order is in order then is what chance does, so that the number of columns is accounted
 * for. Columns that are not `tested` are `unsteady` with a slope of 0.
 */
export function* trending(
  rows: readonly Float64Array[],
  times: readonly number[],
  tested: Uint8Array,
  seed = 1
): Steps<Trends> {
  const columns = tested.length;
  const result = {
    trend: new Array<Trend>(columns).fill('unsteady'),
    perHour: new Float64Array(columns),
    low: new Float64Array(columns),
    high: new Float64Array(columns),
    laterHasMore: new Float64Array(columns).fill(0.5),
  };
  const count = rows.length;
  if (count < 2) {
    return result;
  }
  const chosen = chosenOf(tested);
  const values = chosen.map((column) => Float64Array.from(rows, (row) => row[column]));
  const chance = count < FEWEST_POINTS ? [] : yield* shuffledOrder(values, seed);
  const pairs = (count * (count - 1)) / 2;
  const slopes = new Float64Array(pairs);
  for (const [at, column] of chosen.entries()) {
    const series = values[at];
    slopesOf(series, times, 0, count, slopes);
    const order = orderOf(series);
    const half = (Z * Math.sqrt(varianceOf(series))) / 2;
    result.perHour[column] = middleOf(slopes);
    result.low[column] = slopes[Math.max(0, Math.floor(pairs / 2 - half))];
    result.high[column] = slopes[Math.min(pairs - 1, Math.ceil(pairs / 2 + half))];
    const later = (order / pairs + 1) / 2;
    result.laterHasMore[column] = later;
    const perHour = result.perHour[column];
    const change = (perHour * (times[count - 1] - times[0])) / HOUR_MS;
    if (
      count >= FEWEST_POINTS &&
      Math.max(later, 1 - later) >= STEADY &&
      Math.abs(change) >= LEAST_EFFECT * middleOf(series.slice().sort()) &&
      // Both ends on one side of nothing.
      result.low[column] * result.high[column] > 0 &&
      chanceOf(Math.abs(order), chance) <= CERTAIN &&
      halves(series, times).every((half) => half / perHour >= LEAST_HALF)
    ) {
      result.trend[column] = change > 0 ? 'rising' : 'falling';
    }
    if (at % 50 === 49) {
      yield;
    }
  }
  return result;
}

/** The slopes of the first half and of the second. */
function halves(series: Float64Array, times: readonly number[]): number[] {
  const middle = series.length >> 1;
  return [
    [0, middle],
    [middle, series.length],
  ].map(([from, to]) => {
    const slopes = new Float64Array(((to - from) * (to - from - 1)) / 2);
    slopesOf(series, times, from, to, slopes);
    return middleOf(slopes);
  });
}

/** The slopes of all pairs of a part, ascending, per hour. */
function slopesOf(series: Float64Array, times: readonly number[], from: number, to: number, into: Float64Array): void {
  let at = 0;
  for (let later = from + 1; later < to; later++) {
    for (let earlier = from; earlier < later; earlier++) {
      into[at++] = ((series[later] - series[earlier]) / (times[later] - times[earlier])) * HOUR_MS;
    }
  }
  into.sort();
}

/** How many more pairs have more later than have less (Kendall). */
function orderOf(series: Float64Array): number {
  let order = 0;
  for (let later = 1; later < series.length; later++) {
    const value = series[later];
    for (let earlier = 0; earlier < later; earlier++) {
      const other = series[earlier];
      order += value > other ? 1 : value < other ? -1 : 0;
    }
  }
  return order;
}

/** That of {@link orderOf} where the order is chance. What is the same in several slices leaves less to order. */
function varianceOf(series: Float64Array): number {
  const part = (n: number) => (n * (n - 1) * (2 * n + 5)) / 18;
  const same = new Map<number, number>();
  for (const value of series) {
    same.set(value, (same.get(value) ?? 0) + 1);
  }
  return [...same.values()].reduce((variance, count) => variance - part(count), part(series.length));
}

/** How far the column that is most in order is in order, in each shuffle of the slices; ascending. */
function* shuffledOrder(values: readonly Float64Array[], seed: number): Steps<number[]> {
  const count = values[0]?.length ?? 0;
  const random = randomNumbers(seed);
  const places = Uint16Array.from({ length: count }, (_, at) => at);
  const shuffled = new Float64Array(count);
  const largest: number[] = [];
  let work = 0;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    chooseFirst(places, count, random);
    let most = 0;
    for (const series of values) {
      for (let at = 0; at < count; at++) {
        shuffled[at] = series[places[at]];
      }
      most = Math.max(most, Math.abs(orderOf(shuffled)));
    }
    largest.push(most);
    work += (values.length * count * count) / 2;
    if (work > STEP) {
      work = 0;
      yield;
    }
  }
  return largest.sort((one, other) => one - other);
}

function chanceOf(value: number, sorted: readonly number[]): number {
  return (1 + sorted.filter((one) => one >= value).length) / (1 + sorted.length);
}

function middleOf(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
