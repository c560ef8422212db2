import { type CoreApp, type DataQueryRequest, type DataSourceApi, type TimeRange, rangeUtil } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

interface Asked {
  app: CoreApp;
  dataSource: DataSourceApi;
  queries: DataQuery[];
  range: TimeRange;
  timeZone: string;
  /** Pixels to fill, which bounds the points of a series. */
  width: number;
  requestId: string;
}

export function dataRequest(asked: Asked): DataQueryRequest {
  const { dataSource, queries, range, width, timeZone, ...rest } = asked;
  const maxDataPoints = Math.max(width, 1);
  const { interval, intervalMs } = rangeUtil.calculateInterval(range, maxDataPoints, dataSource.interval || undefined);
  return {
    ...rest,
    range,
    rangeRaw: range.raw,
    timezone: timeZone,
    interval,
    intervalMs,
    maxDataPoints,
    startTime: Date.now(),
    targets: structuredClone(queries),
    scopedVars: {
      __interval: { text: interval, value: interval },
      __interval_ms: { text: String(intervalMs), value: intervalMs },
    },
  };
}
