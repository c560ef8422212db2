import { Observable, asyncScheduler, from, merge, of, timer } from 'rxjs';
import { catchError, map, observeOn, share, takeUntil } from 'rxjs/operators';
import {
  type CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  DataTopic,
  LoadingState,
  type PanelData,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { getBackendSrv, toDataQueryError } from '@grafana/runtime';
import type { WorkbenchBackendSrv } from './backendSrv';

const SHOW_LOADING_AFTER_MS = 200;

/**
 * Runs one request against a data source and tells its story as Grafana's query runner does: the last answer of every
 * key is kept, an answer may come in several pieces, and leaving early cancels what is in flight.
 */
export function runRequest(
  dataSource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: DataSourceApi['query']
): Observable<PanelData> {
  const started: DataQueryRequest = { ...request, startTime: Date.now() };
  let data: PanelData = { state: LoadingState.Loading, series: [], request: started, timeRange: request.range };
  const packets = new Map<string, DataQueryResponse>();

  if (!request.targets.length) {
    started.endTime = Date.now();
    return of({ ...data, state: LoadingState.Done });
  }

  const answers = ask(dataSource, started, queryFunction).pipe(
    map((packet) => {
      if (!Array.isArray(packet.data)) {
        throw new Error(`Expected response data to be array, got ${typeof packet.data}.`);
      }
      started.endTime = Date.now();
      packets.set(packet.key ?? packet.data[0]?.refId ?? 'A', packet);
      data = combine(started, packets, packet);
      return data;
    }),
    catchError((error) => {
      console.error('runRequest.catchError', error);
      const told = toDataQueryError(error);
      return of({ ...data, state: LoadingState.Error, error: told, errors: [told] });
    }),
    cancelOnLeave(request.requestId),
    share()
  );
  return merge(
    timer(SHOW_LOADING_AFTER_MS).pipe(
      map(() => data),
      takeUntil(answers)
    ),
    answers
  );
}

function ask(
  dataSource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: DataSourceApi['query']
): Observable<DataQueryResponse> {
  request.targets = request.targets
    .map((target) =>
      isEmptyQuery(target) ? { ...dataSource.getDefaultQuery?.(request.app as CoreApp), ...target } : target
    )
    .filter((target) => dataSource.filterQuery?.(target) ?? true);
  if (!request.targets.length) {
    return of({ data: [] });
  }
  const answer = (queryFunction ?? dataSource.query.bind(dataSource))(request);
  // In a task of its own, as over a network. Since 8, scenes start panels in a timer after a change of time, and ask
  // twice where a variable is answered from memory before that.
  return from(answer).pipe(observeOn(asyncScheduler));
}

const NOT_CONTENT = new Set(['refId', 'key', 'datasource', 'hide', 'queryType', 'label']);

function isEmptyQuery(query: DataQuery): boolean {
  return Object.keys(query).every((key) => NOT_CONTENT.has(key));
}

function combine(
  request: DataQueryRequest,
  packets: Map<string, DataQueryResponse>,
  latest: DataQueryResponse
): PanelData {
  const hidden = new Set(request.targets.filter((target) => target.hide).map((target) => target.refId));
  const series: DataFrame[] = [];
  const annotations: DataFrame[] = [];
  const errors = [...packets.values()].flatMap(({ errors: many, error }) => many ?? (error ? [error] : []));
  for (const packet of packets.values()) {
    for (const item of packet.data) {
      // Whoever asked makes frames of them where they are not: a variable's answer stays as it is.
      const frame = item as DataFrame;
      if (frame.refId && hidden.has(frame.refId)) {
        continue;
      }
      (frame.meta?.dataTopic === DataTopic.Annotations ? annotations : series).push(frame);
    }
  }
  const state = latest.state ?? (errors.length ? LoadingState.Error : LoadingState.Done);
  return {
    state,
    series,
    annotations,
    request,
    timeRange: request.range,
    ...(errors.length ? { error: errors[0], errors } : {}),
  };
}

function cancelOnLeave(requestId: string) {
  return <T>(source: Observable<T>) =>
    new Observable<T>((subscriber) => {
      let ended = false;
      const subscription = source.subscribe({
        next: (value) => subscriber.next(value),
        error: (error) => {
          ended = true;
          subscriber.error(error);
        },
        complete: () => {
          ended = true;
          subscriber.complete();
        },
      });
      return () => {
        subscription.unsubscribe();
        if (!ended) {
          (getBackendSrv() as WorkbenchBackendSrv).resolveCancelerIfExists(requestId);
        }
      };
    });
}
