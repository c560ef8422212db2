import { fromBinary } from '@bufbuild/protobuf';
import type { Locator, Page } from '@playwright/test';

import { SelectMergeStacktracesRequestSchema } from '../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { feedRecorded } from '../../pkg/profile-server/feed';
import { laptopLimits } from '../../pkg/profile-server/limits';
import { startProfileServer } from '../../pkg/profile-server/server';
import { CPU, ORDER_SERVICE, PROVISIONED, expect, test as base, type ProfileQuery } from './fixtures';
import { startGate, type Call, type Gate } from './gate';

interface Fixtures {
  /** Before the recorded profiles. */
  gate: Gate;
  /** Before the recorded profiles on a server that takes a day and 64 nodes in one query, and looks back for ever. */
  strictGate: Gate;
  /** Opens a dashboard of these panels. */
  dashboard(
    queries: Array<{ type: string; query: ProfileQuery }>,
    options?: { uid?: string; from?: string }
  ): Promise<void>;
}

interface WorkerFixtures {
  strictServer: string;
}

const test = base.extend<Fixtures, WorkerFixtures>({
  gate: async ({}, use) => {
    const gate = await startGate(process.env.HOTPATH_PROFILES!);
    await use(gate);
    await gate.close();
  },

  strictServer: [
    async ({}, use) => {
      const server = await startProfileServer({ limits: { ...laptopLimits, maxQueryLookbackMs: 0, maxNodes: 64 } });
      await feedRecorded(server.url, { endMs: Date.now() });
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],

  strictGate: async ({ strictServer }, use) => {
    const gate = await startGate(strictServer);
    await use(gate);
    await gate.close();
  },

  dashboard: async ({ page }, use) => {
    await use(async (queries, { uid = PROVISIONED, from = 'now-1h' } = {}) => {
      const datasource = { type: 'hotpath-pyroscope-datasource', uid };
      const panels = queries.map(({ type, query }, index) => ({
        id: index + 1,
        type,
        title: `Panel ${index + 1}`,
        datasource,
        gridPos: { x: 0, y: index * 10, w: 24, h: 10 },
        targets: [{ refId: 'A', datasource, ...query }],
      }));
      const shown = { uid: 'behaviour', title: 'Behaviour', time: { from, to: 'now' }, panels };
      await page.route('**/api/dashboards/uid/behaviour', (route) => route.fulfill({ json: { dashboard: shown } }));
      await page.goto('/d/behaviour/behaviour?theme=dark');
    });
  },
});

const FLAME_GRAPH = 'hotpath-flamegraph-panel';
const PROFILE_CALL = 'SelectMergeStacktraces';

const run = (page: Page) => page.getByRole('button', { name: 'Run query' });
const cancel = (page: Page) => page.getByRole('button', { name: 'Cancel', exact: true });
const graph = (page: Page) => page.locator('.uplot').first();
const queryInAddress = (page: Page) =>
  Object.values<any>(JSON.parse(new URL(page.url()).searchParams.get('panes')!))[0].queries[0];

function rangeOf({ body }: Call) {
  const { start, end } = fromBinary(SelectMergeStacktracesRequestSchema, body);
  return { start: Number(start), end: Number(end) };
}

/** The share of a plot's columns that something green is drawn in: the first series is. */
function columnsWithLine(plot: Locator): Promise<number> {
  return plot.locator('canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data, width } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const drawn = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 1] > data[i] + 30 && data[i + 1] > data[i + 2] + 30) {
        drawn.add((i / 4) % width);
      }
    }
    return drawn.size / width;
  });
}

/** Counts how often these were gone from the page, however shortly. */
async function watch(locator: Locator): Promise<() => Promise<number>> {
  const testId = await locator.getAttribute('data-testid');
  await locator.page().evaluate((id) => {
    const seen = window as unknown as { gone: number };
    seen.gone = 0;
    new MutationObserver(() => {
      seen.gone += document.querySelector(`[data-testid="${id}"]`) ? 0 : 1;
    }).observe(document.body, { childList: true, subtree: true });
  }, testId);
  return () => locator.page().evaluate(() => (window as unknown as { gone: number }).gone);
}

