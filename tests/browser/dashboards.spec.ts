import { fromBinary } from '@bufbuild/protobuf';
import type { Locator, Page } from '@playwright/test';

import {
  SelectMergeStacktracesRequestSchema,
  SelectSeriesRequestSchema,
} from '../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { ORDER_SERVICE, PROVISIONED, expect, type ProfileQuery } from './fixtures';
import { FLAME_GRAPH, PROFILE_CALL, queryInAddress, test } from './gatedFixtures';
import type { Gate } from './gate';

const REF = { type: 'hotpath-pyroscope-datasource', uid: PROVISIONED };

/** Opens a dashboard of this JSON, its panels asking at once wherever they stand. */
async function open(page: Page, json: object, search = '') {
  const dashboard = { uid: 'own', title: 'Own', time: { from: 'now-1h', to: 'now' }, preload: true, ...json };
  await page.route('**/api/dashboards/uid/own', (route) => route.fulfill({ json: { dashboard } }));
  await page.goto(`/d/own/own?theme=dark${search}`);
}

function panelOf(id: number, query: ProfileQuery | undefined, rest: object = {}) {
  const targets = query ? [{ refId: 'A', datasource: REF, ...query }] : [];
  const gridPos = { x: 0, y: id * 10, w: 24, h: 10 };
  return { id, type: FLAME_GRAPH, title: `Panel ${id}`, gridPos, datasource: REF, targets, ...rest };
}

/** The same panel on another data source. */
function at(uid: string, panel: ReturnType<typeof panelOf>) {
  const datasource = { ...REF, uid };
  return { ...panel, datasource, targets: panel.targets.map((target) => ({ ...target, datasource })) };
}

function textPanel(id: number, content: string, rest: object = {}) {
  return panelOf(id, undefined, { type: 'text', options: { mode: 'markdown', content }, ...rest });
}

const custom = (name: string, query: string, rest: object = {}) => ({ type: 'custom', name, query, ...rest });
const several = (name: string, values: string[]) =>
  custom(name, values.join(','), { multi: true, includeAll: true, current: { text: values, value: values } });

const drawn = (page: Page, key: string): Locator => page.locator(`[data-viz-panel-key="${key}"]`);
const selectorsAsked = (gate: Gate) =>
  gate.calls(PROFILE_CALL).map(({ body }) => fromBinary(SelectMergeStacktracesRequestSchema, body).labelSelector);

/** How many questions scenes have begun: Grafana counts those under way in a global of the page. */
async function countQuestions(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const seen = window as unknown as { begun: number };
    let running = 0;
    seen.begun = 0;
    Object.defineProperty(window, '__grafanaRunningQueryCount', {
      get: () => running,
      set: (value: number) => {
        seen.begun += Math.max(0, value - running);
        running = value;
      },
    });
  });
  return () => page.evaluate(() => (window as unknown as { begun: number }).begun);
}

/** The count once it has stood still for as long as a second question would take to follow. */
async function settled(count: () => number | Promise<number>): Promise<number> {
  let last = -1;
  await expect(async () => {
    const before = last;
    last = await count();
    expect(last).toBe(before);
  }).toPass({ intervals: [1_000] });
  return last;
}

