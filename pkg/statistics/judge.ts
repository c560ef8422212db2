import { chooseFirst, randomNumbers } from './random';
import type { Slices } from './slices';
import { halfWidth } from './studentT';
import { chosenOf, picked } from './tested';

/**
 * Work that may rest, as in `pkg/calltree/slices.ts`: yields about every millisecond, and returns what it made.
 */
type Steps<T> = Generator<void, T, void>;

/** At hand: where globals are looked up anew each time, as in a sandbox, that would take most of the time. */
const { sqrt } = Math;

/**
 * `certain`: of 100 pairs of sides between which nothing changed, at most one has any function called so; `likely`: at
 * most ten. `noise`: all else, also what changed by less than {@link LEAST_EFFECT}.
 */
export type Judgement = 'certain' | 'likely' | 'noise';

/** Of each function, compared less baseline, in the values' unit, with the ends of its 95 % interval. */
export interface Changes {
  readonly change: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface FunctionJudgements extends Changes {
  readonly judgement: readonly Judgement[];
  /** The chance that some function differs as much between sides that are the same. 1 for what was not tested. */
  readonly chance: Float64Array;
}

/** The fewest slices of a side that a judgement can rest on: of five and five there are 252 ways to choose. */
export const FEWEST_SLICES = 5;
/** The smallest change that is called anything, as a part of the larger side. */
export const LEAST_EFFECT = 0.05;

const CERTAIN = 0.01;
const LIKELY = 0.1;
const SHUFFLES = 499;
/** Rows times functions between two rests. */
const STEP = 400_000;

/**
 * Which functions changed by more than slices differ anyway. The slices of both sides are shuffled between the sides
 * again and again; how much the function that differs most differs then is what chance does. So the number of functions
 * is accounted for, and no distribution is assumed, only that slices of an unchanged service could have come in any
 * order.
 *
 * `tested[f]` is 1 for the functions that matter; which they are must not depend on which slice is of which side.
 */
export function* judging(slices: Slices, tested: Uint8Array, seed = 1): Steps<FunctionJudgements> {
  const { functions, baseline, compared } = slices;
  const rows = rowsOf(slices);
  const [left, right] = [baseline.length, compared.length];
  const enough = left >= FEWEST_SLICES && right >= FEWEST_SLICES;
  const chosen = chosenOf(tested);
  const spreads = new Spreads(rows, chosen, left);
  const observed = spreads.statistics(Uint16Array.from(rows.keys())).slice();
  yield;
  const largest = enough ? yield* shuffled(rows.length, left, seed, spreads) : [];
  const chance = new Float64Array(functions).fill(1);
  const judgement = new Array<Judgement>(functions).fill('noise');
  const result = { judgement, chance, ...changesOf(slices) };
  yield;
  chosen.forEach((fn, at) => {
    if (enough) {
      chance[fn] = chanceOf(Math.abs(observed[at]), largest);
      judgement[fn] = effectOf(slices, fn) < LEAST_EFFECT ? 'noise' : judgementOf(chance[fn]);
    }
  });
  return result;
}

/** The chance of a value among those that chance alone made, which are sorted. */
function chanceOf(value: number, sorted: readonly number[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // What rounding alone tells apart is as large.
    if (sorted[middle] < value * (1 - 1e-9)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return (1 + sorted.length - low) / (1 + sorted.length);
}

function judgementOf(chance: number): Judgement {
  return chance <= CERTAIN ? 'certain' : chance <= LIKELY ? 'likely' : 'noise';
}

/** The largest statistic of each shuffle, in ascending order. */
function* shuffled(rows: number, left: number, seed: number, spreads: Spreads): Steps<number[]> {
  const random = randomNumbers(seed);
  const order = Uint16Array.from({ length: rows }, (_, row) => row);
  const largest: number[] = [];
  let work = 0;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    chooseFirst(order, left, random);
    largest.push(largestOf(spreads.statistics(order)));
    work += rows * spreads.length;
    if (work > STEP) {
      work = 0;
      yield;
    }
  }
  return largest.sort((one, other) => one - other);
}

/** Whichever way it points. */
function largestOf(values: Float64Array): number {
  let most = 0;
  for (let at = 0; at < values.length; at++) {
    const size = values[at] < 0 ? -values[at] : values[at];
    most = size > most ? size : most;
  }
  return most;
}

/** How far apart two sides are, function by function, in what they differ by among themselves. */
class Spreads {
  readonly length: number;
  private readonly columns: Float64Array[];
  private readonly sum: Float64Array;
  private readonly squares: Float64Array;
  /** Added to every spread: a function that is in one slice alone has hardly any of its own. */
  private readonly floor: number;
  private readonly result: Float64Array;
  private readonly sumLeft: Float64Array;

  constructor(
    rows: readonly Float64Array[],
    chosen: readonly number[],
    private readonly left: number
  ) {
    this.length = chosen.length;
    this.columns = rows.map((row) => picked(row, chosen));
    this.sum = new Float64Array(this.length);
    this.squares = new Float64Array(this.length);
    for (const row of this.columns) {
      for (let at = 0; at < this.length; at++) {
        this.sum[at] += row[at];
        this.squares[at] += row[at] * row[at];
      }
    }
    this.result = new Float64Array(this.length);
    this.sumLeft = new Float64Array(this.length);
    const n = rows.length;
    const usual = Array.from(this.squares, (squares, at) => (squares - this.sum[at] ** 2 / n) / Math.max(1, n - 1));
    this.floor = median(usual.map((variance) => Math.sqrt(Math.max(0, variance)))) / 2;
  }

  /** Of each function, the first `left` rows of `order` being the baseline. The same array every time. */
  statistics(order: Uint16Array): Float64Array {
    const { columns, sum, squares, sumLeft, result, left, floor } = this;
    const n = order.length;
    const right = n - left;
    sumLeft.fill(0);
    for (let row = 0; row < left; row++) {
      const values = columns[order[row]];
      for (let at = 0; at < values.length; at++) {
        sumLeft[at] += values[at];
      }
    }
    const scale = sqrt(1 / left + 1 / right);
    const freedom = n > 3 ? n - 2 : 1;
    for (let at = 0; at < result.length; at++) {
      const sumRight = sum[at] - sumLeft[at];
      const within = squares[at] - sumLeft[at] ** 2 / left - sumRight ** 2 / right;
      const spread = (within > 0 ? sqrt(within / freedom) : 0) + floor;
      const difference = sumRight / right - sumLeft[at] / left;
      result[at] = spread > 0 ? difference / (spread * scale) : 0;
    }
    return result;
  }
}

/** What changed in each function, tested or not. */
export function changesOf(slices: Slices): Changes {
  const { functions } = slices;
  const changes = {
    change: new Float64Array(functions),
    low: new Float64Array(functions),
    high: new Float64Array(functions),
  };
  for (let fn = 0; fn < functions; fn++) {
    intervalOf(slices, fn, changes);
  }
  return changes;
}

function intervalOf({ baseline, compared }: Slices, fn: number, into: Changes): void {
  const [one, two] = [momentsOf(baseline, fn), momentsOf(compared, fn)];
  const change = two.mean - one.mean;
  const [a, b] = [one.variance / baseline.length, two.variance / compared.length];
  const freedom = a + b > 0 ? (a + b) ** 2 / (a ** 2 / (baseline.length - 1) + b ** 2 / (compared.length - 1)) : 1;
  const half = a + b > 0 ? halfWidth(freedom) * Math.sqrt(a + b) : 0;
  into.change[fn] = change;
  into.low[fn] = change - half;
  into.high[fn] = change + half;
}

function effectOf({ baseline, compared }: Slices, fn: number): number {
  const [one, two] = [momentsOf(baseline, fn).mean, momentsOf(compared, fn).mean];
  const larger = Math.max(one, two);
  return larger > 0 ? Math.abs(two - one) / larger : 0;
}

function momentsOf(rows: readonly Float64Array[], fn: number): { mean: number; variance: number } {
  let sum = 0;
  for (const row of rows) {
    sum += row[fn];
  }
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) {
    squares += (row[fn] - mean) ** 2;
  }
  return { mean, variance: rows.length > 1 ? squares / (rows.length - 1) : 0 };
}

function rowsOf({ baseline, compared }: Slices): Float64Array[] {
  return [...baseline, ...compared];
}

function median(values: number[]): number {
  const sorted = values.sort((one, other) => one - other);
  return sorted.length === 0 ? 0 : sorted[sorted.length >> 1];
}
