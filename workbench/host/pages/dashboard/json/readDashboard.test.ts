import type { Panel } from '@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen';
import { readDashboard } from './readDashboard';

const panel = (id: number, y: number): Panel => ({ id, type: 'p', gridPos: { x: 0, y, w: 24, h: 4 } });
const row = (id: number, y: number, rest: object = {}) => ({
  ...panel(id, y),
  type: 'row',
  title: `row ${id}`,
  ...rest,
});
const ids = (panels: Panel[]) => panels.map(({ id }) => id);

it('keeps a classic dashboard without rows as one grid', () => {
  const panels = [panel(1, 0), panel(2, 4)];
  expect(readDashboard({ uid: 'a', title: 'A', panels })).toEqual({
    uid: 'a',
    title: 'A',
    variables: [],
    annotations: [],
    layout: { kind: 'grid', panels },
  });
});

it('puts panels under the row above them, those of a collapsed row from within it', () => {
  const panels = [
    row(3, 4, { repeat: 'v' }),
    panel(1, 0),
    row(5, 9, { collapsed: true, panels: [panel(6, 10)] }),
    panel(4, 5),
  ];
  const { layout } = readDashboard({ uid: 'a', title: 'A', panels });
  if (layout.kind !== 'rows') {
    throw new Error(layout.kind);
  }
  expect(layout.sections.map(({ layout: inner, ...rest }) => [rest, 'panels' in inner && ids(inner.panels)])).toEqual([
    [{ title: '', hideHeader: true }, [1]],
    [{ title: 'row 3', collapsed: undefined, repeat: 'v' }, [4]],
    [{ title: 'row 5', collapsed: true, repeat: undefined }, [6]],
  ]);
});

it('reads a resource with a classic dashboard in it', () => {
  const spec = { uid: '', title: 'A', panels: [panel(1, 0)] };
  expect(readDashboard({ uid: 'a', spec })).toMatchObject({ uid: 'a', title: 'A', layout: { kind: 'grid' } });
});

const query = (spec: object) => ({ kind: 'DataQuery', group: 'ds', version: 'v0', datasource: { name: 'uid' }, spec });
const v2 = (rest: object) =>
  readDashboard({
    uid: 'b',
    spec: {
      title: 'B',
      cursorSync: 'Tooltip',
      timeSettings: { from: 'now-1h', to: 'now', timezone: 'utc', autoRefresh: '5s' },
      variables: [],
      annotations: [],
      elements: {},
      layout: { kind: 'GridLayout', spec: { items: [] } },
      ...rest,
    } as never,
  });

it('reads the settings of schema v2', () => {
  expect(v2({})).toMatchObject({
    uid: 'b',
    title: 'B',
    timezone: 'utc',
    refresh: '5s',
    time: { from: 'now-1h', to: 'now' },
    graphTooltip: 2,
  });
});

it('reads a panel of schema v2 with its place, queries and transformations', () => {
  const element = {
    kind: 'Panel',
    spec: {
      id: 7,
      title: 'T',
      vizConfig: { kind: 'VizConfig', group: 'plugin', version: '1', spec: { options: { a: 1 }, fieldConfig: {} } },
      data: {
        kind: 'QueryGroup',
        spec: {
          queries: [{ kind: 'PanelQuery', spec: { query: query({ x: 1 }), refId: 'A', hidden: true } }],
          transformations: [{ kind: 'Transformation', group: 'reduce', spec: { options: {}, disabled: true } }],
          queryOptions: { maxDataPoints: 9, interval: '1m' },
        },
      },
    },
  };
  const spec = { x: 1, y: 2, width: 3, height: 4, element: { kind: 'ElementReference', name: 'e' } };
  const repeat = { mode: 'variable', value: 'v', direction: 'v' };
  const items = [{ kind: 'GridLayoutItem', spec: { ...spec, repeat } }];
  const { layout } = v2({ elements: { e: element }, layout: { kind: 'GridLayout', spec: { items } } });
  expect(layout).toEqual({
    kind: 'grid',
    panels: [
      {
        id: 7,
        title: 'T',
        type: 'plugin',
        pluginVersion: '1',
        options: { a: 1 },
        fieldConfig: {},
        datasource: { type: 'ds', uid: 'uid' },
        targets: [{ x: 1, refId: 'A', hide: true, datasource: { type: 'ds', uid: 'uid' } }],
        transformations: [{ id: 'reduce', options: {}, disabled: true }],
        interval: '1m',
        maxDataPoints: 9,
        gridPos: { x: 1, y: 2, w: 3, h: 4 },
        repeat: 'v',
        repeatDirection: 'v',
        maxPerRow: undefined,
      },
    ],
  });
});

it.each([
  [
    { kind: 'QueryVariable', spec: { query: query({ a: 1 }), sort: 'naturalAsc', refresh: 'onTimeRangeChanged' } },
    { type: 'query', query: { a: 1 }, datasource: { type: 'ds', uid: 'uid' }, sort: 7, refresh: 2 },
  ],
  [{ kind: 'QueryVariable', spec: { query: query({ __legacyStringValue: 'labels()' }) } }, { query: 'labels()' }],
  [
    { kind: 'DatasourceVariable', spec: { pluginId: 'ds' } },
    { type: 'datasource', query: 'ds' },
  ],
  [
    { kind: 'AdhocVariable', group: 'ds', datasource: { name: 'uid' }, spec: { filters: [] } },
    { type: 'adhoc', datasource: { type: 'ds', uid: 'uid' }, filters: [] },
  ],
  [
    { kind: 'SwitchVariable', spec: { current: 'y', enabledValue: 'y', disabledValue: 'n' } },
    { type: 'switch', current: { value: 'y' }, options: [{ value: 'y' }, { value: 'n' }] },
  ],
  [
    { kind: 'IntervalVariable', spec: { query: '1m,5m', auto: true } },
    { type: 'interval', query: '1m,5m', auto: true },
  ],
  [
    { kind: 'TextVariable', spec: { query: 'a', hide: 'hideVariable' } },
    { type: 'textbox', query: 'a', hide: 2 },
  ],
])('reads a variable of schema v2: %j', (variable, expected) => {
  expect(v2({ variables: [variable] }).variables).toEqual([expect.objectContaining(expected)]);
});

it('reads an annotation of schema v2', () => {
  const spec = { name: 'N', enable: true, hide: false, iconColor: 'red', query: query({ x: 1 }) };
  expect(v2({ annotations: [{ kind: 'AnnotationQuery', spec }] }).annotations).toEqual([
    {
      name: 'N',
      enable: true,
      hide: false,
      iconColor: 'red',
      datasource: { type: 'ds', uid: 'uid' },
      target: { x: 1 },
    },
  ]);
});
