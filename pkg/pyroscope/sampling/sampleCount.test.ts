import fc from 'fast-check';
import { atOnce } from '../../calltree/slices';
import { findingSamplePeriod, sampleCount } from './sampleCount';

const TEN_MS = 10_000_000;

const period = (self: number[]) => atOnce(findingSamplePeriod(self));

describe('findingSamplePeriod', () => {
  it('is the usual one, or what all times have in common', () => {
    expect(period([0, 4 * TEN_MS, 6 * TEN_MS])).toBe(TEN_MS);
    expect(period([0, 3 * 52_631_578])).toBe(3 * 52_631_578);
  });

  it.each([
    ['nothing', [0, 0]],
    ['several rates', [52_631_578, TEN_MS]],
    ['what is no sample', [123_457, 999_999]],
  ])('is not known of %s', (_, self) => {
    expect(period(self)).toBeUndefined();
  });
});

describe('sampleCount', () => {
  it('counts what a profiler took at 100 a second, however few', () => {
    expect(sampleCount([0, 2 * TEN_MS, 0, 4 * TEN_MS])).toEqual({ count: 6, periodNs: TEN_MS });
    expect(sampleCount([TEN_MS])).toEqual({ count: 1, periodNs: TEN_MS });
  });

  it('tells another rate by what the times have in common', () => {
    const period = 52_631_578;
    expect(sampleCount([3 * period, 0, 2 * period])).toEqual({ count: 5, periodNs: period });
  });

  it.each([
    ['nothing', [0, 0]],
    ['no times', []],
    ['a sum of several rates', [52_631_578, TEN_MS]],
  ])('does not know of %s', (_, self) => {
    expect(sampleCount(self)).toBeUndefined();
  });

  it('is never fewer than one sample a self time, and adds up to the total', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 50 }), (counts) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        expect(sampleCount(counts.map((count) => count * TEN_MS))?.count ?? 0).toBe(total);
      })
    );
  });
});
