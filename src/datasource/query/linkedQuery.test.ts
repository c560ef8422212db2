import type { CoreApp, ScopedVars } from '@grafana/data';
import fc from 'fast-check';
import {
  answerTo,
  CPU,
  dataSource,
  fakeBackend,
  fakeTemplates,
  metaOf,
  queryRequest,
  recorded,
  seriesSent,
  stacktracesSent,
} from '../testing/fakeHost';
import { readLinked } from './linkedQuery';
import { readQuery, type PyroscopeQuery } from './query';

const WHOLE = `${CPU}{request_tag="087bb"}`;
const read = { profileTypeId: CPU, labelSelector: '{request_tag="087bb"}' };
const uid = 'hotpath';

/** The queries of Grafana's links to a data source, with what stands in the one field that its user writes. */
const SHAPES: Array<[string, (text: string) => object]> = [
  ['a derived field of Loki', (text) => ({ query: text, queryType: undefined, datasource: { uid } })],
  ['a derived field of Loki, from the address', (text) => ({ refId: 'A', query: text })],
  ['an exemplar of Prometheus', (text) => ({ query: text, queryType: 'traceql', datasource: { uid } })],
  ['the metrics of a span in Tempo', (text) => ({ expr: text, refId: '', datasource: { uid } })],
  ['a correlation made for Prometheus', (text) => ({ refId: 'A', expr: text, range: true, legendFormat: '__auto' })],
  ['a correlation made for a table', (text) => ({ refId: 'A', rawSql: text, format: 'table', rawQuery: true })],
  [
    'a data link to Explore’s `left`',
    (text) => ({ refId: 'A', key: 'Q-1', context: 'explore', expr: text, hide: false }),
  ],
  ['Explore’s `panes`', (text) => ({ refId: 'B', datasource: { type: 'loki', uid }, editorMode: 'code', expr: text })],
  ['an empty selector beside it', (text) => ({ refId: 'A', labelSelector: ' ', profileTypeId: '', query: text })],
];

const UNREADABLE = [
  ['a trace ID', '4bf92f3577b34da6a3ce929d0e0e4736'],
  ['LogQL', '{app="shop"} |= "error"'],
  ['a selector of logs, which names no type', '{app="shop"}'],
  ['PromQL', 'histogram_quantile(0.5, sum(rate(latency_bucket{service="shop"}[5m])) by (le))'],
  ['a metric', 'up{job="shop"}'],
  ['a range of a metric', `${CPU}{job="shop"}[5m]`],
  ['a type without a selector', CPU],
  ['a table', 'SELECT 1'],
  ['nothing', ''],
];

async function ask(target: object, options: { app?: string; filters?: unknown; scopedVars?: ScopedVars } = {}) {
  const profile = { body: recorded('profile-python-cpu-64.response.bin') };
  const sent = fakeBackend({ SelectMergeStacktraces: profile, SelectSeries: { body: new Uint8Array() } });
  const templates = fakeTemplates({ svc: 'a"b', type: CPU });
  const request = queryRequest([{}], {
    ...options,
    app: (options.app ?? 'explore') as CoreApp,
    filters: options.filters as never,
  });
  const response = await answerTo(dataSource(templates), { ...request, targets: [target as PyroscopeQuery] });
  return { sent, response };
}

describe.each(SHAPES)('the question of %s', (_, shape) => {
  it.each(['explore', 'dashboard', 'panel-editor', 'unknown'])(
    'is asked where it is a type with a selector: %s',
    async (app) => {
      const { sent } = await ask(shape(WHOLE), { app });
      expect(stacktracesSent(sent)).toMatchObject([{ profileTypeID: CPU, labelSelector: read.labelSelector }]);
    }
  );

  it.each(UNREADABLE)('is not replaced by another where it is %s', async (_name, text) => {
    for (const filters of [undefined, [{ key: 'pod', operator: '=', value: 'p' }]]) {
      const { sent, response } = await ask(shape(text), { filters });
      expect(sent).toEqual([]);
      expect(response.state).toBe('Error');
      expect(metaOf(response).failed?.title).toMatch(text === '' ? /is empty/ : /cannot be read/);
      expect(metaOf(response).failed?.remedy).toMatch(/Nothing was queried/);
    }
  });

  it('takes no filters for its selector when it goes on to Explore', () => {
    const filters = [{ key: 'pod', operator: '=', value: 'p' }];
    const saved = { refId: 'A', ...shape('up') } as unknown as PyroscopeQuery;
    const [query] = dataSource().interpolateVariablesInQueries([saved], {}, filters);
    expect(readLinked(query).unread).toBeDefined();
    const [readable] = dataSource().interpolateVariablesInQueries(
      [{ ...saved, ...shape(WHOLE) } as never],
      {},
      filters
    );
    expect(readable).toMatchObject({ profileTypeId: CPU, labelSelector: '{request_tag="087bb", pod="p"}' });
  });
});

