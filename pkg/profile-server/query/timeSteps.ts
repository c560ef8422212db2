import { invalid } from '../http/connectError';

/**
 * The time steps of a range. The k-th ends at `startMs` + k · `stepMs` and holds what is after the end of the one
 * before; the first, of k = 0, lies before the range.
 */
export interface TimeSteps {
  startMs: number;
  endMs: number;
  stepMs: number;
}

/**
 * A step in whole milliseconds.
 * @param seconds as calls have it.
 * @throws ConnectError invalid_argument when it is below a millisecond.
 */
export function stepOf(seconds: number, fault: string): number {
  const stepMs = Math.trunc(seconds * 1000);
  if (!(stepMs >= 1)) {
    throw invalid(fault);
  }
  // Longer than any range, and still a whole number.
  return Math.min(stepMs, Number.MAX_SAFE_INTEGER);
}

/** When the step that `timeMs` is in ends, or undefined where it is in none: too early, or after the last whole step. */
export function endOfStep({ startMs, endMs, stepMs }: TimeSteps, timeMs: number): number | undefined {
  const step = Math.ceil((timeMs - startMs) / stepMs);
  const end = startMs + step * stepMs;
  return step < 0 || end > endMs ? undefined : end;
}
