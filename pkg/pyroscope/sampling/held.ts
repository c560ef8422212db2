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
  private readonly processes: StepFunction[];
  /** One where something is known, and nothing elsewhere. */
  private readonly known: StepFunction;

  /** `range` is all the time that was asked for: what was there at its ends is taken to have been there all along. */
  constructor(series: readonly Snapshots[], range: TimeRange) {
    const ends = commonEnds(series, range);
    this.processes = series.flatMap((one) => processesOf(one, ends));
    this.known = stepFunction(union(this.processes), () => 1);
  }

  /** The mean of what was held over the part of a range that something is known of; undefined where nothing is. */
  mean(range: TimeRange): number | undefined {
    const known = integral(this.known, range);
    return known > 0 ? this.processes.reduce((sum, one) => sum + integral(one, range), 0) / known : undefined;
  }
}

/** Pieces in order that do not overlap, with what it integrates to before each. */
interface StepFunction {
  starts: Float64Array;
  ends: Float64Array;
  values: Float64Array;
  before: Float64Array;
}

function stepFunction(pieces: readonly TimeRange[], valueOf: (at: number) => number): StepFunction {
  const values = Float64Array.from(pieces, (_, at) => valueOf(at));
  const before = new Float64Array(pieces.length);
  for (let at = 1; at < pieces.length; at++) {
    before[at] = before[at - 1] + values[at - 1] * (pieces[at - 1].end - pieces[at - 1].start);
  }
  return {
    starts: Float64Array.from(pieces, ({ start }) => start),
    ends: Float64Array.from(pieces, ({ end }) => end),
    values,
    before,
  };
}

function integral(one: StepFunction, { start, end }: TimeRange): number {
  return integralUntil(one, end) - integralUntil(one, start);
}

function integralUntil({ starts, ends, values, before }: StepFunction, time: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const at = low - 1;
  return at < 0 ? 0 : before[at] + values[at] * (Math.min(time, ends[at]) - starts[at]);
}

/** The time that any of them has a piece of, in as few stretches as there are. */
function union(all: readonly StepFunction[]): TimeRange[] {
  const stretches = all.flatMap(({ starts, ends }) => {
    const own: TimeRange[] = [];
    starts.forEach((start, at) => extend(own, { start, end: ends[at] }));
    return own;
  });
  stretches.sort((one, other) => one.start - other.start);
  const together: TimeRange[] = [];
  for (const stretch of stretches) {
    extend(together, stretch);
  }
  return together;
}

function extend(stretches: TimeRange[], next: TimeRange): void {
  const last = stretches.at(-1);
  if (last && next.start <= last.end) {
    last.end = Math.max(last.end, next.end);
  } else {
    stretches.push({ ...next });
  }
}

interface CommonEnds extends TimeRange {
  /** The time of the last snapshot of all. */
  last: number;
}

/**
 * Where all of it begins and ends. Processes send at different times, so that of those that run on, one is heard of a
 * little later than the other: all that are there about then were there at the same time.
 */
function commonEnds(series: readonly Snapshots[], asked: TimeRange): CommonEnds {
  const some = series.filter(({ times }) => times.length > 0);
  const half = some.reduce((least, { rhythm }) => Math.min(least, rhythm.intervalMs / 2), Infinity);
  const first = some.reduce((least, { times }) => Math.min(least, times[0]), Infinity);
  const last = some.reduce((most, { times }) => Math.max(most, times[times.length - 1]), -Infinity);
  const fromStart = some.some(({ times, rhythm }) => times[0] - asked.start <= BRIDGED * rhythm.intervalMs);
  return { start: fromStart ? asked.start : first - half, last, end: last + half };
}

/** Processes that share the labels send in turn: each is followed by itself. */
function processesOf({ times, values, rhythm }: Snapshots, ends: CommonEnds): StepFunction[] {
  const { intervalMs, processes } = rhythm;
  const half = intervalMs / 2;
  const near = BRIDGED * intervalMs;
  const pieceOf = (time: number, before: number | undefined, after: number | undefined): TimeRange => ({
    start:
      before !== undefined
        ? time - (time - before <= near ? (time - before) / 2 : half)
        : time - ends.start <= near
          ? Math.min(time, ends.start)
          : time - half,
    end:
      after !== undefined
        ? time + (after - time <= near ? (after - time) / 2 : half)
        : ends.last - time <= near
          ? Math.max(time, ends.end)
          : time + half,
  });
  return Array.from({ length: Math.min(processes, times.length) }, (_, first) => {
    const own: number[] = [];
    for (let at = first; at < times.length; at += processes) {
      own.push(at);
    }
    const pieces = own.map((at) => pieceOf(times[at], times[at - processes], times[at + processes]));
    return stepFunction(pieces, (at) => values[own[at]]);
  });
}
