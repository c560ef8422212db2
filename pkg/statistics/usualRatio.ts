import type { Slices } from './slices';
import { testedFunctions } from './tested';

/**
 * How many times its share a function that did not change has on the compared side: the median over functions, each
 * counting as much as its smaller share. Shares of a whole add up to 1, so where one function needs more, all others have
 * less though nothing changed in them; most of the profile is in such others. `slices` are the parts of each slice's
 * whole that are in the functions themselves. 1 where no function is on both sides.
 */
export function usualRatio(slices: Slices): number {
  const tested = testedFunctions(slices);
  const ratios: Array<{ ratio: number; weight: number }> = [];
  for (let fn = 0; fn < slices.functions; fn++) {
    const [before, after] = [meanOf(slices.baseline, fn), meanOf(slices.compared, fn)];
    const weight = Math.min(before, after);
    if (tested[fn] === 1 && weight > 0) {
      ratios.push({ ratio: after / before, weight });
    }
  }
  ratios.sort((one, other) => one.ratio - other.ratio);
  const half = ratios.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  for (const { ratio, weight } of ratios) {
    below += weight;
    if (below >= half) {
      return ratio;
    }
  }
  return 1;
}

function meanOf(rows: readonly Float64Array[], fn: number): number {
  return rows.reduce((sum, row) => sum + row[fn], 0) / rows.length;
}