test.describe('Cancel', () => {
  test('ends what is under way, leaves the picture, and the query runs again', async ({
    page,
    panel,
    gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    await explore(ORDER_SERVICE, { uid });
    await panel.painted();

    const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith(PROFILE_CALL));
    gate.hold(PROFILE_CALL);
    await run(page).click();
    await expect.poll(() => gate.calls(PROFILE_CALL, 'waiting').length).toBe(1);
    await cancel(page).click();
    await failed;
    await expect.poll(() => gate.calls(PROFILE_CALL, 'left').length).toBe(1);
    await expect(run(page)).toBeVisible();
    await expect(panel.title).toContainText('21.4 s of CPU time');
    await expect(page.getByRole('alert')).toHaveCount(0);

    await page.getByRole('combobox', { name: 'Service' }).click();
    await expect(page.getByRole('option', { name: 'api-gateway', exact: true })).toBeVisible();
    await page.keyboard.press('Escape');

    gate.open();
    const before = gate.calls(PROFILE_CALL, 'answered').length;
    await run(page).click();
    await expect.poll(() => gate.calls(PROFILE_CALL, 'answered').length).toBe(before + 1);
    await expect(run(page)).toBeVisible();
    await expect(panel.title).toContainText('21.4 s of CPU time');
  });

  test('ends every piece of a long range, and asks for no more of them', async ({
    page,
    panel,
    strictGate: gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    // The refusal that tells the limit, and the newest day.
    gate.hold(PROFILE_CALL, 2);
    await explore(ORDER_SERVICE, { uid, from: 'now-20d' });
    const progress = page.getByRole('note').filter({ hasText: 'Incomplete: 1 of 20 days so far.' });
    await expect(progress).toBeVisible();
    await expect(panel.title).toContainText('21.4 s of CPU time');
    await expect.poll(() => gate.calls(PROFILE_CALL, 'waiting').length).toBe(4);

    await cancel(page).click();
    await expect.poll(() => gate.calls(PROFILE_CALL, 'left').length).toBe(4);
    await expect(run(page)).toBeVisible();
    await expect(progress).toBeVisible();
    expect(gate.calls(PROFILE_CALL)).toHaveLength(6);

    gate.open();
    await run(page).click();
    await expect(page.getByRole('note').filter({ hasText: 'asked in 20 parts' })).toBeVisible();
    await expect(progress).toBeHidden();
    expect(gate.calls(PROFILE_CALL, 'answered')).toHaveLength(22);
  });
});

test.describe('Live refresh', () => {
  test('keeps the picture and what was done with it, and waits for a slow server', async ({
    page,
    panel,
    gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    await page.clock.install();
    await explore({ ...ORDER_SERVICE, labelSelector: '{service_name="order-service", version="v1"}' }, { uid });
    await panel.painted();

    const box = (await panel.graph.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + 30);
    await expect(panel.breadcrumb).toContainText('Thread._bootstrap');
    await panel.search.fill('verify');
    const name = panel.table.getByRole('columnheader', { name: /^Function/ });
    await name.getByRole('button').click();
    await expect(name).toHaveAttribute('aria-sort', 'ascending');
    const firstRow = await panel.table.getByRole('row').nth(1).innerText();
    const gone = await watch(panel.title);
    const asSet = async () => {
      await expect(panel.title).toContainText('order-service · version=v1 · CPU time');
      await expect(panel.breadcrumb).toContainText('Thread._bootstrap');
      await expect(panel.search).toHaveValue('verify');
      await expect(page.getByTestId('hotpath-matches')).toContainText(/\d+ match/);
      await expect(name).toHaveAttribute('aria-sort', 'ascending');
      await expect(panel.table.getByRole('row').nth(1)).toHaveText(firstRow, { useInnerText: true });
      await expect(panel.message).toHaveCount(0);
    };

    const asked = gate.calls(PROFILE_CALL).length;
    gate.hold(PROFILE_CALL);
    await page.getByRole('button', { name: /auto refresh/i }).click();
    await page.getByRole('menuitemradio', { name: '5 seconds' }).click();
    await page.clock.fastForward(5_000);
    await expect.poll(() => gate.calls(PROFILE_CALL, 'waiting').length).toBe(1);
    await expect(cancel(page)).toBeVisible();
    await asSet();
    await page.clock.fastForward(20_000);
    await asSet();
    expect(gate.calls(PROFILE_CALL)).toHaveLength(asked + 1);

    gate.open();
    await expect(run(page)).toBeVisible();
    await asSet();
    await page.clock.fastForward(5_000);
    await expect.poll(() => gate.calls(PROFILE_CALL, 'answered').length).toBe(asked + 2);
    await expect(run(page)).toBeVisible();
    await asSet();

    const ranges = gate.calls(PROFILE_CALL).slice(asked).map(rangeOf);
    expect(ranges[1].start).toBeGreaterThan(ranges[0].start);
    expect(ranges[1].end - ranges[1].start).toBe(ranges[0].end - ranges[0].start);
    expect(await gone()).toBe(0);
  });
});

test.describe('Guard rails', () => {
  const EVERYTHING = { profileTypeId: CPU, labelSelector: '{}', queryType: 'profile' };

  test('all services over a long range are asked for on a word, and the query stays as it is', async ({
    page,
    panel,
    gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    await explore(EVERYTHING, { uid, from: 'now-12h' });
    const guard = page.getByRole('alert').filter({ hasText: 'All services over 12 h may be slow' });
    await expect(guard).toBeVisible();
    await expect(panel.message).toContainText('Not asked yet: all services over 12 h may be slow.');
    expect(gate.calls(PROFILE_CALL)).toEqual([]);
    const saved = queryInAddress(page);

    await guard.getByRole('button', { name: 'Trim to the last 1 h' }).click();
    await panel.painted();
    await expect(guard).toBeHidden();
    expect(queryInAddress(page)).toEqual(saved);

    await page.goBack();
    await guard.getByRole('button', { name: 'Run anyway' }).click();
    await expect(guard).toBeHidden();
    await panel.painted();
    expect(queryInAddress(page)).toEqual(saved);
    const lengths = gate
      .calls(PROFILE_CALL)
      .map(rangeOf)
      .map(({ start, end }) => end - start);
    expect(lengths).toEqual([3_600_000, 12 * 3_600_000]);
  });

  test('a dashboard asks for all services over a long range at once', async ({
    page,
    panel,
    gate,
    addDataSource,
    dashboard,
  }) => {
    const uid = await addDataSource(gate.url);
    await dashboard([{ type: FLAME_GRAPH, query: EVERYTHING }], { uid, from: 'now-12h' });
    await panel.painted();
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(gate.calls(PROFILE_CALL)).toHaveLength(1);
  });

  test('more nodes than this server allows are lowered and said, and stay in the query', async ({
    page,
    panel,
    strictGate: gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    await explore({ ...ORDER_SERVICE, maxNodes: 5_000_000 }, { uid });
    await panel.painted();
    await expect(panel.title).toContainText('21.4 s of CPU time');
    const note = page.getByRole('note').filter({ hasText: 'lowered' });
    await expect(panel.hidden).toContainText('only the biggest 64 nodes, and allows no more');
    await expect(note).toHaveText('maxNodes is lowered from 5000000 to 64, the most the server takes.');
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(queryInAddress(page).maxNodes).toBe(5_000_000);
  });

  test('a piece that fails is named with its time, and the others are drawn', async ({
    page,
    panel,
    strictGate: gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    // The refusal that tells the limit comes first, then the newest day.
    gate.refuse(PROFILE_CALL, (call) =>
      gate.calls(PROFILE_CALL).indexOf(call) === 2
        ? { status: 504, code: 'deadline_exceeded', message: 'request timed out' }
        : undefined
    );
    await explore(ORDER_SERVICE, { uid, from: 'now-70h' });
    await panel.painted();
    await expect(panel.title).toContainText('21.4 s of CPU time');
    const missing =
      /1 of 3 parts are missing \(\d{4}-\d\d-\d\d [\d:]+ to \d{4}-\d\d-\d\d [\d:]+\): Pyroscope took too long/;
    await expect(page.getByTestId('query-error-A')).toContainText(missing);
    await expect(
      page.getByRole('note').filter({ hasText: 'Incomplete: 1 of 3 parts are missing from these numbers.' })
    ).toBeVisible();
  });

  test('a server without heatmaps is told with its setting, and answers what it can', async ({
    page,
    panel,
    gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    gate.refuse('SelectHeatmap', () => ({ status: 501, code: 'unimplemented', message: 'not in this storage' }));
    const notice = page
      .getByRole('status')
      .filter({ hasText: /-architecture\.storage=v2.*Series are shown instead\./ });
    await explore({ ...ORDER_SERVICE, queryType: 'both', includeHeatmap: true }, { uid });
    await expect(notice).toBeVisible();
    await expect(graph(page)).toBeVisible();
    await panel.painted();
    await expect(panel.title).toContainText('21.4 s of CPU time');

    await page.getByRole('radio', { name: 'Heatmap' }).click({ force: true });
    await expect(panel.graph).toHaveCount(0);
    await expect(notice).toBeVisible();
    await expect(graph(page)).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('one question is one request, from however many panels and editors', async ({
  page,
  panel,
  gate,
  addDataSource,
  dashboard,
  explore,
}) => {
  const uid = await addDataSource(gate.url);
  const both = { ...ORDER_SERVICE, queryType: 'both' };
  const untyped = { labelSelector: '{service_name="api-gateway"}', queryType: 'profile' };
  await dashboard(
    [
      { type: FLAME_GRAPH, query: both },
      { type: FLAME_GRAPH, query: both },
      { type: 'timeseries', query: both },
      { type: FLAME_GRAPH, query: untyped },
      { type: FLAME_GRAPH, query: untyped },
    ],
    { uid }
  );
  await expect(panel.title).toHaveCount(4);
  await expect(panel.title.filter({ hasText: 'order-service · CPU time' })).toHaveCount(2);
  await expect(panel.title.filter({ hasText: 'api-gateway · CPU time' })).toHaveCount(2);
  await expect(page.locator('[data-panel-id="3"] .uplot')).toBeVisible();
  expect(gate.calls(PROFILE_CALL)).toHaveLength(2);
  expect(gate.calls('SelectSeries')).toHaveLength(1);
  expect(gate.calls('Series')).toHaveLength(1);

  await explore({ ...ORDER_SERVICE, editorMode: 'builder' }, { uid });
  await page.getByRole('button', { name: 'Duplicate query' }).click();
  const services = page.getByRole('combobox', { name: 'Service' });
  await expect(services).toHaveCount(2);
  for (const service of await services.all()) {
    await service.click();
    await expect(page.getByRole('option', { name: 'api-gateway', exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
  }
  expect(gate.calls('Series')).toHaveLength(2);
});

test.describe('Over time', () => {
  test('series keep their gaps, and their exemplars lead to their profiles', async ({ page, panel, explore }) => {
    const metrics = { queryType: 'metrics', includeExemplars: true };
    await explore({ ...ORDER_SERVICE, ...metrics, labelSelector: '{service_name="order-service-steady"}' });
    await expect.poll(() => columnsWithLine(graph(page))).toBeGreaterThan(0.25);
    await expect(panel.graph).toHaveCount(0);

    await explore({ ...ORDER_SERVICE, ...metrics });
    const exemplars = page.getByTestId('exemplar-point');
    await expect(exemplars).toHaveCount(2);
    await expect.poll(() => columnsWithLine(graph(page))).toBeGreaterThan(0);
    expect(await columnsWithLine(graph(page))).toBeLessThan(0.05);

    await exemplars.first().click();
    await page.getByRole('menuitem', { name: 'View this profile' }).click();
    await panel.painted();
    await expect(panel.title).toHaveText('order-service · CPU time · one profile11.3 s of CPU time');
    const { queryType, profileIdSelector, labelSelector } = queryInAddress(page);
    expect({ queryType, labelSelector }).toEqual({
      queryType: 'profile',
      labelSelector: ORDER_SERVICE.labelSelector,
    });
    expect(profileIdSelector).toEqual([expect.stringMatching(/^[\da-f-]{36}$/)]);
    await expect(graph(page)).toHaveCount(0);

    await page.goBack();
    await expect(graph(page)).toBeVisible();
    await page.getByRole('radio', { name: 'Both' }).click({ force: true });
    await panel.painted();
    await expect(panel.title).toContainText('21.4 s of CPU time');
    await expect(graph(page)).toBeVisible();
  });
});

test('no data is explained with what there is', async ({ page, panel, addDataSource, dashboard, explore }) => {
  const selecting = (labelSelector: string) => ({ ...ORDER_SERVICE, labelSelector });
  const cases: Array<[query: ProfileQuery, ...said: RegExp[]]> = [
    [selecting('{service_name="ordr"}'), /\{service_name="ordr"\}/, /order-service/],
    [{ ...ORDER_SERVICE, profileTypeId: 'teapot:tea:count:tea:count' }, /teapot/, /CPU time/],
    [selecting('{service_name="order-service", version="v9"}'), /none that match .*version="v9"/],
    [{ ...ORDER_SERVICE, spanSelector: ['00000000000000ff'] }, /no sample of this span/],
  ];
  await dashboard(cases.map(([query]) => ({ type: FLAME_GRAPH, query })));
  for (const [index, [, ...said]] of cases.entries()) {
    const message = page.locator(`[data-panel-id="${index + 1}"]`).getByTestId('hotpath-message');
    for (const sentence of said) {
      await expect(message).toContainText(sentence);
    }
    await expect(message).toHaveAttribute('data-kind', 'empty');
  }

  const server = await startProfileServer();
  try {
    const uid = await addDataSource(server.url);
    await explore({ ...ORDER_SERVICE, queryType: 'both' }, { uid });
    await expect(panel.message).toContainText('There are no profiles at all in this time range.');
    await expect(page.getByRole('status').filter({ hasText: 'no profiles at all' })).toHaveCount(2);
    await expect(page.getByRole('alert')).toHaveCount(0);
  } finally {
    await server.close();
  }
});
