import { usualRatio } from './usualRatio';

const rows = (...shares: number[]) => [Float64Array.from(shares), Float64Array.from(shares)];

describe('usualRatio', () => {
  it('is what most of a profile shrinks by where one function takes more', () => {
    // 40, 20 and 40 of 100, then 40, 60 and 40 of 140.
    const [baseline, compared] = [rows(0.4, 0.2, 0.4), rows(2 / 7, 3 / 7, 2 / 7)];
    expect(usualRatio({ functions: 3, baseline, compared })).toBeCloseTo(5 / 7, 10);
    expect(usualRatio({ functions: 3, baseline: compared, compared: baseline })).toBeCloseTo(7 / 5, 10);
  });

  it('is 1 where cost went from one function to another, and where the sides share none', () => {
    expect(usualRatio({ functions: 4, baseline: rows(0.3, 0, 0.3, 0.4), compared: rows(0, 0.3, 0.3, 0.4) })).toBe(1);
    expect(usualRatio({ functions: 2, baseline: rows(1, 0), compared: rows(0, 1) })).toBe(1);
  });
});
