import { chooseFirst, randomNumbers } from './random';
import type { Slices } from './slices';
import { chosenOf, picked, testedFunctions } from './tested';

type Steps<T> = Generator<void, T, void>;

/** How different two profiles are as a whole. */
export interface WholeChange {
  /** The part of the cost, 0 to 1, that is in other functions on the compared side. */
  readonly distance: number;
  /** What of that slices of the same side differ by on average, shuffled between the sides. */
  readonly usual: number;
  /** The chance of such a distance between sides that are the same. */
  readonly chance: number;
}

const SHUFFLES = 199;
const STEP = 400_000;

/**
 * Half the sum of what shares differ by, held against the same after shuffling the slices between the sides. `slices` are
 * the parts of each slice's whole that are in the functions themselves, which add up to 1; the many that have hardly any
 * are left out, since together they would be most of what slices differ by.
 */
export function* comparingWhole(slices: Slices, seed = 1): Steps<WholeChange> {
  const { baseline, compared } = slices;
  const chosen = chosenOf(testedFunctions(slices));
  const functions = chosen.length;
  const rows = [...baseline, ...compared].map((row) => picked(row, chosen));
  const left = baseline.length;
  const right = compared.length;
  const order = Uint16Array.from(rows.keys());
  const sum = new Float64Array(functions);
  for (const row of rows) {
    for (let fn = 0; fn < functions; fn++) {
      sum[fn] += row[fn];
    }
  }
  const sumLeft = new Float64Array(functions);
  const distanceOf = () => {
    sumLeft.fill(0);
    for (let at = 0; at < left; at++) {
      const row = rows[order[at]];
      for (let fn = 0; fn < functions; fn++) {
        sumLeft[fn] += row[fn];
      }
    }
    let distance = 0;
    for (let fn = 0; fn < functions; fn++) {
      const difference = (sum[fn] - sumLeft[fn]) / right - sumLeft[fn] / left;
      distance += difference < 0 ? -difference : difference;
    }
    return distance / 2;
  };
  const distance = distanceOf();
  const random = randomNumbers(seed);
  let asFar = 1;
  let usual = 0;
  let work = 0;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    chooseFirst(order, left, random);
    const shuffled = distanceOf();
    usual += shuffled / SHUFFLES;
    asFar += shuffled >= distance * (1 - 1e-9) ? 1 : 0;
    work += rows.length * functions;
    if (work > STEP) {
      work = 0;
      yield;
    }
  }
  return { distance, usual, chance: asFar / (SHUFFLES + 1) };
}
