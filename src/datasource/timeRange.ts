import type { TimeRange as GrafanaTimeRange } from '@grafana/data';
import type { TimeRange } from '../../pkg/pyroscope/api';

const DAY_MS = 86_400_000;

/** Whole milliseconds; a range of no length gets one. */
export function toRange({ from, to }: Pick<GrafanaTimeRange, 'from' | 'to'>): TimeRange {
  const start = Math.floor(from.valueOf());
  return { start, end: Math.max(start + 1, Math.ceil(to.valueOf())) };
}

/** The last day where Grafana gives no range, as the built-in data source has it. */
export function toRangeOrDay(range: GrafanaTimeRange | undefined, now = Date.now()): TimeRange {
  return range ? toRange(range) : { start: now - DAY_MS, end: now };
}
