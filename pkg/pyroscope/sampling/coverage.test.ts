import fc from 'fast-check';
import type { TimeSeries } from '../api';
import { coverage, coveredTimes } from './coverage';

/** The points of a service whose profiles come every `everyMs` and hold as much CPU time each, in steps of `stepMs`. */
function steady({ from, to, everyMs, stepMs, phase = 0 }: Record<string, number>): TimeSeries {
  const sums = new Map<number, number>();
  for (let at = from + phase; at <= to; at += everyMs) {
    const step = Math.ceil(at / stepMs) * stepMs;
    sums.set(step, (sums.get(step) ?? 0) + everyMs);
  }
  return { labels: [], timestamps: [...sums.keys()], values: [...sums.values()], exemplars: [], annotations: [] };
}

const rates = ({ timestamps, values }: TimeSeries, stepMs: number) => {
  const times = coveredTimes(timestamps, stepMs);
  return values.map((value, at) => value / times[at]);
};
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const SENT = fc.constantFrom(5_000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000);
const STEP = fc.constantFrom(
  5_000,
  7_000,
  10_000,
  15_000,
  20_000,
  25_000,
  30_000,
  40_000,
  50_000,
  60_000,
  90_000,
  120_000
);

describe('the line', () => {
  it('is one core of a service that uses one, whatever the step and however often it sends', () => {
    fc.assert(
      fc.property(SENT, STEP, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (everyMs, stepMs, phase) => {
        const one = steady({ from: 0, to: 2_400_000, everyMs, stepMs, phase: Math.round(phase * everyMs) });
        expect(Math.abs(mean(rates(one, stepMs).slice(1, -1)) - 1)).toBeLessThan(0.05);
        // Where a point holds one profile each is right by itself.
        const points = everyMs >= stepMs ? rates(one, stepMs) : [];
        expect(points.every((rate) => Math.abs(rate - 1) < 0.05)).toBe(true);
      }),
      { numRuns: 300 }
    );
  });

  it('is divided by the step where no step is empty', () => {
    const timestamps = Array.from({ length: 50 }, (_, at) => at * 15_000);
    expect(new Set(coveredTimes(timestamps, 15_000))).toEqual(new Set([15_000]));
    expect(coveredTimes([15_000], 15_000)).toEqual([15_000]);
    expect(coveredTimes([], 15_000)).toEqual([]);
  });

  it('is not changed by one missing profile, nor by a gap', () => {
    const whole = Array.from({ length: 50 }, (_, at) => at * 15_000);
    expect(
      new Set(
        coveredTimes(
          whole.filter((_, at) => at !== 20),
          15_000
        )
      )
    ).toEqual(new Set([15_000]));
    expect(
      new Set(
        coveredTimes(
          whole.filter((_, at) => at < 10 || at > 30),
          15_000
        )
      )
    ).toEqual(new Set([15_000]));
  });

  it('is of how often profiles come where that is known for a point alone', () => {
    expect(coveredTimes([60_000], 15_000, 60_000)).toEqual([60_000]);
    expect(coveredTimes([60_000], 60_000, 15_000)).toEqual([60_000]);
    // A run of the same series tells it, too.
    expect(coveredTimes([0, 30_000, 60_000, 3_000_000], 15_000)).toEqual([30_000, 30_000, 30_000, 30_000]);
  });

  it('follows a service that is scaled up within the range', () => {
    const few = steady({ from: 0, to: 900_000, everyMs: 30_000, stepMs: 15_000 }).timestamps;
    const many = steady({ from: 915_000, to: 1_800_000, everyMs: 15_000, stepMs: 15_000 }).timestamps;
    const times = coveredTimes([...few, ...many], 15_000);
    expect(times[2]).toBe(30_000);
    expect(times.at(-2)).toBe(15_000);
  });
});

describe('coverage', () => {
  it('is how long the samples were taken, at any step and range', () => {
    fc.assert(
      fc.property(SENT, STEP, fc.integer({ min: 5, max: 60 }), (everyMs, stepMs, minutes) => {
        const range = { start: 0, end: minutes * 60_000 };
        const one = steady({ from: 1 - stepMs, to: Math.floor(range.end / stepMs) * stepMs, everyMs, stepMs });
        const used = one.values.reduce((sum, value) => sum + value, 0);
        const { ms, parts } = coverage([one], stepMs, range);
        // Steps that hold several profiles hold one more or less at either end.
        const edge = stepMs > everyMs ? everyMs / range.end : everyMs % stepMs === 0 ? 0 : everyMs / 2 / range.end;
        // Few steps of hardly less than a profile may all be full.
        const few = range.end < 24 * stepMs && everyMs < 1.5 * stepMs ? 0.2 : 0;
        expect(Math.abs(used / ms - 1)).toBeLessThan(0.051 + edge + few);
        expect(parts).toEqual([range]);
      }),
      { numRuns: 300 }
    );
  });

  it('says which part of the range has profiles', () => {
    const range = { start: 0, end: 1_800_000 };
    const one = steady({ from: 600_000, to: 900_000, everyMs: 30_000, stepMs: 15_000 });
    const { ms, parts } = coverage([one], 15_000, range);
    expect(ms).toBe(330_000);
    expect(parts).toEqual([{ start: 570_000, end: 900_000 }]);
  });

  it('is how long the samples were taken of processes that send in turn, seen one by one', () => {
    const sent = fc.record({ everyMs: SENT, phase: fc.integer({ min: 1, max: 4_999 }) });
    fc.assert(
      fc.property(fc.array(sent, { minLength: 1, maxLength: 5 }), fc.integer({ min: 5, max: 60 }), (some, minutes) => {
        const range = { start: 600_000, end: 600_000 + minutes * 60_000 };
        const all = some.map((one) => steady({ from: 300_000, to: range.end, stepMs: 1_000, ...one }));
        const used = all.reduce(
          (sum, { timestamps, values }) =>
            sum + values.reduce((own, value, at) => (timestamps[at] >= range.start ? own + value : own), 0),
          0
        );
        const { ms, parts } = coverage(all, 1_000, range, { fine: true });
        const longest = Math.max(...some.map(({ everyMs }) => everyMs));
        const edge = some.length > 1 || longest > 30_000 ? longest / (range.end - range.start) : 0;
        expect(Math.abs(used / ms / some.length - 1)).toBeLessThan(0.02 + edge);
        expect(parts).toEqual([range]);
      }),
      { numRuns: 200 }
    );
  });

  it('is that of all series together', () => {
    const range = { start: 0, end: 1_800_000 };
    const before = steady({ from: 0, to: 600_000, everyMs: 15_000, stepMs: 15_000 });
    const after = steady({ from: 1_200_000, to: 1_800_000, everyMs: 15_000, stepMs: 15_000 });
    expect(coverage([before, after], 15_000, range).parts).toHaveLength(2);
    expect(coverage([], 15_000, range)).toEqual({ ms: 0, sum: 0, largest: 0, parts: [] });
    expect(coverage([before, after, after], 15_000, range)).toMatchObject({ sum: 41 * 3 * 15_000, largest: 30_000 });
  });
});
