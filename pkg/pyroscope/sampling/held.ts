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
/** The newest profile of a process that runs is up to two intervals old: it is of the time before it was sent. */
const ON_THE_WAY = 2.2;

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
    const pieces = series.flatMap((one) => piecesOf(one, range));
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

/** Processes that share the labels send in turn: each is followed by itself. */
function piecesOf({ times, values, rhythm }: Snapshots, range: TimeRange): Piece[] {
  const { intervalMs, processes } = rhythm;
  const half = intervalMs / 2;
  return times.map((time, at) => {
    const before = times[at - processes] ?? -Infinity;
    const after = times[at + processes] ?? Infinity;
    const start =
      time - before <= BRIDGED * intervalMs
        ? (time + before) / 2
        : before === -Infinity && time - range.start <= BRIDGED * intervalMs
          ? Math.min(time, range.start)
          : time - half;
    const end =
      after - time <= BRIDGED * intervalMs
        ? (time + after) / 2
        : after === Infinity && range.end - time <= ON_THE_WAY * intervalMs
          ? Math.max(time, range.end)
          : time + half;
    return { start, end, value: values[at] };
  });
}
