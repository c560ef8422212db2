import fc from 'fast-check';
import { alignedRange, heatmapStepMs, readableInterval, stepMs } from './step';

describe('stepMs', () => {
  it.each([
    [60_000, undefined, 60_000],
    [1_000, undefined, 15_000],
    [1_000, '5s', 5_000],
    [1_000, '1m', 60_000],
    [undefined, '250ms', 250],
    [NaN, 'abc', 15_000],
    [20_000, '', 20_000],
    [20_000, 15, 20_000],
    [1, '0s', 1],
  ])('an interval of %p and a shortest step of %p give %p ms', (interval, minStep, expected) => {
    expect(stepMs(interval, minStep)).toBe(expected);
  });

  it('gives Grafana no interval that it throws on', () => {
    expect(['15s', ' 1m ', '15', 'soon', '', undefined, 15].map(readableInterval)).toEqual([
      '15s',
      '1m',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('alignedRange', () => {
  const LATER = 1e15;

  it('leaves a range of whole steps as it is', () => {
    const range = { start: 1795399485000, end: 1795400010000 };
    expect(alignedRange(range, 15_000, LATER)).toEqual(range);
  });

  it('has a point for the step that the range begins in, and one for the step that it ends in', () => {
    expect(alignedRange({ start: 61_000, end: 178_000 }, 60_000, LATER)).toEqual({ start: 120_000, end: 180_000 });
  });

  it('leaves out the step that has not ended', () => {
    expect(alignedRange({ start: 0, end: 178_000 }, 60_000, 178_000)).toEqual({ start: 0, end: 120_000 });
  });

  it('asks for the same a second later', () => {
    const at = (now: number) => alignedRange({ start: now - 3_600_000, end: now }, 15_000, now);
    expect(at(1795400011000)).toEqual(at(1795400012000));
  });

  it('is whole steps, at least one, and no longer than what was asked unless that is less than a step', () => {
    fc.assert(
      fc.property(
        fc.nat(1e9),
        fc.integer({ min: 1, max: 1e8 }),
        fc.integer({ min: 1, max: 1e6 }),
        (start, length, step) => {
          const range = alignedRange({ start, end: start + length }, step, start + length);
          expect(range.start % step).toBe(0);
          expect(range.end % step).toBe(0);
          expect(range.end - range.start).toBeGreaterThanOrEqual(step);
          expect(range.end - range.start).toBeLessThanOrEqual(Math.max(length, step));
        }
      )
    );
  });
});

it('a heatmap has at most 64 columns', () => {
  expect(heatmapStepMs(15_000, { start: 0, end: 64 * 60_000 })).toBe(60_000);
  expect(heatmapStepMs(15_000, { start: 0, end: 60_000 })).toBe(15_000);
});
