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
 * How many samples a CPU profile rests on, told by its self times, each of which is a whole number of periods: the
 * usual period where all of them are multiples of it, else their greatest common divisor. Undefined where that is
 * nothing that a profiler would use, as in a sum of several rates.
 */
export function sampleCount(selfNs: ArrayLike<number>): SampleCount | undefined {
  let divisor = 0;
  let total = 0;
  for (let i = 0; i < selfNs.length; i++) {
    divisor = greatestCommonDivisor(selfNs[i], divisor);
    total += selfNs[i];
  }
  const periodNs = divisor % USUAL_PERIOD_NS === 0 ? USUAL_PERIOD_NS : divisor;
  return total > 0 && periodNs >= SHORTEST_PERIOD_NS ? { count: total / periodNs, periodNs } : undefined;
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) {
    [a, b] = [b, a % b];
  }
  return a;
}
