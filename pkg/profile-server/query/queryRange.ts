import { invalid } from '../errors/connectError';
import type { Limits } from '../limits';

const ZERO = BigInt(0);

/** Milliseconds since 1970, both ends included. */
export interface QueryRange {
  startMs: number;
  endMs: number;
}

/**
 * The range that is searched: what was asked for, without what is too old to look at.
 * @returns undefined when all of it is too old.
 * @throws ConnectError invalid_argument for a range that is missing, reversed or too long.
 */
export function checkRange(start: bigint, end: bigint, limits: Limits, nowMs: number): QueryRange | undefined {
  if (start === ZERO || end === ZERO) {
    throw invalid('missing time range in the query');
  }
  const endMs = Number(end);
  let startMs = Number(start);
  if (startMs > endMs) {
    throw invalid('query start time is after end time');
  }
  const { maxQueryLengthMs, maxQueryLookbackMs } = limits;
  if (maxQueryLookbackMs > 0) {
    const oldest = nowMs - maxQueryLookbackMs;
    if (endMs < oldest) {
      return undefined;
    }
    startMs = Math.max(startMs, oldest);
  }
  if (maxQueryLengthMs > 0 && endMs - startMs > maxQueryLengthMs) {
    const actual = goDuration(endMs - startMs);
    throw invalid(
      `the query time range exceeds the limit (max_query_length, actual: ${actual}, limit: ${promDuration(maxQueryLengthMs)})`
    );
  }
  return { startMs, endMs };
}

/** As Go prints it: `25h0m0s`, `1m0.5s`. */
function goDuration(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = `${(ms % 60_000) / 1000}s`;
  return hours > 0 ? `${hours}h${minutes}m${seconds}` : minutes > 0 ? `${minutes}m${seconds}` : seconds;
}

const PROM_UNITS: ReadonlyArray<[unit: string, ms: number]> = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** As Prometheus prints it: `1d`, `1h30m`. */
function promDuration(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, size] of PROM_UNITS) {
    // Weeks only where they are exact, as 8 d says more than 1w1d.
    if (unit === 'w' && rest % size !== 0) {
      continue;
    }
    const count = Math.floor(rest / size);
    text += count > 0 ? `${count}${unit}` : '';
    rest -= count * size;
  }
  return text;
}
