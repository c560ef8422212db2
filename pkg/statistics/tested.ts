import type { Slices } from './slices';

/** Functions with a smaller part than this of both sides together say nothing, and would make others harder to tell. */
const LEAST_SHARE = 0.002;

/** 1 for the functions worth testing, by their mean over all slices, whichever side they are of. */
export function testedFunctions({ functions, baseline, compared }: Slices): Uint8Array {
  const rows = [...baseline, ...compared];
  const tested = new Uint8Array(functions);
  for (let fn = 0; fn < functions; fn++) {
    let sum = 0;
    for (const row of rows) {
      sum += row[fn];
    }
    tested[fn] = sum / rows.length >= LEAST_SHARE ? 1 : 0;
  }
  return tested;
}

/** The functions that are tested, by number. */
export function chosenOf(tested: Uint8Array): number[] {
  const chosen: number[] = [];
  for (let fn = 0; fn < tested.length; fn++) {
    if (tested[fn] === 1) {
      chosen.push(fn);
    }
  }
  return chosen;
}

/** Their values. `from` with a function takes a microsecond an entry. */
export function picked(row: Float64Array, chosen: readonly number[]): Float64Array {
  const values = new Float64Array(chosen.length);
  for (let at = 0; at < chosen.length; at++) {
    values[at] = row[chosen[at]];
  }
  return values;
}
