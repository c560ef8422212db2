import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import {
  dateTime,
  type CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type ScopedVars,
} from '@grafana/data';
import { setBackendSrv, type BackendSrv, type BackendSrvRequest, type TemplateSrv } from '@grafana/runtime';
import { Observable } from 'rxjs';
import {
  SelectHeatmapRequestSchema,
  SelectMergeSpanProfileRequestSchema,
  SelectMergeStacktracesRequestSchema,
  SelectSeriesRequestSchema,
} from '../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { isAwaited } from '../../frames/awaitedFrame';
import { profileMeta, type ProfileMeta } from '../../frames/profileMeta';
import { PyroscopeDataSource } from '../datasource';
import type { PyroscopeQuery } from '../query/query';

export const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

/** The recorded range: both versions of the services. */
export const RANGE = { from: 1795399485000, to: 1795400010000 };

export function recorded(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(__dirname, '..', 'testdata', name)));
}

/** The recorded answer behind the series frames of the built-in data source. */
export function recordedSeries(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(__dirname, '..', 'answer', 'series', 'testdata', `${name}.response.bin`)));
}

export interface FakeAnswer {
  status?: number;
  body?: Uint8Array | string;
  contentType?: string;
}

export interface Sent {
  /** The last step of the path: the method's name. */
  method: string;
  url: string;
  body: Uint8Array;
  request: BackendSrvRequest;
  aborted: boolean;
}

/** A call that is never answered. */
export const PENDING = Symbol('pending');

export type Answers = Record<string, FakeAnswer | Error | typeof PENDING | ((sent: Sent) => FakeAnswer)>;

/**
 * Stands for Grafana's backend service: answers by method name as its `fetch` does, errors thrown with their body as
 * an ArrayBuffer, and records what was sent. A method without an answer is a 404.
 */
export function fakeBackend(answers: Answers): Sent[] {
  const sent: Sent[] = [];
  const fetch = (request: BackendSrvRequest) =>
    new Observable((subscriber) => {
      const method = request.url.split('?')[0].split('/').pop() ?? '';
      const record: Sent = { method, url: request.url, body: new Uint8Array(), request, aborted: false };
      sent.push(record);
      const respond = async () => {
        if (request.data instanceof Blob) {
          record.body = new Uint8Array(await blobBytes(request.data));
        }
        const chosen = answers[method] ?? { status: 404, body: '404 page not found', contentType: 'text/plain' };
        const answer = typeof chosen === 'function' ? chosen(record) : chosen;
        if (subscriber.closed || answer === PENDING) {
          return;
        }
        if (answer instanceof Error) {
          subscriber.error(answer);
          return;
        }
        const { status = 200, body = '', contentType = 'application/proto' } = answer as FakeAnswer;
        const bytes = request.responseType === 'arraybuffer' || status >= 400;
        const data = bytes ? bufferOf(body) : JSON.parse(String(body));
        if (status >= 400) {
          subscriber.error({ status, statusText: '', data, config: request });
          return;
        }
        subscriber.next({ status, ok: true, data, headers: new Headers({ 'content-type': contentType }) });
        subscriber.complete();
      };
      void respond();
      return () => {
        record.aborted = true;
      };
    });
  setBackendSrv({ fetch } as unknown as BackendSrv);
  return sent;
}

function bufferOf(body: Uint8Array | string): ArrayBuffer {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}

function blobBytes(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(blob);
  });
}

/** Variables by name: a value, several, "All" with a value of its own, or a value with what Grafana tells of its variable. */
export type FakeVariables = Record<
  string,
  string | string[] | { all: string } | { type: string; value: string | string[]; multi?: boolean }
>;