test('one look, one Refresh and one change are one question a panel', async ({ page, gate, addDataSource }) => {
  const uid = await addDataSource(gate.url);
  const begun = await countQuestions(page);
  const service = {
    type: 'query',
    name: 'service',
    datasource: { ...REF, uid },
    query: { refId: 'v', type: 'labelValue', labelName: 'service_name' },
    refresh: 2,
    current: { text: 'order-service', value: 'order-service' },
  };
  const version = {
    ...service,
    name: 'version',
    query: { refId: 'v', type: 'labelValue', labelName: 'version', selector: '{service_name="$service"}' },
    current: {},
  };
  await open(page, {
    templating: { list: [service, version] },
    panels: [
      at(uid, panelOf(1, { ...ORDER_SERVICE, labelSelector: '{service_name="$service", version="$version"}' })),
      at(uid, panelOf(2, { ...ORDER_SERVICE, labelSelector: '{service_name="api-gateway"}' })),
    ],
  });
  await expect(page.getByTestId('hotpath-title')).toHaveCount(2);
  expect(await settled(() => gate.calls(PROFILE_CALL).length)).toBe(2);
  // Two variables and two panels.
  expect(await settled(begun)).toBe(4);

  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect.poll(() => gate.calls(PROFILE_CALL).length).toBe(4);
  expect(await settled(() => gate.calls(PROFILE_CALL).length)).toBe(4);
  expect(await settled(begun)).toBe(8);

  await page.getByRole('combobox', { name: 'version' }).click();
  await page.getByRole('option', { name: 'v2', exact: true }).click();
  await expect(drawn(page, 'panel-1').getByTestId('hotpath-title')).toContainText('version=v2');
  expect(await settled(() => gate.calls(PROFILE_CALL).length)).toBe(5);
  expect(await settled(begun)).toBe(9);
  await expect(page).toHaveURL(/var-version=v2/);
});

test('without variables, a Refresh of panels and an annotation is one question each', async ({
  page,
  gate,
  addDataSource,
}) => {
  const uid = await addDataSource(gate.url);
  const begun = await countQuestions(page);
  const target = { ...ORDER_SERVICE, refId: 'Anno', queryType: 'metrics', newValuesOf: 'version' };
  await open(page, {
    annotations: { list: [{ name: 'Versions', enable: true, iconColor: 'red', datasource: { ...REF, uid }, target }] },
    panels: [at(uid, panelOf(1, ORDER_SERVICE)), at(uid, panelOf(2, { ...ORDER_SERVICE, maxNodes: 64 }))],
  });
  await expect(page.getByTestId('hotpath-title')).toHaveCount(2);
  expect(await settled(begun)).toBe(3);
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect.poll(begun).toBe(6);
  expect(await settled(begun)).toBe(6);
  expect(gate.calls(PROFILE_CALL)).toHaveLength(4);
});

test('a panel out of sight asks when it comes into sight', async ({ page, gate, addDataSource }) => {
  const uid = await addDataSource(gate.url);
  const below = panelOf(2, { ...ORDER_SERVICE, maxNodes: 64 }, { gridPos: { x: 0, y: 60, w: 24, h: 10 } });
  await open(page, {
    preload: false,
    panels: [
      at(uid, panelOf(1, ORDER_SERVICE)),
      textPanel(3, 'x', { gridPos: { x: 0, y: 10, w: 24, h: 50 } }),
      at(uid, below),
    ],
  });
  await expect(page.getByTestId('hotpath-title')).toHaveCount(1);
  expect(await settled(() => gate.calls(PROFILE_CALL).length)).toBe(1);
  await drawn(page, 'panel-2').scrollIntoViewIfNeeded();
  await expect(page.getByTestId('hotpath-title')).toHaveCount(2);
});

test('variables of every type are filled in, in each format, from the dashboard and from the address', async ({
  page,
}) => {
  const content = [
    '${one} ${one:text}',
    '`${many:regex}` ${many:pipe} ${many:csv} ${many:doublequote} ${many:percentencode} ${many:text}',
    '${all:regex} [[star]] $fixed ${typed:queryparam} $step ${source:text} $on',
  ].join(' | ');
  const list = [
    custom('one', 'First : 1, Second : 2', { current: { text: 'Second', value: '2' } }),
    custom('many', 'a.b, cd, e', { multi: true, current: { text: ['a.b', 'cd'], value: ['a.b', 'cd'] } }),
    custom('all', 'x, y', { includeAll: true, current: { text: 'All', value: '$__all' } }),
    custom('star', 'x, y', { includeAll: true, allValue: '.*', current: { text: 'All', value: '$__all' } }),
    { type: 'constant', name: 'fixed', query: 'constant' },
    { type: 'textbox', name: 'typed', query: 'a b' },
    { type: 'interval', name: 'step', query: '1m,5m', current: { text: '5m', value: '5m' } },
    { type: 'datasource', name: 'source', query: REF.type, current: { text: 'Pyroscope', value: PROVISIONED } },
    { type: 'switch', name: 'on', options: [{ value: 'yes' }, { value: 'no' }], current: { value: 'yes' } },
  ];
  const json = { templating: { list }, panels: [textPanel(1, content)] };
  const text = drawn(page, 'panel-1').locator('.markdown-html');
  await open(page, json);
  await expect(text).toHaveText(
    [
      '2 Second',
      '(a\\.b|cd) a.b|cd a.b,cd "a.b","cd" %7Ba.b%2Ccd%7D a.b + cd',
      '(x|y) .* constant var-typed=a%20b 5m Pyroscope yes',
    ].join(' | ')
  );
  await open(page, json, '&var-one=1&var-many=e&var-all=y&var-typed=z&var-step=1m&var-on=no');
  await expect(text).toHaveText('1 First | e e e "e" %7Be%7D e | y .* constant var-typed=z 1m Pyroscope no');
});

