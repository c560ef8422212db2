import { invalid } from '../errors/connectError';

/** Before 1971 is no time of a profile: a clock that was not set, or another unit. */
const YEAR_MS = 365 * 86_400_000;
const DEFAULT_SAMPLE_RATE = 100;
const MAX_INT64 = BigInt('9223372036854775807');

/** A time in milliseconds since 1970 as the time of a profile, or undefined where it is none. */
export function profileTime(ms: number): number | undefined {
  return ms < YEAR_MS ? undefined : Math.floor(ms);
}

/**
 * A time parameter in milliseconds since 1970; undefined where the request has none.
 * @throws ConnectError invalid_argument
 */
export function timeParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') {
    return undefined;
  }
  const ms = unixMilliseconds(text);
  if (ms === undefined) {
    throw invalid(
      `invalid ${name} ${JSON.stringify(text)}: it is a unix time in seconds, milliseconds, microseconds or nanoseconds`
    );
  }
  return profileTime(ms);
}

/**
 * Samples a second, in 32 bits as Pyroscope keeps it: what is no whole number, or below 0, counts as 100
 * (grafana/pyroscope 5253 and 5276).
 */
export function sampleRateParameter(query: URLSearchParams): number {
  const text = query.get('sampleRate') ?? '';
  if (!/^[+-]?\d{1,20}$/.test(text)) {
    return DEFAULT_SAMPLE_RATE;
  }
  const rate = BigInt(text.replace(/^\+/, ''));
  return rate < 0 || rate > MAX_INT64 ? DEFAULT_SAMPLE_RATE : Number(BigInt.asUintN(32, rate));
}

/**
 * Milliseconds of a unix time in seconds, milliseconds, microseconds or nanoseconds, told apart by size: the unit is
 * the one that puts it between 1971 and the year 5000.
 * @returns undefined for what is no time.
 */
export function unixMilliseconds(text: string): number | undefined {
  if (!/^\d{1,19}$/.test(text)) {
    return undefined;
  }
  const value = Number(text);
  if (value < 1e11) {
    return value * 1000;
  }
  if (value < 1e14) {
    return value;
  }
  return Math.floor(value < 1e17 ? value / 1e3 : value / 1e6);
}
