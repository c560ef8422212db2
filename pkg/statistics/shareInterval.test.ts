import fc from 'fast-check';
import { shareInterval } from './shareInterval';

/** How likely each count is when each of `of` samples falls on the function with this chance. */
function binomial(of: number, chance: number): number[] {
  const likely = [(1 - chance) ** of];
  for (let count = 1; count <= of; count++) {
    likely[count] = (likely[count - 1] * (of - count + 1) * chance) / (count * (1 - chance));
  }
  return likely;
}

/** How often the interval holds the share that the samples were drawn with. */
const coverage = (of: number, chance: number) =>
  binomial(of, chance).reduce((sum, likely, count) => {
    const [low, high] = shareInterval(count, of);
    return sum + (low <= chance && chance <= high ? likely : 0);
  }, 0);

describe('shareInterval', () => {
  it('is that of published tables', () => {
    expect(shareInterval(15, 1000).map((share) => share.toFixed(4))).toEqual(['0.0091', '0.0246']);
    expect(shareInterval(5, 10).map((share) => share.toFixed(4))).toEqual(['0.2366', '0.7634']);
    expect(shareInterval(0, 10).map((share) => share.toFixed(4))).toEqual(['0.0000', '0.2775']);
    expect(shareInterval(10, 10).map((share) => share.toFixed(4))).toEqual(['0.7225', '1.0000']);
  });

  it('holds the true share 95 times of 100, over shares of every size', () => {
    for (const samples of [20, 60, 150]) {
      const chances = Array.from({ length: 99 }, (_, at) => (at + 1) / 100);
      const mean = chances.reduce((sum, chance) => sum + coverage(samples, chance), 0) / chances.length;
      expect(mean).toBeGreaterThan(0.945);
      expect(mean).toBeLessThan(0.965);
    }
  });

  it('holds the share that was seen, within 0 and 1, and narrows as samples grow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const count = Math.round(part * of);
        const [low, high] = shareInterval(count, of);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(count / of);
        expect(high).toBeGreaterThanOrEqual(count / of);
        expect(high).toBeLessThanOrEqual(1);
        const [lowOfMore, highOfMore] = shareInterval(count * 10, of * 10);
        expect(highOfMore - lowOfMore).toBeLessThan(high - low);
      })
    );
  });
});
