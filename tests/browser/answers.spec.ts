import type { Locator } from '@playwright/test';

import { startProfileServer } from '../../pkg/profile-server/server';
import { ORDER_SERVICE, expect, type ProfileQuery } from './fixtures';
import { FLAME_GRAPH, PROFILE_CALL, graph, queryInAddress, test } from './gatedFixtures';

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
  await expect(page.locator('[data-viz-panel-key="panel-3"] .uplot')).toBeVisible();
  expect(gate.calls(PROFILE_CALL)).toHaveLength(2);
  // The series of both services, what time their few points are of, and how often order-service sends.
  const series = gate.calls('SelectSeries').map(({ body }) => body.toString('hex'));
  expect(new Set(series).size).toBe(series.length);
  expect(series.length).toBeLessThanOrEqual(5);
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

test('no data is explained with what there is', async ({ page, panel, addDataSource, dashboard, explore }) => {
  const selecting = (labelSelector: string) => ({ ...ORDER_SERVICE, labelSelector });
  const cases: Array<[query: ProfileQuery, ...said: RegExp[]]> = [
    [selecting('{service_name="ordr"}'), /\{service_name="ordr"\}/, /order-service/],
    [{ ...ORDER_SERVICE, profileTypeId: 'teapot:tea:count:tea:count' }, /teapot/, /CPU time/],
    [selecting('{service_name="order-service", version="v9"}'), /none that match .*version="v9"/],
  ];
  const ofNoSpan = { ...ORDER_SERVICE, spanSelector: ['00000000000000ff'] };
  await dashboard([...cases.map(([query]) => query), ofNoSpan].map((query) => ({ type: FLAME_GRAPH, query })));
  for (const [index, [, ...said]] of cases.entries()) {
    const message = page.locator(`[data-viz-panel-key="panel-${index + 1}"]`).getByTestId('hotpath-message');
    for (const sentence of said) {
      await expect(message).toContainText(sentence);
    }
    await expect(message).toHaveAttribute('data-kind', 'empty');
  }
  const inItsPlace = page.getByRole('note').filter({ hasText: 'There are no samples of this span' });
  await expect(inItsPlace).toContainText('Showing all of order-service');

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
