import { type Observable, from, of } from 'rxjs';
import { filter, map, mergeMap } from 'rxjs/operators';
import {
  type AnnotationEvent,
  type AnnotationQuery,
  type AnnotationSupport,
  CoreApp,
  type DataFrame,
  type DataSourceApi,
  DataTopic,
  LoadingState,
  type TimeRange,
  arrayToDataFrame,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import { dataRequest } from '../../services/dataRequest';
import { runRequest } from '../../services/runRequest';

/** The events of one annotation of a dashboard, by its data source's annotation support. Fails as its query does. */
export function annotationEvents(
  stored: AnnotationQuery,
  range: TimeRange,
  timeZone: string
): Observable<AnnotationEvent[]> {
  return from(getDataSourceSrv().get(stored.datasource)).pipe(
    mergeMap((dataSource) => {
      const support = dataSource.annotations;
      if (!support) {
        throw new Error(`${dataSource.name} has no annotations`);
      }
      const annotation: AnnotationQuery = support.prepareAnnotation?.(stored) ?? stored;
      const query = support.prepareQuery ? support.prepareQuery(annotation) : (annotation.target as DataQuery);
      return query ? askFor(annotation, query, support, dataSource, range, timeZone) : of([]);
    }),
    map((events) => events.map((event) => ({ ...event, color: event.color ?? stored.iconColor, source: stored })))
  );
}

function askFor(
  annotation: AnnotationQuery,
  query: DataQuery,
  support: AnnotationSupport,
  dataSource: DataSourceApi,
  range: TimeRange,
  timeZone: string
): Observable<AnnotationEvent[]> {
  const request = dataRequest({
    app: CoreApp.Dashboard,
    dataSource,
    queries: [{ ...query, refId: 'Anno' }],
    range,
    timeZone,
    width: window.innerWidth,
    requestId: `annotation-${annotation.name}`,
    scopedVars: { __annotation: { text: annotation.name, value: annotation } },
  });
  return runRequest(dataSource, request).pipe(
    filter(({ state }) => state === LoadingState.Done || state === LoadingState.Error),
    mergeMap(({ series, annotations = [], errors }) => {
      if (errors?.length) {
        throw new Error(errors[0].message ?? 'The annotation query failed');
      }
      const frames = [...series, ...annotations];
      const events = support.processEvents?.(annotation, frames) ?? of(frames.flatMap(eventsOf));
      return events.pipe(map((found) => found ?? []));
    })
  );
}

/** By the names of fields, as Grafana reads a frame of annotations. */
function eventsOf(frame: DataFrame): AnnotationEvent[] {
  const valuesOf = (name: string) => frame.fields.find((field) => field.name === name)?.values;
  const time = valuesOf('time') ?? frame.fields.find(({ type }) => type === 'time')?.values;
  const [timeEnd, title, text, tags, id] = ['timeEnd', 'title', 'text', 'tags', 'id'].map(valuesOf);
  return (time ?? []).map((at, i) => ({
    time: at,
    timeEnd: timeEnd?.[i],
    isRegion: Boolean(timeEnd?.[i] && timeEnd[i] !== at),
    title: title?.[i],
    text: text?.[i],
    tags: typeof tags?.[i] === 'string' ? tags[i].split(',') : tags?.[i],
    id: id?.[i],
  }));
}

/** As panels are given them: beside their own frames, with the topic that says what they are. */
export function framesOfEvents(events: AnnotationEvent[], panelId: number): DataFrame[] {
  const shown = events.filter(({ source }) => isForPanel(source as AnnotationQuery, panelId));
  if (!shown.length) {
    return [];
  }
  const frame = arrayToDataFrame(
    shown.map(({ time, timeEnd, isRegion, title, text, tags, color }) => ({
      time,
      timeEnd,
      isRegion: isRegion ?? false,
      title: getTemplateSrv().replace(title ?? ''),
      text: text ?? '',
      tags: tags ?? [],
      color,
    }))
  );
  return [{ ...frame, name: 'annotations', meta: { dataTopic: DataTopic.Annotations } }];
}

function isForPanel({ filter: only }: AnnotationQuery, panelId: number): boolean {
  return !only?.ids?.length || only.ids.includes(panelId) !== Boolean(only.exclude);
}
