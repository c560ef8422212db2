import type { DataSourceApi, QueryEditorProps } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { ExpensiveQueryGuard } from '../query/expensiveQueryGuard';
import type { PyroscopeOptions, PyroscopeQuery } from '../query/query';
import type { Catalog } from '../server/catalog';

/** What the editors of queries, variables and annotations ask of a data source. */
export interface EditorDataSource {
  readonly uid: string;
  readonly catalog: Catalog;
  readonly settings: PyroscopeOptions;
  readonly expensiveQueryGuard: ExpensiveQueryGuard;
}

/** The props that Grafana gives an editor, of a data source no more than it asks. */
export type EditorProps<TQuery extends DataQuery = PyroscopeQuery> = Omit<
  QueryEditorProps<DataSourceApi<PyroscopeQuery, PyroscopeOptions>, PyroscopeQuery, PyroscopeOptions, TQuery>,
  'datasource'
> & { datasource: EditorDataSource };
