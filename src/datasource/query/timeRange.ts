import type { TimeRange as GrafanaTimeRange } from '@grafana/data';
import type { TimeRange } from '../../../pkg/pyroscope/api';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A day is what servers take in one query by default; less what rounding to minutes adds. */
const LAST_DAY_MS = DAY_MS - 5 * MINUTE_MS;

/** Whole milliseconds; a range of no length gets one. */
export function toRange({ from, to }: Pick<GrafanaTimeRange, 'from' | 'to'>): TimeRange {
  const start = Math.floor(from.valueOf());
  return { start, end: Math.max(start + 1, Math.ceil(to.valueOf())) };
}

/** The last day where Grafana gives no range, as the built-in data source has it. */
export function toRangeOrDay(range: GrafanaTimeRange | undefined, now = Date.now()): TimeRange {
  return range ? toRange(range) : { start: now - DAY_MS, end: now };
}

/**
 * So that what ends now asks the same question for a while. Never longer than the range where it matters: a day may be
 * all that a server takes at once.
 */
export function wholeMinutes({ start, end }: TimeRange): TimeRange {
  const round = end - start < HOUR_MS ? Math.floor : Math.ceil;
  return { start: round(start / MINUTE_MS) * MINUTE_MS, end: Math.ceil(end / MINUTE_MS) * MINUTE_MS };
}

/** What of a range a server tells of in one query: its end, where it is longer than a day. */
export function lastDay(range: TimeRange): TimeRange {
  return range.end - range.start <= LAST_DAY_MS ? range : { start: range.end - LAST_DAY_MS, end: range.end };
}
