import { atOnce, overRows, type Steps } from '../../calltree/slices';

/** What the profilers of all languages take samples at unless they are told otherwise: 100 a second. */
const USUAL_PERIOD_NS = 10_000_000;
/** No profiler takes samples more often. */
const SHORTEST_PERIOD_NS = 1_000_000;

export interface SampleCount {
  count: number;
  /** The CPU time that a sample stands for. */
  periodNs: number;
}

/**
 * How many samples a CPU profile rests on, told by its self times; undefined where `findingSamplePeriod` finds none.
 */
export function sampleCount(selfNs: ArrayLike<number>): SampleCount | undefined {
  const periodNs = atOnce(findingSamplePeriod(selfNs));
  let total = 0;
  for (let i = 0; i < selfNs.length; i++) {
    total += selfNs[i];
  }
  return periodNs === undefined ? undefined : { count: total / periodNs, periodNs };
}

/**
 * The time that a sample stands for, told by the self times of a profile, each of which is a whole number of periods: the
 * usual period where all of them are multiples of it, else their greatest common divisor. Undefined where that is
 * nothing that a profiler would use, as in a sum of several rates, or where nothing was sampled.
 */
export function* findingSamplePeriod(selfNs: ArrayLike<number>): Steps<number | undefined> {
  let divisor = 0;
  yield* overRows(0, selfNs.length, (from, to) => {
    for (let i = from; i < to && divisor !== 1; i++) {
      divisor = greatestCommonDivisor(selfNs[i], divisor);
    }
  });
  const periodNs = divisor % USUAL_PERIOD_NS === 0 ? USUAL_PERIOD_NS : divisor;
  return divisor > 0 && periodNs >= SHORTEST_PERIOD_NS ? periodNs : undefined;
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) {
    [a, b] = [b, a % b];
  }
  return a;
}