test('ad hoc filters reach the queries of their data source, from the address and by hand', async ({
  page,
  gate,
  addDataSource,
}) => {
  const uid = await addDataSource(gate.url);
  await open(
    page,
    {
      templating: { list: [{ type: 'adhoc', name: 'filters', datasource: { ...REF, uid } }] },
      panels: [at(uid, panelOf(1, ORDER_SERVICE)), panelOf(2, ORDER_SERVICE)],
    },
    `&var-filters=${encodeURIComponent('version|=~|v1__gfp__v3')}`
  );
  await expect(page.getByTestId('hotpath-title')).toHaveCount(2);
  expect(selectorsAsked(gate)).toEqual([expect.stringMatching(/service_name="order-service".*version=~"v1\|v3"/)]);
  await expect(drawn(page, 'panel-2').getByTestId('hotpath-title')).toContainText('21.4 s');

  await page.getByRole('button', { name: /remove filter/i }).click();
  await expect.poll(() => selectorsAsked(gate).at(-1)).not.toContain('version');
  await page.getByRole('combobox', { name: 'filters' }).click();
  for (const choice of ['version', '= Equals', 'v2']) {
    await page.getByRole('option', { name: choice, exact: true }).click();
  }
  await expect.poll(() => selectorsAsked(gate).at(-1)).toContain('version="v2"');
  await expect(page).toHaveURL(/var-filters=version%7C%3D%7Cv2/);
});

test('what the dashboard groups by, series are grouped by', async ({ page, gate, addDataSource }) => {
  const uid = await addDataSource(gate.url);
  const groupBy = {
    type: 'groupby',
    name: 'by',
    datasource: { ...REF, uid },
    current: { text: ['version'], value: ['version'] },
  };
  await open(page, {
    templating: { list: [groupBy] },
    panels: [at(uid, panelOf(1, { ...ORDER_SERVICE, queryType: 'metrics' }, { type: 'timeseries' }))],
  });
  await expect(drawn(page, 'panel-1').locator('.uplot')).toBeVisible();
  const [{ body }] = gate.calls('SelectSeries');
  expect(fromBinary(SelectSeriesRequestSchema, body).groupBy).toEqual(['version']);
});

