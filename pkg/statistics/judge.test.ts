import { FEWEST_SLICES, judging } from './judge';
import { randomNumbers } from './random';
import type { Slices } from './slices';
import { testedFunctions } from './tested';
import { comparingWhole } from './wholeChange';

function run<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done) {
      return step.value;
    }
  }
}

/** Slices of functions with these means, each up to a tenth off. */
function slices(baseline: number[], compared: number[], count = 12, seed = 5): Slices {
  const random = randomNumbers(seed);
  const rows = (means: number[]) =>
    Array.from({ length: count }, () => Float64Array.from(means, (mean) => mean * (0.9 + random() / 5)));
  return { functions: baseline.length, baseline: rows(baseline), compared: rows(compared) };
}

const all = (length: number) => new Uint8Array(length).fill(1);

describe('judging', () => {
  it('is certain of what changed much, and of its size', () => {
    const result = run(judging(slices([0.2, 0.2, 0.1], [0.2, 0.4, 0]), all(3)));
    expect(result.judgement).toEqual(['noise', 'certain', 'certain']);
    expect(result.low[1]).toBeGreaterThan(0.15);
    expect(result.low[1]).toBeLessThan(result.change[1]);
    expect(result.high[1]).toBeLessThan(0.25);
    expect(result.high[2]).toBeLessThan(0);
  });

  it('calls a change noise that is sure but small', () => {
    const rows = (value: number) => Array.from({ length: 12 }, () => Float64Array.of(value));
    const same = { functions: 1, baseline: rows(0.5), compared: rows(0.51) };
    expect(run(judging(same, all(1))).judgement).toEqual(['noise']);
    expect(run(judging({ ...same, compared: rows(0.6) }, all(1))).judgement).toEqual(['certain']);
  });

  it('says nothing of too few slices, and of what is not tested', () => {
    const few = run(judging(slices([0.1], [0.5], FEWEST_SLICES - 1), all(1)));
    expect(few.judgement).toEqual(['noise']);
    expect(few.chance[0]).toBe(1);
    expect(few.change[0]).toBeGreaterThan(0.3);
    expect(run(judging(slices([0.1], [0.5], FEWEST_SLICES), all(1))).judgement).toEqual(['certain']);
    expect(run(judging(slices([0.1], [0.5]), new Uint8Array(1))).judgement).toEqual(['noise']);
  });

  it('judges alike each time, and alike whichever way round', () => {
    const sides = slices([0.2, 0.3], [0.3, 0.3]);
    const once = run(judging(sides, all(2)));
    expect(run(judging(sides, all(2)))).toEqual(once);
    const swapped = run(judging({ ...sides, baseline: sides.compared, compared: sides.baseline }, all(2)));
    expect(swapped.judgement).toEqual(once.judgement);
    expect(swapped.change[0]).toBeCloseTo(-once.change[0], 12);
  });

  it('makes nothing of sides without slices or functions', () => {
    const none = { functions: 0, baseline: [], compared: [] };
    expect(run(judging(none, all(0))).judgement).toEqual([]);
    expect(testedFunctions({ functions: 1, baseline: [Float64Array.of(0.001)], compared: [] })).toEqual(
      Uint8Array.of(0)
    );
  });
});

describe('comparingWhole', () => {
  it('is the part of the cost that is elsewhere, beside what is usual', () => {
    const far = run(comparingWhole(slices([0.5, 0.5, 0], [0.5, 0, 0.5])));
    expect(far.distance).toBeCloseTo(0.5, 1);
    expect(far.chance).toBeLessThanOrEqual(0.01);
    const near = run(comparingWhole(slices([0.5, 0.5], [0.5, 0.5])));
    expect(near.distance).toBeLessThan(0.05);
    expect(near.chance).toBeGreaterThan(0.01);
    expect(near.usual).toBeGreaterThan(0);
  });
});
