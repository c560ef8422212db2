import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { readLinked } from './linkedQuery';

export type QueryType = 'profile' | 'metrics' | 'both' | 'heatmap' | 'compare' | 'trace';
export type HeatmapType = 'individual' | 'span';
export type Aggregation = 'sum' | 'average';
export type EditorMode = 'builder' | 'code';

/** When a side of a comparison is, as saved; `readComparison` reads it. */
export interface ComparedTime {
  /**
   * `same` as the other side, `shown` (the dashboard's range), `previous`, `first` or `last` (a third of the dashboard's),
   * `range` (`from` and `to`), or how much earlier than the other side: `1d`.
   */
  time?: string;
  /** Milliseconds since 1970, a date, or what Grafana's time picker takes: `now-1d/d`. */
  from?: string;
  to?: string;
}

/** What a query of type `compare` is compared with: what it leaves open is as in the query, ids excepted. */
export interface Baseline extends ComparedTime {
  labelSelector?: string;
  profileTypeId?: string;
  spanSelector?: string[];
  traceIdSelector?: string[];
  profileIdSelector?: string[];
}

/** A saved query. The fields are those of Grafana's built-in Pyroscope data source, in name and meaning. */
export interface PyroscopeQuery extends DataQuery {
  /** `{a="b", c=~"d.*"}`; `{}` is everything. */
  labelSelector: string;
  /** `name:sampleType:sampleUnit:periodType:periodUnit`; empty: the CPU type that most of the selected services have. */
  profileTypeId: string;
  queryType: QueryType;
  groupBy: string[];
  /** 16 hex digits each. */
  spanSelector?: string[];
  /** Not of the built-in data source: the trace of the selected span, which is shown where the span has no samples. */
  spanTraceId?: string;
  /** Not of the built-in data source: of a query for a trace, instead of its spans those with samples in this function. */
  throughFunction?: string;
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
  /** Not of the built-in data source: how a step's profiles become a point; only servers of storage mode v1 average. */
  aggregation?: Aggregation;
  /** Not of the built-in data source: instead of a profile, marks where this label first has another value. */
  newValuesOf?: string;
  /** Not of the built-in data source: of the query type `compare`, the side it is compared with. */
  baseline?: Baseline;
  /** Not of the built-in data source: of the query type `compare`, when the query's own side is. */
  compared?: ComparedTime;
  /** Not of the built-in data source: of a comparison, whether its changes are more than chance, in place of itself. */
  judge?: boolean;
  /** Not of the built-in data source: of a comparison of a state over time, what grows steadily, in place of itself. */
  growth?: boolean;
  /** Not of the built-in data source: how its user last edited the selector. */
  editorMode?: EditorMode;
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
  /** Asked for by queries that name no type of their own. */
  defaultProfileType?: string;
  /** Asked for by queries that set no limit of their own. */
  maxNodes?: number;
}

const QUERY_TYPES: readonly QueryType[] = ['profile', 'metrics', 'both', 'heatmap', 'compare', 'trace'];
const HEATMAP_TYPES: readonly HeatmapType[] = ['individual', 'span'];
const AGGREGATIONS: readonly Aggregation[] = ['sum', 'average'];

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
export interface SavedQueryProblem {
  field: keyof PyroscopeQuery;
  reason: 'wrong-type' | 'negative' | 'over-limit';
  /** As it was saved, for the user. */
  saved: string;
  limit?: number;
}

export interface ReadQuery {
  query: PyroscopeQuery;
  problems: SavedQueryProblem[];
}

/**
 * A query that was saved by anyone, at any time: what is missing becomes the default, what has the wrong type becomes
 * the default and is listed, and fields unknown here stay, but for one that a link has its question in.
 */
export function readQuery(asSaved: Partial<PyroscopeQuery>): ReadQuery {
  const saved = readLinked(asSaved).query;
  const problems: SavedQueryProblem[] = [];
  const raw: Record<string, unknown> = { ...saved };

  const wrong = (field: keyof PyroscopeQuery, reason: SavedQueryProblem['reason'], limit?: number) => {
    problems.push({ field, reason, saved: printed(raw[field]), ...(limit === undefined ? {} : { limit }) });
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

  const flag = (field: keyof PyroscopeQuery): boolean | undefined => {
    const value = raw[field];
    if (value === true || value === 'true') {
      return true;
    }
    if (isSet(value) && value !== false && value !== 'false' && value !== '') {
      wrong(field, 'wrong-type');
    }
    return value === false || value === 'false' ? false : undefined;
  };
  const oneOf = <T extends string>(field: keyof PyroscopeQuery, choices: readonly T[]): T | undefined => {
    const choice = choices.find((known) => known === raw[field]);
    if (choice === undefined && isSet(raw[field]) && raw[field] !== '') {
      wrong(field, 'wrong-type');
    }
    return choice;
  };

  const query: PyroscopeQuery = {
    ...saved,
    refId: typeof raw.refId === 'string' && raw.refId !== '' ? raw.refId : 'A',
    labelSelector: text('labelSelector', EVERYTHING),
    profileTypeId: text('profileTypeId', '').trim(),
    queryType: oneOf('queryType', QUERY_TYPES) ?? 'profile',
    groupBy: texts('groupBy') ?? [],
    spanSelector: texts('spanSelector'),
    spanTraceId: text('spanTraceId', '') || undefined,
    throughFunction: text('throughFunction', '') || undefined,
    traceIdSelector: texts('traceIdSelector'),
    profileIdSelector: texts('profileIdSelector'),
    stackTraceSelector: texts('stackTraceSelector'),
    limit: count('limit'),
    maxNodes: count('maxNodes', MAX_NODES_LIMIT),
    annotations: flag('annotations'),
    includeExemplars: flag('includeExemplars'),
    includeHeatmap: flag('includeHeatmap'),
    heatmapType: oneOf('heatmapType', HEATMAP_TYPES),
    aggregation: oneOf('aggregation', AGGREGATIONS),
  };
  return { query, problems };
}

/** A query with the data source's settings in place of what it leaves open. */
export function withSettings(query: PyroscopeQuery, settings: PyroscopeOptions | undefined): PyroscopeQuery {
  const { defaultProfileType, maxNodes } = settings ?? {};
  return {
    ...query,
    profileTypeId: query.profileTypeId || (defaultProfileType ?? ''),
    maxNodes: query.maxNodes ?? maxNodes,
  };
}

/** A query that is grouped by what its dashboard groups by, too. */
export function withGroupBy(query: PyroscopeQuery, keys: readonly string[] | undefined): PyroscopeQuery {
  return keys?.length ? { ...query, groupBy: [...new Set([...query.groupBy, ...keys])] } : query;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function printed(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Whether the answer is shown by the panel. */
export function hasProfile({ queryType }: PyroscopeQuery): boolean {
  return queryType !== 'metrics' && queryType !== 'heatmap';
}