test('panels and rows repeat by a variable, and what stands below moves', async ({ page }) => {
  const list = [several('service', ['order-service', 'api-gateway']), several('v', ['v1', 'v2'])];
  const across = {
    ...textPanel(1, '$service'),
    title: '$service',
    repeat: 'service',
    repeatDirection: 'h',
    maxPerRow: 2,
  };
  const down = { ...textPanel(2, '$v'), title: 'Version $v', repeat: 'v', repeatDirection: 'v' };
  const place = (panel: object, y: number, h: number) => ({ ...panel, gridPos: { x: 0, y, w: 12, h } });
  await open(page, {
    templating: { list },
    panels: [
      place(across, 0, 4),
      place(down, 4, 4),
      place(textPanel(3, 'below'), 8, 4),
      { id: 4, type: 'row', title: 'Row $v', repeat: 'v', gridPos: { x: 0, y: 12, w: 24, h: 1 } },
      place(textPanel(5, 'in $v with $service'), 13, 4),
    ],
  });
  const box = async (key: string) => (await drawn(page, key).boundingBox())!;
  await expect(drawn(page, 'panel-1').locator('.markdown-html')).toHaveText('order-service');
  await expect(drawn(page, 'panel-1-clone-1').locator('.markdown-html')).toHaveText('api-gateway');
  await expect(drawn(page, 'panel-2-clone-1')).toContainText('Version v2');
  const [first, second, v1, v2] = [
    await box('panel-1'),
    await box('panel-1-clone-1'),
    await box('panel-2'),
    await box('panel-2-clone-1'),
  ];
  expect(second.y).toBe(first.y);
  expect(second.x).toBeGreaterThan(first.x + first.width);
  expect(v2.y).toBeGreaterThan(v1.y + v1.height);
  expect(v2.x).toBe(v1.x);
  await expect.poll(async () => (await box('panel-3')).y).toBeGreaterThan(v2.y + v2.height);
  await expect(drawn(page, 'panel-5')).toHaveCount(2);
  await expect(page.getByRole('heading', { name: 'Row v2' })).toBeVisible();
  await expect(drawn(page, 'panel-5').last()).toContainText('in v2 with {order-service,api-gateway}');

  await page.getByRole('button', { name: 'Row v1' }).click();
  await expect(drawn(page, 'panel-5')).toHaveCount(1);
});

test('annotations lie over a graph, and each has a switch', async ({ page }) => {
  await page.goto('/d/hotpath-service/service?theme=dark');
  const marks = drawn(page, 'panel-1').getByTestId('annotation-mark');
  await expect(marks.first()).toBeVisible();
  await page.getByLabel('New versions').click({ force: true });
  await expect(marks).toHaveCount(0);
  await page.getByLabel('New versions').click({ force: true });
  await expect(marks.first()).toBeVisible();
});

test('transformations change what a panel draws', async ({ page }) => {
  const query = { ...ORDER_SERVICE, queryType: 'metrics' };
  const reduce = { id: 'reduce', options: { reducers: ['max'], labelsToFields: false } };
  const organize = { id: 'organize', options: { renameByName: { Max: 'Highest' } } };
  await open(page, { panels: [panelOf(1, query, { type: 'table', transformations: [reduce, organize] })] });
  await expect(drawn(page, 'panel-1').getByRole('columnheader', { name: 'Highest' })).toBeVisible();
  await expect(drawn(page, 'panel-1').getByRole('row')).toHaveCount(2);
});

test('a panel leads to Explore with the values of its variables', async ({ page, panel }) => {
  await open(page, {
    templating: { list: [several('service', ['order-service'])] },
    panels: [panelOf(1, { ...ORDER_SERVICE, labelSelector: '{service_name="$service"}' })],
  });
  await panel.painted();
  await drawn(page, 'panel-1').hover();
  await page.getByRole('button', { name: /^Menu for panel/ }).click();
  await page.getByRole('menuitem', { name: 'Explore' }).click();
  await expect(page).toHaveURL(/\/explore\?/);
  await panel.painted();
  expect(queryInAddress(page).labelSelector).toContain('service_name="order-service"');
});

test('panels stand one below the other where the page is narrow', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 900 });
  const half = (id: number, x: number) => textPanel(id, `text ${id}`, { gridPos: { x, y: 0, w: 12, h: 4 } });
  await open(page, { panels: [half(1, 0), half(2, 12)] });
  await expect(drawn(page, 'panel-2')).toContainText('text 2');
  const [first, second] = [
    (await drawn(page, 'panel-1').boundingBox())!,
    (await drawn(page, 'panel-2').boundingBox())!,
  ];
  expect(second.y).toBeGreaterThanOrEqual(first.y + first.height);
  expect(second.width).toBe(first.width);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0
  );
});