describe('a text in another field', () => {
  it.each<[string, string, string]>([
    ['blanks around it', `  ${CPU} { a="b" } `, '{ a="b" }'],
    ['everything, by name', `${CPU}{}`, '{}'],
    ['braces in a value', `${CPU}{a="{x}", b=~"y{2}"}`, '{a="{x}", b=~"y{2}"}'],
    ['variables', '${type}{service_name="$svc"}', '{service_name="a\\"b"}'],
    ['plain variables', '$type{service_name=~"${svc}"}', '{service_name=~"a\\"b"}'],
  ])('is read with %s', async (_, text, labelSelector) => {
    const { sent } = await ask({ refId: 'A', query: text });
    expect(stacktracesSent(sent)).toMatchObject([{ profileTypeID: CPU, labelSelector }]);
  });

  it('says where a selector in it is malformed, and asks nothing', async () => {
    const { sent, response } = await ask({ refId: 'A', query: `${CPU}{a=}` });
    expect(sent).toEqual([]);
    expect(metaOf(response).failed?.title).toMatch(/Syntax error in the label selector at character 4/);
  });

  it('is a selector alone where the type is known besides', async () => {
    const { sent } = await ask({ refId: 'A', profileTypeId: CPU, expr: '{a="b"}' });
    expect(stacktracesSent(sent)).toMatchObject([{ profileTypeID: CPU, labelSelector: '{a="b"}' }]);
  });

  it('is said for series, too', async () => {
    const { sent, response } = await ask({ refId: 'A', queryType: 'metrics', expr: 'up' });
    expect(sent).toEqual([]);
    expect(response.errors?.[0]).toMatchObject({
      refId: 'A',
      message: expect.stringMatching(/cannot be read.*“expr”/),
    });
    const readable = await ask({ refId: 'A', queryType: 'metrics', expr: WHOLE });
    expect(seriesSent(readable.sent)).toMatchObject([{ profileTypeID: CPU, labelSelector: read.labelSelector }]);
  });

  it.each([{ filters: [{ id: 'service', value: 'shop' }] }, { search: { service: 'shop' } }, { tags: ['x'] }])(
    'is missed where it is a list: %j',
    async (fields) => {
      const { sent } = await ask({ refId: 'A', ...fields });
      expect(sent).toEqual([]);
    }
  );

  it('does not matter beside a selector of the query’s own', () => {
    for (const labelSelector of ['{}', '{a="b"}', '{broken']) {
      const saved = { refId: 'A', labelSelector, expr: 'up', query: WHOLE } as unknown as PyroscopeQuery;
      expect(readLinked(saved)).toEqual({ query: saved });
    }
  });

  it('is not seen in what Grafana or its built-in data source write', () => {
    const queries: object[] = [
      { refId: 'A' },
      {
        refId: 'A',
        datasource: { uid },
        hide: false,
        key: 'Q-0',
        queryType: 'profile',
        context: 'explore',
        label: 'x',
      },
      { refId: 'A', profileTypeId: CPU, groupBy: ['pod'], maxDataPoints: 100, intervalMs: 1000, instant: true },
      {
        refId: 'A',
        labelSelector: '',
        spanSelector: ['00000000000000ab'],
        traceIdSelector: [],
        stackTraceSelector: ['a'],
      },
    ];
    for (const query of queries) {
      expect(readLinked(query)).toEqual({ query });
    }
  });

  it('never lets a query through with a selector that nobody wrote', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('query', 'expr', 'rawSql', 'target', 'search', 'anything'),
        fc.oneof(
          fc.string(),
          fc.constantFrom(...UNREADABLE.map(([, text]) => text)),
          fc.array(fc.string(), { minLength: 1 })
        ),
        (field, value) => {
          const { query, unread } = readLinked({ refId: 'A', [field]: value });
          const { labelSelector } = query as Partial<PyroscopeQuery>;
          return unread ? labelSelector === undefined : String(value).includes(String(labelSelector));
        }
      )
    );
  });
});

describe('a list of queries', () => {
  it('names what cannot be read as it is, and what can be by its question', () => {
    const text = (query: object) => dataSource().getQueryDisplayText(query as PyroscopeQuery);
    expect(text({ refId: 'A', expr: 'up' })).toBe('Unreadable query up');
    expect(text({ refId: 'A', query: WHOLE })).toBe('CPU time of all services {request_tag="087bb"}');
  });

  it('keeps all fields of ours when it reads one', () => {
    const { query } = readQuery({ refId: 'A', groupBy: ['pod'], maxNodes: 5, expr: WHOLE } as never);
    expect(query).toMatchObject({ ...read, groupBy: ['pod'], maxNodes: 5 });
    expect(query).not.toHaveProperty('expr');
  });
});
