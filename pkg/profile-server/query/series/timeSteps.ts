import { invalid } from '../../errors/connectError';

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

/** When the step that `timeMs` is in ends. */
export function stepEnd({ startMs, stepMs }: Omit<TimeSteps, 'endMs'>, timeMs: number): number {
  return startMs + Math.ceil((timeMs - startMs) / stepMs) * stepMs;
}

/** As `stepEnd`, or undefined where that is outside the range: too early, or after the last whole step. */
export function wholeStepEnd(steps: TimeSteps, timeMs: number): number | undefined {
  const end = stepEnd(steps, timeMs);
  return end < steps.startMs || end > steps.endMs ? undefined : end;
}
