import {
  LoadingState,
  type AbstractQuery,
  type AdHocVariableFilter,
  type CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type GetTagResponse,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { Observable } from 'rxjs';
import type { PyroscopeClient, TimeRange } from '../../pkg/pyroscope/api';
import { createPyroscopeClient } from '../../pkg/pyroscope/client/client';
import { annotationSupport } from './annotations/annotationSupport';
import { answerQuery } from './answer/answerQuery';
import { Catalog } from './server/catalog';
import { sharedClient } from './server/calls/sharedClient';
import { paneOf } from './query/paneOf';
import { querySummary } from './query/querySummary';
import { ExpensiveQueryGuard, waitingText } from './query/expensiveQueryGuard';
import type { EditorDataSource, SeenSpan } from './editor/editorDataSource';
import { profileMeta } from '../frames/profileMeta';
import { loadCode } from '../loading/loadCode';
import { interpolateQuery, type Filled } from './query/interpolation/interpolateQuery';
import type { Values } from './query/interpolation/variableValue';
import { LengthLimit } from '../../pkg/longrange/lengthLimit';
import { awaitedFrame } from '../frames/awaitedFrame';
import { unaskedAnswer } from './answer/profile/profileAnswer';
import type { Answer } from './answer/question';
import { proxyFetch } from './server/proxyFetch';
import {
  defaultQuery,
  hasProfile,
  readQuery,
  withGroupBy,
  withSettings,
  type PyroscopeOptions,
  type PyroscopeQuery,
} from './query/query';
import { readableInterval, stepMs } from './answer/series/step';
import { Storage } from './server/storageMode';
import { pageTreeWork } from './server/treeWork';
import { toRange } from './query/timeRange';
import { VariableSupport } from './variables/VariableSupport';

/**
 * Pyroscope, asked from the browser through Grafana's data source proxy.
 *
 * It extends `DataSourceWithBackend` because Grafana's trace view draws a span's flame graph only for instances of
 * that class; there is no backend, and nothing of the base class that would call one is left in place.
 */
export class PyroscopeDataSource
  extends DataSourceWithBackend<PyroscopeQuery, PyroscopeOptions>
  implements EditorDataSource
{
  readonly client: PyroscopeClient;
  readonly catalog: Catalog;
  readonly settings: PyroscopeOptions;
  readonly annotations = annotationSupport;
  readonly expensiveQueryGuard = new ExpensiveQueryGuard();
  private readonly lengthLimit = new LengthLimit();
  private readonly storage: Storage;
  private readonly work = pageTreeWork();
  /** In which our panel has been shown. */
  private readonly panes = new Set<string>();

  constructor(
    settings: DataSourceInstanceSettings<PyroscopeOptions>,
    private readonly templates: TemplateSrv = getTemplateSrv()
  ) {
    super(settings);
    this.settings = settings.jsonData ?? {};
    this.client = sharedClient(createPyroscopeClient({ fetch: proxyFetch(settings.uid), baseUrl: settings.url ?? '' }));
    this.catalog = new Catalog(this.client, this.lengthLimit);
    this.storage = new Storage(this.client);
    this.variables = new VariableSupport(this.catalog, (scopedVars) => this.values(scopedVars));
    // Grafana works out a request's interval from it.
    this.interval = readableInterval(settings.jsonData?.minStep);
  }

  /**
   * One packet with the frames of all targets, then the end; before it, packets with what there is so far while a
   * target is answered in parts, and the first time that Explore asks for a profile one that shows our panel, waiting. It
   * never errors, and unsubscribing aborts what is under way.
   */
  query(request: DataQueryRequest<PyroscopeQuery>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const controller = new AbortController();
      const targets = request.targets.filter((target) => !target.hide);
      const key = `${request.requestId}`;
      const soFar = new Array<Answer | undefined>(targets.length);
      const profile = targets.find(hasProfile);
      if (request.app === 'explore' && profile && !this.panes.has(key)) {
        this.panes.add(key);
        // Grafana misses what is sent before `subscribe` has returned (`runRequest` of 12.3).
        queueMicrotask(() =>
          subscriber.next({ data: [awaitedFrame(profile.refId)], key, state: LoadingState.Loading })
        );
      }
      const answers = targets.map((target, index) =>
        this.answer(target, request, controller.signal, (partial) => {
          soFar[index] = partial;
          if (!controller.signal.aborted) {
            const data = soFar.flatMap((answer) => answer?.frames ?? []);
            subscriber.next({ data, key, state: LoadingState.Streaming });
          }
        }).then((answer) => (soFar[index] = answer))
      );
      Promise.all(answers).then(
        (all) => {
          subscriber.next({ ...toResponse(all), key });
          subscriber.complete();
        },
        (error) => {
          if (!controller.signal.aborted) {
            subscriber.next({
              data: [],
              key,
              errors: [{ message: error instanceof Error ? error.message : String(error) }],
              state: LoadingState.Error,
            });
          }
          subscriber.complete();
        }
      );
      return () => controller.abort();
    });
  }

  filterQuery(query: PyroscopeQuery): boolean {
    return !query.hide;
  }

  getDefaultQuery(_app: CoreApp): Partial<PyroscopeQuery> {
    return defaultQuery;
  }

  getQueryDisplayText(saved: PyroscopeQuery): string {
    return querySummary(saved);
  }

  applyTemplateVariables(
    query: PyroscopeQuery,
    scopedVars?: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): PyroscopeQuery {
    return this.fill(query, scopedVars, filters).query;
  }

  interpolateVariablesInQueries(
    queries: PyroscopeQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): PyroscopeQuery[] {
    return queries.map((query) => ({
      ...this.applyTemplateVariables(query, scopedVars, filters),
      datasource: this.getRef(),
    }));
  }

  /** Labels for ad hoc filters. */
  async getTagKeys(options?: DataSourceGetTagKeysOptions<PyroscopeQuery>): Promise<GetTagResponse> {
    const { tagKeys } = await loadCode(() => import(/* webpackChunkName: "calls" */ './variables/tagValues'));
    return tagKeys(options, this.catalog);
  }

  async getTagValues(options: DataSourceGetTagValuesOptions<PyroscopeQuery>): Promise<GetTagResponse> {
    const { tagValues } = await loadCode(() => import(/* webpackChunkName: "calls" */ './variables/tagValues'));
    return tagValues(options, this.catalog);
  }

  /**
   * There is no `importFromAbstractQueries` beside it: Grafana would prefer that for the built-in data source's
   * queries, and of them only the label matchers would be left.
   */
  async importQueries(queries: DataQuery[], origin: DataSourceApi<DataQuery>): Promise<PyroscopeQuery[]> {
    const { importQueries } = await loadCode(
      () => import(/* webpackChunkName: "calls" */ './importExport/importQueries')
    );
    const imported = await importQueries(queries, origin);
    return imported.map((query) => ({ ...query, datasource: this.getRef() }));
  }

  async exportToAbstractQueries(queries: PyroscopeQuery[]): Promise<AbstractQuery[]> {
    const { exportQueries } = await loadCode(
      () => import(/* webpackChunkName: "calls" */ './importExport/exportQueries')
    );
    return exportQueries(queries);
  }

  /** What Grafana's own settings pages ask a Pyroscope data source for. */
  async getResource<T = any>(path: string, params?: Record<string, unknown>): Promise<T> {
    const { answerResourceCall } = await loadCode(
      () => import(/* webpackChunkName: "calls" */ './server/resourceCalls')
    );
    return (await answerResourceCall(this.catalog, path, params)) as T;
  }

  async testDatasource(): Promise<TestDataSourceResponse> {
    const { checkHealth } = await loadCode(() => import(/* webpackChunkName: "calls" */ './server/health'));
    return checkHealth(this.client);
  }

  async seenSpans(
    query: Pick<PyroscopeQuery, 'labelSelector' | 'profileTypeId'>,
    range: TimeRange,
    signal: AbortSignal
  ): Promise<SeenSpan[]> {
    const { seenSpans } = await loadCode(() => import(/* webpackChunkName: "spans" */ './answer/trace/seenSpans'));
    const { client, catalog, lengthLimit, settings } = this;
    return seenSpans(query, {
      client,
      catalog,
      lengthLimit,
      signal,
      range,
      stepMs: stepMs(undefined, settings.minStep),
    });
  }

  private fill(query: PyroscopeQuery, scopedVars?: ScopedVars, filters?: AdHocVariableFilter[]): Filled {
    return interpolateQuery(query, this.values(scopedVars), filters);
  }

  private values(scopedVars?: ScopedVars): Values {
    return { replace: this.templates.replace.bind(this.templates), ...(scopedVars ? { scopedVars } : {}) };
  }

  private answer(
    target: PyroscopeQuery,
    request: DataQueryRequest<PyroscopeQuery>,
    signal: AbortSignal,
    onPartial: (partial: Answer) => void
  ): Promise<Answer> {
    const { range, app } = request;
    const pane = paneOf(request);
    const { query: saved, faults } = this.fill(target, request.scopedVars, request.filters);
    const { query: read, problems } = readQuery(saved);
    const query = withGroupBy(withSettings(read, this.settings), request.groupByKeys);
    const { client, work, catalog, lengthLimit, storage, uid, name } = this;
    const context = {
      ...{ client, work, catalog, lengthLimit, storage, signal },
      range: toRange(range),
      stepMs: stepMs(request.intervalMs, this.settings.minStep),
      source: { uid, name },
      inExplore: app === 'explore',
    };
    const filled = { query, problems, faults };
    return faults.length === 0 && this.expensiveQueryGuard.holdsBack(query, range, app)
      ? Promise.resolve(unaskedAnswer(filled, context, waitingText(range)))
      : answerQuery(filled, context, (partial) => onPartial(ofPane(partial, pane))).then((answer) =>
          ofPane(answer, pane)
        );
  }
}

function ofPane(answer: Answer, explorePane: string | undefined): Answer {
  const metas = explorePane ? answer.frames.map(profileMeta) : [];
  metas.forEach((meta) => meta && Object.assign(meta, { explorePane }));
  return answer;
}

function toResponse(answers: Answer[]): DataQueryResponse {
  const errors = answers.flatMap((answer) => answer.errors);
  const data = answers.flatMap((answer) => answer.frames);
  return errors.length === 0
    ? { data, state: LoadingState.Done }
    : // Grafana 12 reads `error`, 13 reads `errors`.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      { data, errors, error: errors[0], state: LoadingState.Error };
}
