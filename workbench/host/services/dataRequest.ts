import {
  type AdHocVariableFilter,
  type CoreApp,
  type DataQueryRequest,
  type DataSourceApi,
  type ScopedVars,
  type TimeRange,
  rangeUtil,
} from '@grafana/data';
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
  panelId?: number;
  panelPluginId?: string;
  dashboardUID?: string;
  dashboardTitle?: string;
  scopedVars?: ScopedVars;
  /** Ad hoc filters of the dashboard. */
  filters?: AdHocVariableFilter[];
  maxDataPoints?: number;
  minInterval?: string;
}

export function dataRequest(asked: Asked): DataQueryRequest {
  const { dataSource, queries, range, width, timeZone, ...rest } = asked;
  const maxDataPoints = asked.maxDataPoints ?? Math.max(width, 1);
  const { interval, intervalMs } = rangeUtil.calculateInterval(
    range,
    maxDataPoints,
    asked.minInterval || dataSource.interval || undefined
  );
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
      ...asked.scopedVars,
      __interval: { text: interval, value: interval },
      __interval_ms: { text: String(intervalMs), value: intervalMs },
    },
  };
}
