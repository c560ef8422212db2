import type { TimeRange } from '../pyroscope/api';

/** What the clock may run on between the two ends of one range. */
const DRIFT_MS = 100;

/**
 * A range that is a whole number of limits and hardly more, as that number of limits up to the same end. Both ends of
 * "the last 24 hours" are read off the clock, one a moment after the other.
 */
export function withoutDrift({ start, end }: TimeRange, limitMs: number): TimeRange {
  const drift = end - start >= limitMs && limitMs > DRIFT_MS ? (end - start) % limitMs : 0;
  return drift <= DRIFT_MS ? { start: start + drift, end } : { start, end };
}