/** Variables with their values, as Grafana replaces them: a function formats values that have no format of their own. */
export function fakeTemplates(variables: FakeVariables = {}): TemplateSrv {
  const replace = (text = '', scopedVars?: ScopedVars, format?: string | Function) =>
    text.replace(/\$\{(\w+)(?::(\w+))?\}|\$(\w+)/g, (whole, braced, ownFormat, plain) => {
      const name = braced ?? plain;
      const known = scopedVars?.[name]?.value ?? variables[name];
      if (known === undefined) {
        return whole;
      }
      if (typeof known === 'object' && 'all' in known) {
        return known.all;
      }
      const described = typeof known === 'object' && !Array.isArray(known);
      const value = described ? known.value : known;
      const list = ([] as string[]).concat(value);
      const how = ownFormat ?? format;
      if (typeof how === 'function') {
        return how(value, described ? known : {}, undefined);
      }
      const escaped = list.map((item) => item.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
      switch (how) {
        case 'regex':
          return escaped.length === 1 ? escaped[0] : `(${escaped.join('|')})`;
        case 'pipe':
          return list.join('|');
        case 'csv':
          return list.join(',');
        default:
          return list.length === 1 ? list[0] : `{${list.join(',')}}`;
      }
    });
  return {
    replace,
    containsTemplate: (text?: string) => /\$/.test(text ?? ''),
    getVariables: () => [],
    updateTimeRange: () => undefined,
  };
}

export function dataSource(
  templates = fakeTemplates(),
  url = '/api/datasources/proxy/uid/hotpath'
): PyroscopeDataSource {
  const settings = { uid: 'hotpath', name: 'Pyroscope', type: 'hotpath-pyroscope-datasource', url, jsonData: {} };
  return new PyroscopeDataSource(settings as ConstructorParameters<typeof PyroscopeDataSource>[0], templates);
}

export function queryRequest(
  targets: Array<Partial<PyroscopeQuery>>,
  { from = RANGE.from, to = RANGE.to, app = 'explore', scopedVars = {} as ScopedVars, filters = undefined as any } = {}
): DataQueryRequest<PyroscopeQuery> {
  const range = { from: dateTime(from), to: dateTime(to) };
  return {
    requestId: 'r',
    interval: '15s',
    intervalMs: 15_000,
    range: { ...range, raw: range },
    scopedVars,
    filters,
    app: app as CoreApp,
    timezone: 'utc',
    startTime: 0,
    targets: targets.map((target, index) => ({
      refId: String.fromCharCode(65 + index),
      labelSelector: '{}',
      profileTypeId: CPU,
      queryType: 'profile',
      groupBy: [],
      ...target,
    })) as PyroscopeQuery[],
  };
}

/** Every packet with an answer of a query, once it has completed: not the one that shows the panel in Explore. */
export function packets(
  source: PyroscopeDataSource,
  request: DataQueryRequest<PyroscopeQuery>
): Promise<DataQueryResponse[]> {
  return new Promise((resolve, reject) => {
    const all: DataQueryResponse[] = [];
    source.query(request).subscribe({
      next: (packet) => packet.data.some(isAwaited) || all.push(packet),
      error: reject,
      complete: () => resolve(all),
    });
  });
}

export async function answerTo(
  source: PyroscopeDataSource,
  request: DataQueryRequest<PyroscopeQuery>
): Promise<DataQueryResponse> {
  const all = await packets(source, request);
  if (all.length !== 1) {
    throw new Error(`${all.length} packets`);
  }
  return all[0];
}

/** The only frame of an answer. */
export function frameOf(response: DataQueryResponse): DataFrame {
  if (response.data.length !== 1) {
    throw new Error(`${response.data.length} frames`);
  }
  return response.data[0];
}

export function metaOf(response: DataQueryResponse): ProfileMeta {
  const meta = profileMeta(frameOf(response));
  if (!meta) {
    throw new Error('no meta');
  }
  return meta;
}

export function stacktracesSent(sent: Sent[]) {
  return sent
    .filter(({ method }) => method === 'SelectMergeStacktraces')
    .map(({ body }) => fromBinary(SelectMergeStacktracesRequestSchema, body));
}

export function seriesSent(sent: Sent[]) {
  return sent
    .filter(({ method }) => method === 'SelectSeries')
    .map(({ body }) => fromBinary(SelectSeriesRequestSchema, body));
}

export function heatmapsSent(sent: Sent[]) {
  return sent
    .filter(({ method }) => method === 'SelectHeatmap')
    .map(({ body }) => fromBinary(SelectHeatmapRequestSchema, body));
}

export function spanProfilesSent(sent: Sent[]) {
  return sent
    .filter(({ method }) => method === 'SelectMergeSpanProfile')
    .map(({ body }) => fromBinary(SelectMergeSpanProfileRequestSchema, body));
}
