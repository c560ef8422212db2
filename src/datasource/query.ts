import type { CoreApp, DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

export type QueryType = 'profile' | 'metrics' | 'both';
export type HeatmapType = 'individual' | 'span';

/** A saved query. The fields are those of Grafana's built-in Pyroscope data source, in name and meaning. */
export interface PyroscopeQuery extends DataQuery {
  /** `{a="b", c=~"d.*"}`; `{}` is everything. */
  labelSelector: string;
  /** `name:sampleType:sampleUnit:periodType:periodUnit`; empty: a CPU type that the selected services have. */
  profileTypeId: string;
  queryType: QueryType;
  groupBy: string[];
  /** 16 hex digits each. */
  spanSelector?: string[];
  /** 32 hex digits each. */
  traceIdSelector?: string[];
  profileIdSelector?: string[];
  /** Root-first function names. */
  stackTraceSelector?: string[];
  limit?: number;
  /** Absent or 0: the server's default. */
  maxNodes?: number;
  annotations?: boolean;
  includeExemplars?: boolean;
  includeHeatmap?: boolean;
  heatmapType?: HeatmapType;
}

/** The data source's settings that are no secret, beside those that Grafana itself reads (headers, TLS, timeout). */
export interface PyroscopeOptions extends DataSourceJsonData {
  /** The shortest step of a series, as Grafana writes intervals: `15s`. */
  minStep?: string;
  timeout?: number;
  keepCookies?: string[];
  oauthPassThru?: boolean;
  tlsAuth?: boolean;
  tlsAuthWithCACert?: boolean;
  tlsSkipVerify?: boolean;
  serverName?: string;
}

export const EVERYTHING = '{}';

/** The largest `max_nodes` a Pyroscope server takes unless it is configured otherwise. */
export const MAX_NODES_LIMIT = 1_048_576;

export const defaultQuery: Omit<PyroscopeQuery, 'refId'> = {
  labelSelector: EVERYTHING,
  profileTypeId: '',
  queryType: 'profile',
  groupBy: [],
  spanSelector: [],
};

/** Why a saved field was not taken as it stands. */
export interface Correction {
  field: keyof PyroscopeQuery;
  reason: 'wrong-type' | 'negative' | 'over-limit';
  /** As it was saved, for the reader. */
  saved: string;
  limit?: number;
}

export interface ReadQuery {
  query: PyroscopeQuery;
  corrections: Correction[];
}

/**
 * A query that was saved by anyone, at any time: what is missing becomes the default, what has the wrong type becomes
 * the default and is listed, and fields unknown here stay.
 */
export function readQuery(saved: Partial<PyroscopeQuery>): ReadQuery {
  const corrections: Correction[] = [];
  const raw: Record<string, unknown> = { ...saved };

  const wrong = (field: keyof PyroscopeQuery, reason: Correction['reason'], limit?: number) => {
    corrections.push({ field, reason, saved: printed(raw[field]), ...(limit === undefined ? {} : { limit }) });
  };
  const text = (field: keyof PyroscopeQuery, fallback: string): string => {
    const value = raw[field];
    if (typeof value === 'string') {
      return value.trim() === '' ? fallback : value;
    }
    if (isSet(value)) {
      wrong(field, 'wrong-type');
    }
    return fallback;
  };
  const texts = (field: keyof PyroscopeQuery): string[] | undefined => {
    const value = raw[field];
    if (typeof value === 'string') {
      return value === '' ? [] : [value];
    }
    if (!Array.isArray(value)) {
      if (isSet(value)) {
        wrong(field, 'wrong-type');
      }
      return undefined;
    }
    const strings = value.filter((entry): entry is string => typeof entry === 'string');
    if (strings.length < value.length) {
      wrong(field, 'wrong-type');
    }
    return strings.filter((entry) => entry !== '');
  };
  const count = (field: keyof PyroscopeQuery, limit?: number): number | undefined => {
    const value = raw[field];
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      if (isSet(value) && value !== '') {
        wrong(field, 'wrong-type');
      }
      return undefined;
    }
    if (number < 0) {
      wrong(field, 'negative');
      return undefined;
    }
    if (limit !== undefined && number > limit) {
      wrong(field, 'over-limit', limit);
      return limit;
    }
    const whole = Math.floor(number);
    return whole === 0 ? undefined : whole;
  };

  const queryType = raw.queryType;
  const known = queryType === 'profile' || queryType === 'metrics' || queryType === 'both';
  if (!known && isSet(queryType) && queryType !== '') {
    wrong('queryType', 'wrong-type');
  }

  const query: PyroscopeQuery = {
    ...saved,
    refId: typeof raw.refId === 'string' && raw.refId !== '' ? raw.refId : 'A',
    labelSelector: text('labelSelector', EVERYTHING),
    profileTypeId: text('profileTypeId', '').trim(),
    queryType: known ? queryType : 'profile',
    groupBy: texts('groupBy') ?? [],
    spanSelector: texts('spanSelector'),
    traceIdSelector: texts('traceIdSelector'),
    profileIdSelector: texts('profileIdSelector'),
    stackTraceSelector: texts('stackTraceSelector'),
    limit: count('limit'),
    maxNodes: count('maxNodes', MAX_NODES_LIMIT),
  };
  return { query, corrections };
}

/** What the app answers for a query type: only Explore has room for the series and the flame graph at once. */
export function answeredType(query: PyroscopeQuery, app: CoreApp | string | undefined): QueryType {
  return query.queryType === 'both' && app !== 'explore' ? 'profile' : query.queryType;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function printed(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
