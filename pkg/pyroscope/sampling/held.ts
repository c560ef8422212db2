import type { TimeRange } from '../api';
import type { Rhythm } from './rhythm';

/** The snapshots of a state (memory in use, goroutines) that came under one set of labels. */
export interface Snapshots {
  /** Milliseconds since 1970, in order. */
  times: readonly number[];
  values: readonly number[];
  rhythm: Omit<Rhythm, 'regular'>;
}

/** Snapshots of one process that are further apart are of before and after a gap. */
const BRIDGED = 1.6;

/**
 * How much was held together, at each time: a step function of the time, made of snapshots each of which stands for the
 * time around it, half of the way to the one before and the one after.
 */
export class Held {
  /** Where the sum changes; what it integrates to until there, and for how much time something is known. */
  private readonly bounds: Float64Array;
  private readonly amounts: Float64Array;
  private readonly known: Float64Array;

  /** `range` is all the time that was asked for: what was there at its ends is taken to have been there all along. */
  constructor(series: readonly Snapshots[], range: TimeRange) {
    const ends = commonEnds(series, range);
    const pieces = series.flatMap((one) => piecesOf(one, ends));
    const edges = pieces
      .flatMap(({ start, end, value }) => [
        { at: start, value, count: 1 },
        { at: end, value: -value, count: -1 },
      ])
      .sort((one, other) => one.at - other.at);
    this.bounds = Float64Array.from(edges, ({ at }) => at);
    this.amounts = new Float64Array(edges.length);
    this.known = new Float64Array(edges.length);
    let value = 0;
    let count = 0;
    edges.forEach((edge, at) => {
      if (at > 0) {
        const passed = edge.at - edges[at - 1].at;
        this.amounts[at] = this.amounts[at - 1] + value * passed;
        this.known[at] = this.known[at - 1] + (count > 0 ? passed : 0);
      }
      value += edge.value;
      count += edge.count;
    });
  }

  /** The mean of what was held over the part of a range that something is known of; undefined where nothing is. */
  mean({ start, end }: TimeRange): number | undefined {
    const known = this.until(this.known, end) - this.until(this.known, start);
    return known > 0 ? (this.until(this.amounts, end) - this.until(this.amounts, start)) / known : undefined;
  }

  private until(column: Float64Array, time: number): number {
    const { bounds } = this;
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bounds[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low === 0 || low === bounds.length) {
      return low === 0 ? 0 : column[low - 1];
    }
    const part = (time - bounds[low - 1]) / (bounds[low] - bounds[low - 1]);
    return column[low - 1] + part * (column[low] - column[low - 1]);
  }
}

interface Piece extends TimeRange {
  value: number;
}

/**
 * Where all of it begins and ends. Processes send at different times, so that of those that run on, one is heard of a
 * little later than the other: all that are there about then were there at the same time.
 */
function commonEnds(series: readonly Snapshots[], asked: TimeRange): TimeRange {
  const some = series.filter(({ times }) => times.length > 0);
  const half = some.reduce((least, { rhythm }) => Math.min(least, rhythm.intervalMs / 2), Infinity);
  const first = some.reduce((least, { times }) => Math.min(least, times[0]), Infinity);
  const last = some.reduce((most, { times }) => Math.max(most, times[times.length - 1]), -Infinity);
  const fromStart = some.some(({ times, rhythm }) => times[0] - asked.start <= BRIDGED * rhythm.intervalMs);
  return { start: fromStart ? asked.start : first - half, end: last + half };
}

/** Processes that share the labels send in turn: each is followed by itself. */
function piecesOf({ times, values, rhythm }: Snapshots, ends: TimeRange): Piece[] {
  const { intervalMs, processes } = rhythm;
  const half = intervalMs / 2;
  const near = BRIDGED * intervalMs;
  return times.map((time, at) => {
    const before = times[at - processes];
    const after = times[at + processes];
    return {
      start: before !== undefined ? (time - before <= near ? (time + before) / 2 : time - half) : startOf(time),
      end: after !== undefined ? (after - time <= near ? (time + after) / 2 : time + half) : endOf(time),
      value: values[at],
    };
  });

  function startOf(first: number): number {
    return first - ends.start <= near ? Math.min(first, ends.start) : first - half;
  }

  function endOf(last: number): number {
    return ends.end - last <= near + half ? Math.max(last, ends.end) : last + half;
  }
}
