import type { DataSourceApi, QueryEditorProps } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { TimeRange } from '../../../pkg/pyroscope/api';
import type { ExpensiveQueryGuard } from '../query/expensiveQueryGuard';
import type { PyroscopeOptions, PyroscopeQuery } from '../query/query';
import type { Catalog } from '../server/catalog';

/** A span that the server shows of a range, with what its samples add up to in Grafana's unit. */
export interface SeenSpan {
  name: string;
  service: string;
  profileId: string;
  traceId: string;
  startMs: number;
  value: number;
  unit: string;
}

/** What the editors of queries, variables and annotations ask of a data source. */
export interface EditorDataSource {
  readonly uid: string;
  readonly catalog: Catalog;
  readonly settings: PyroscopeOptions;
  readonly expensiveQueryGuard: ExpensiveQueryGuard;
  /** Spans that exemplars show, those with the most first. Rejects with a `PyroscopeError`. */
  seenSpans(
    query: Pick<PyroscopeQuery, 'labelSelector' | 'profileTypeId'>,
    range: TimeRange,
    signal: AbortSignal
  ): Promise<SeenSpan[]>;
}

/** The props that Grafana gives an editor, of a data source no more than it asks. */
export type EditorProps<TQuery extends DataQuery = PyroscopeQuery> = Omit<
  QueryEditorProps<DataSourceApi<PyroscopeQuery, PyroscopeOptions>, PyroscopeQuery, PyroscopeOptions, TQuery>,
  'datasource'
> & { datasource: EditorDataSource };
