import { getBackendSrv } from '@grafana/runtime';
import { type Trace, readTrace } from './trace';

/** A trace as a search lists it. */
export interface FoundTrace {
  traceID: string;
  rootServiceName?: string;
  rootTraceName?: string;
  startTimeUnixNano: string;
  durationMs?: number;
}

export type Shown = { kind: 'trace'; trace?: Trace } | { kind: 'list'; found: FoundTrace[] };

const MOST_FOUND = 50;

/** What Explore shows of a Tempo for a query: the trace of an id, otherwise what TraceQL finds in the range. */
export async function askTempo(uid: string, query: string, range: { from: number; to: number }): Promise<Shown> {
  const base = `/api/datasources/proxy/uid/${uid}`;
  const get = <T>(path: string, params?: Record<string, string>) =>
    getBackendSrv().get<T>(`${base}${path}`, params, undefined, { showErrorAlert: false });
  const asked = query.trim();
  if (/^[0-9a-f]{1,32}$/i.test(asked)) {
    return { kind: 'trace', trace: readTrace(await get(`/api/v2/traces/${asked}`)) };
  }
  const { traces = [] } = await get<{ traces?: FoundTrace[] }>('/api/search', {
    q: asked || '{}',
    start: `${Math.floor(range.from / 1000)}`,
    end: `${Math.ceil(range.to / 1000)}`,
    limit: `${MOST_FOUND}`,
  });
  return { kind: 'list', found: traces };
}
