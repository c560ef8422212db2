import { AppPlugin, locationUtil, type GrafanaConfig, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { setDataSourceSrv, setTemplateSrv, type DataSourceSrv, type TemplateSrv } from '@grafana/runtime';
import declared from '../../plugin.json';
import { addExtensions } from './addExtensions';
import { aroundQueries, compareRange, ofSpan, ofTrace } from './profileLinks';

const TRACE = 'f18ba12e163598c9e596cd1b4d56f308';

function given(ours: string[], linked?: string) {
  const list = [
    ...ours.map((uid) => ({ uid, type: 'hotpath-pyroscope-datasource', jsonData: {} })),
    { uid: 'tempo', type: 'tempo', jsonData: linked ? { tracesToProfiles: { datasourceUid: linked } } : {} },
  ];
  setDataSourceSrv({
    getList: ({ type }: { type: string }) => list.filter((one) => one.type === type),
  } as unknown as DataSourceSrv);
}

function paneOf(path: string | undefined) {
  const panes = new URL(path!, 'http://x').searchParams.get('panes')!;
  return Object.values<any>(JSON.parse(panes))[0];
}

const values: Record<string, string | string[]> = {
  service: 'a "b"',
  version: ['v1.0', 'v2'],
  job: ['shop'],
  all: '.*',
};

beforeEach(() => {
  given(['one', 'two'], 'two');
  setTemplateSrv({
    replace: (text: string, _: unknown, format: (value: string | string[]) => string) =>
      text.replace(/\$(\w+)/g, (written, name) => (name in values ? format(values[name]) : written)),
  } as unknown as TemplateSrv);
});

test('a trace’s header leads to its spans, in the data source that its Tempo leads to', () => {
  const context = { traceID: TRACE, startTime: 1_000_000_500, endTime: 1_000_200_500, datasource: { uid: 'tempo' } };
  expect(paneOf(ofTrace(context))).toMatchObject({
    datasource: 'two',
    queries: [{ queryType: 'trace', traceIdSelector: [TRACE] }],
    range: { from: '940000', to: '1060201' },
  });
  given(['one', 'two']);
  expect(ofTrace(context)).toBeUndefined();
  given(['one']);
  expect(paneOf(ofTrace(context)).datasource).toBe('one');
  expect(ofTrace({ datasource: { uid: 'tempo' } })).toBeUndefined();
  expect(ofTrace(undefined)).toBeUndefined();
});

test('the attribute leads to the span’s flame graph', () => {
  const context = {
    attributes: { 'service.name': ['order-service'] },
    spanAttributes: { 'pyroscope.profile.id': ['06b3e107af0b0be9'] },
    timeRange: { from: 1, to: 2 },
    datasource: { uid: 'tempo' },
  };
  expect(paneOf(ofSpan(context)).queries[0]).toMatchObject({
    labelSelector: '{service_name="order-service"}',
    spanSelector: ['06b3e107af0b0be9'],
  });
  expect(paneOf(ofSpan({ ...context, traceID: TRACE })).queries[0].spanTraceId).toBe(TRACE);
  expect(ofSpan({ ...context, spanAttributes: {} })).toBeUndefined();
});

test.each([
  [{ expr: 'rate(http_requests_total{job="shop"}[5m])' }, 'shop'],
  [{ query: '{ resource.service.name = "order-service" && duration > 20ms }' }, 'order-service'],
  [{ labelSelector: '{service_name="api-gateway", version="v2"}' }, 'api-gateway'],
  [{ expr: 'up{job=~"$job", version=~"$version"}' }, 'shop'],
])('the queries %j lead to the CPU of %s', (target, service) => {
  const pane = paneOf(aroundQueries({ targets: [null, target], timeRange: { from: 'now-1h', to: 'now' } }));
  expect(pane).toMatchObject({
    queries: [{ queryType: 'profile', labelSelector: `{service_name="${service}"}` }],
    range: { from: 'now-1h', to: 'now' },
  });
});

test('queries that name no service lead nowhere', () => {
  const timeRange = { from: 'now-1h', to: 'now' };
  const texts = ['up', 'up{job="$nobody"}', 'up{job=~"$version"}', 'up{job=~"$all"}', 'up{job=~"shop|store"}'];
  expect(aroundQueries({ targets: texts.map((expr) => ({ expr })), timeRange })).toBeUndefined();
  given([]);
  expect(aroundQueries({ targets: [{ expr: 'up{job="shop"}' }], timeRange })).toBeUndefined();
});

test('Explore is given a path that it puts the address of a Grafana under a sub-path before itself', () => {
  const urls = { getVariablesUrlParams: () => ({}), getTimeRangeForUrl: () => ({ from: '', to: '' }) };
  const under = (appSubUrl: string) =>
    locationUtil.initialize({ config: { appSubUrl } as unknown as GrafanaConfig, ...urls });
  under('/grafana');
  const link = addExtensions(new AppPlugin()).addedLinkConfigs.find(({ title }) => title === 'Profile around here')!;
  const context = { targets: [{ expr: 'up{job="shop"}' }], timeRange: { from: 'now-1h', to: 'now' } };
  expect(link.configure!(context as never)?.path).toMatch(/^\/grafana\/explore\?/);
  expect(link.configure!({ ...context, exploreId: 'a' } as never)?.path).toMatch(/^\/explore\?/);
  under('');
});

describe('a panel of profiles', () => {
  const timeRange = { from: 'now-1h', to: 'now' };
  const target = {
    datasource: { type: 'hotpath-pyroscope-datasource', uid: 'two' },
    ...{ queryType: 'metrics', profileTypeId: 'cpu', labelSelector: '{service_name="$service", version=~"$version"}' },
  };

  test('leads to its range compared with the range before, its variables filled in', () => {
    const pane = paneOf(compareRange({ targets: [{ datasource: { uid: 'tempo' } }, target], timeRange }));
    expect(pane).toMatchObject({
      datasource: 'two',
      range: { from: 'now-1h', to: 'now' },
      queries: [
        {
          queryType: 'compare',
          profileTypeId: 'cpu',
          labelSelector: '{service_name="a \\"b\\"", version=~"v1\\\\.0|v2"}',
          baseline: { time: 'previous' },
          compared: { time: 'shown' },
        },
      ],
    });
  });

  test.each([
    ['a variable that nobody knows', { ...target, labelSelector: '{service_name="$nobody"}' }],
    ['a comparison', { ...target, queryType: 'compare' }],
    ['another data source', { ...target, datasource: { uid: 'tempo' } }],
    ['nothing', undefined],
  ])('leads nowhere from %s', (_, other) => {
    expect(compareRange({ targets: [other], timeRange })).toBeUndefined();
    expect(compareRange(undefined)).toBeUndefined();
  });
});

test('what is added is what plugin.json declares', () => {
  const links = addExtensions(new AppPlugin()).addedLinkConfigs;
  const told = ({ targets, title, description }: PluginExtensionAddedLinkConfig) => ({ targets, title, description });
  expect(links.map(told)).toEqual(declared.extensions.addedLinks);
  const inPanelMenus = links.filter(({ targets }) => targets.includes('grafana/dashboard/panel/menu'));
  expect(inPanelMenus.map(({ title }) => title.length < 25)).toEqual([true, true]);
});
