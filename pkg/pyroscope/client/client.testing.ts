import type { PyroscopeClient, TimeRange } from '../api';
import { createPyroscopeClient, type FetchLike } from './client';
import { PyroscopeError } from '../errors';
import { levelsOfAnswer } from '../flamegraph/answer';

/** For tests: what the recordings are about. */
export const RANGE: TimeRange = { start: 1795399485000, end: 1795400010000 };
export const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
export const API = '{service_name="api-gateway"}';

export interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array;
  type: string;
}

export interface Given {
  status?: number;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
}

/** A server that gives one answer, and what it was asked. */
export function serverOf(
  { status = 200, headers = { 'content-type': 'application/proto' }, body = '' }: Given,
  baseUrl = '/base'
) {
  const sent: Sent[] = [];
  const fetch: FetchLike = async (url, init) => {
    const blob = init.body as Blob | undefined;
    sent.push({
      url,
      method: init.method,
      headers: init.headers,
      body: new Uint8Array(blob ? await blob.arrayBuffer() : []),
      type: blob?.type ?? '',
    });
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    return {
      status,
      headers: { get: (name) => headers[name.toLowerCase()] ?? null },
      arrayBuffer: async () => bytes.slice().buffer as ArrayBuffer,
    };
  };
  return { client: createPyroscopeClient({ fetch, baseUrl }), sent };
}

export type Ask = (client: PyroscopeClient) => Promise<unknown>;

/** The PyroscopeError that a call is refused with. */
export async function rejection(client: PyroscopeClient, ask: Ask): Promise<PyroscopeError> {
  const error = await ask(client).then(
    () => new Error('was answered'),
    (reason) => reason
  );
  if (error instanceof PyroscopeError) {
    return error;
  }
  throw error;
}

export const stacktraces: Ask = (client) =>
  client
    .selectMergeStacktraces({ ...RANGE, profileTypeId: CPU, labelSelector: API, maxNodes: 64 })
    .then(levelsOfAnswer);
