import type { TimeRange } from '../pyroscope/api';
import { UsageError } from './usage';

const UNITS_MS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * A time in milliseconds since 1970, of `now`, `now-1h`, `now-1d+30m`, an ISO 8601 date (UTC where it names no zone) or
 * a number of seconds or milliseconds since 1970.
 *
 * @throws UsageError for anything else.
 */
export function readTime(text: string, now: number): number {
  const written = text.trim();
  if (/^\d{9,10}$/.test(written)) {
    return Number(written) * 1000;
  }
  if (/^\d{12,13}$/.test(written)) {
    return Number(written);
  }
  if (/^now(?:[+-]\d+(?:ms|[smhdw]))*$/.test(written)) {
    return [...written.matchAll(/([+-])(\d+)(ms|[smhdw])/g)].reduce(
      (time, [, sign, count, unit]) => time + (sign === '-' ? -1 : 1) * Number(count) * UNITS_MS[unit],
      now
    );
  }
  if (/^\d{4}-\d{2}-\d{2}/.test(written)) {
    const time = Date.parse(
      /(?:Z|[+-]\d{2}:?\d{2})$/i.test(written) || !/[T ]/.test(written) ? written : `${written}Z`
    );
    if (Number.isFinite(time)) {
      return time;
    }
  }
  throw new UsageError(
    `"${text}" is not a time. Write now, now-1h, 2026-11-28T10:00:00Z, or seconds or milliseconds since 1970.`
  );
}

/** @throws UsageError for a range that ends before it begins. */
export function readRange(from: string, until: string, now: number): TimeRange {
  const range = { start: readTime(from, now), end: readTime(until, now) };
  if (range.start >= range.end) {
    throw new UsageError(`The range from ${from} until ${until} ends before it begins.`);
  }
  return range;
}

/** When it begins and ends, in UTC. */
export function spanText({ start, end }: TimeRange): string {
  return `${new Date(start).toISOString()} to ${new Date(end).toISOString()}`;
}
