import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type ScopedVars,
} from '@grafana/data';
import { Observable } from 'rxjs';
import { lazyComponent } from '../../loading/lazyComponent';
import { loadCode } from '../../loading/loadCode';
import type { Catalog } from '../server/catalog';
import type { EditorDataSource } from '../editor/editorDataSource';
import type { Values } from '../query/interpolation/variableValue';
import type { PyroscopeOptions, PyroscopeQuery } from '../query/query';
import { toRangeOrDay } from '../query/timeRange';
import { DEFAULT_VARIABLE_QUERY, withDefinition, type VariableQuery } from './variableQuery';

/** Fills dashboard variables. Errors are sentences; unsubscribing aborts. */
export class VariableSupport extends CustomVariableSupport<
  DataSourceApi<PyroscopeQuery, PyroscopeOptions> & EditorDataSource,
  VariableQuery,
  PyroscopeQuery,
  PyroscopeOptions
> {
  editor = lazyComponent(
    async () => (await import(/* webpackChunkName: "settings" */ './VariableQueryEditor')).VariableQueryEditor
  );

  constructor(
    private readonly catalog: Catalog,
    private readonly values: (scopedVars?: ScopedVars) => Values
  ) {
    super();
    // Grafana's runner of variable queries has at times called it unbound.
    this.query = this.query.bind(this);
  }

  /** Grafana stores it with a new variable, so that what the editor shows is also what is asked. */
  getDefaultQuery(): Partial<PyroscopeQuery> {
    // The base class has the type of the queries of panels for it.
    return withDefinition(DEFAULT_VARIABLE_QUERY) as Partial<PyroscopeQuery>;
  }

  query(request: DataQueryRequest<VariableQuery>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const controller = new AbortController();
      this.ask(request, controller.signal).then(
        (data) => {
          subscriber.next({ data });
          subscriber.complete();
        },
        (error) => {
          if (!controller.signal.aborted) {
            subscriber.error(error);
          }
        }
      );
      return () => controller.abort();
    });
  }

  private async ask({ targets, scopedVars, range }: DataQueryRequest<VariableQuery>, signal: AbortSignal) {
    const { variableValues, asProblem } = await loadCode(
      () => import(/* webpackChunkName: "calls" */ './variableValues')
    );
    try {
      return await variableValues(targets[0], this.values(scopedVars), toRangeOrDay(range), this.catalog, signal);
    } catch (error) {
      throw asProblem(error);
    }
  }
}
