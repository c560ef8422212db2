import { dateTime, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { from, switchMap, type Observable } from 'rxjs';

let asked = 0;

/** A query of the panel's own, to the data source that answered what is shown; nothing is sent until it is subscribed. */
export function askSource(
  uid: string,
  target: { refId: string; [field: string]: unknown },
  range: { from: number; to: number }
): Observable<DataQueryResponse> {
  const [start, end] = [dateTime(range.from), dateTime(range.to)];
  const request: DataQueryRequest = {
    ...{ requestId: `hotpath-comparison-${++asked}`, targets: [target], startTime: Date.now() },
    range: { from: start, to: end, raw: { from: start, to: end } },
    ...{ interval: '15s', intervalMs: 15_000, scopedVars: {}, timezone: 'utc', app: 'hotpath' },
  };
  return from(getDataSourceSrv().get({ uid })).pipe(switchMap((source) => from(source.query(request))));
}
