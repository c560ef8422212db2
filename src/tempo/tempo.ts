import { lastValueFrom } from 'rxjs';
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { readFound, readTrace } from './readTrace';
import type { Span } from './span';

export type TempoProblem =
  /** 200 without spans, or 404: kept no longer, or never sampled. */
  | 'no-trace'
  | 'unreachable'
  | 'forbidden'
  /** A version without TraceQL, or without what was asked in it. */
  | 'not-understood'
  | 'failed';

export class TempoError extends Error {
  constructor(
    readonly problem: TempoProblem,
    readonly status?: number,
    /** In Tempo's or Grafana's own words. */
    readonly said?: string
  ) {
    super(said ?? problem);
  }
}

interface Range {
  start: number;
  end: number;
}

/** Room for the clocks of services, and for Tempo's blocks. */
const MARGIN_MS = 3_600_000;

/**
 * A Tempo through Grafana's data source proxy, which is how Grafana's own Tempo data source reads what it asks without
 * its back end. Rejects with a `TempoError`.
 */
export function tempoAt(uid: string) {
  const ask = async (path: string, params: Record<string, string> = {}): Promise<unknown> => {
    const query = new URLSearchParams(params).toString();
    try {
      const response = await lastValueFrom(
        getBackendSrv().fetch<unknown>({
          url: `/api/datasources/proxy/uid/${uid}${path}${query && `?${query}`}`,
          headers: { Accept: 'application/json' },
          showErrorAlert: false,
          requestId: `hotpath-tempo-${++requests}`,
        })
      );
      return response.data;
    } catch (error) {
      throw tempoError(error);
    }
  };
  return {
    /** All spans of a trace of 32 digits, in no order. `range` spares Tempo to look everywhere. */
    async trace(id: string, range?: Range): Promise<Span[]> {
      const params = range ? seconds(range) : undefined;
      const body = await ask(`/api/v2/traces/${id}`, params).catch((error) => {
        // Tempo before 2.6 has the older address alone, and tells nothing from an unknown trace by its status.
        if (error instanceof TempoError && error.status === 404) {
          return ask(`/api/traces/${id}`, params);
        }
        throw error;
      });
      const spans = readTrace(body);
      if (spans.length === 0) {
        throw new TempoError('no-trace');
      }
      return spans;
    },
    /** Spans that a TraceQL query finds, newest first as Tempo finds them. */
    async search(query: string, range: Range, limit: number): Promise<Span[]> {
      return readFound(await ask('/api/search', { q: query, ...seconds(range), limit: `${limit}`, spss: `${limit}` }));
    },
    /** Where a span of 16 digits belongs; undefined where there is none of this id. */
    async span(id: string, { start, end }: Range): Promise<Span | undefined> {
      const around = { start: start - MARGIN_MS, end: end + MARGIN_MS };
      const found = await this.search(`{ span:id = "${id}" } | select(resource.service.name)`, around, 1);
      return found.find(({ spanId }) => spanId === id);
    },
  };
}

let requests = 0;

function seconds({ start, end }: Range): Record<string, string> {
  return { start: `${Math.floor(start / 1000)}`, end: `${Math.ceil(end / 1000)}` };
}

function tempoError(error: unknown): TempoError {
  if (!isFetchError(error)) {
    return new TempoError('unreachable', undefined, error instanceof Error ? error.message : undefined);
  }
  const { status, data } = error;
  const said = typeof data === 'string' ? data : (data?.message ?? data?.error);
  const problem = () => {
    switch (status) {
      case 400:
      case 422:
      case 501:
        return 'not-understood';
      case 401:
      case 403:
        return 'forbidden';
      case 404:
        return 'no-trace';
      case 502:
      case 503:
      case 504:
        return 'unreachable';
      default:
        return 'failed';
    }
  };
  return new TempoError(
    problem(),
    status,
    typeof said === 'string' && said !== '' ? said.trim().slice(0, 200) : undefined
  );
}
