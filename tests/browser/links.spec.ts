import type { Page } from '@playwright/test';

import { CPU, ORDER_SERVICE, PROVISIONED, expect, test } from './fixtures';

/** The profiles and series that the page asks for, from now on. */
function questionsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const method = /querier\.v1\.QuerierService\/(Select\w+)$/.exec(request.url())?.[1];
    if (method) {
      asked.push(method);
    }
  });
  return asked;
}

const datasource = { type: 'hotpath-pyroscope-datasource', uid: PROVISIONED };
const range = { from: 'now-1h', to: 'now' };
/** The addresses of Explore that Grafana's links lead to, with a query of theirs. */
const ADDRESSES: Array<[string, (query: object) => Record<string, unknown>]> = [
  ['panes', (query) => ({ schemaVersion: 1, panes: { a: { datasource: PROVISIONED, queries: [query], range } } })],
  ['left', (query) => ({ left: { datasource: PROVISIONED, queries: [query], range } })],
  ['left, as a list', (query) => ({ left: ['now-1h', 'now', PROVISIONED, query, { ui: [true, true, true, 'none'] }] })],
];

function address(params: Record<string, unknown>): string {
  const texts = Object.entries(params).map(([key, value]) => [
    key,
    typeof value === 'number' ? `${value}` : JSON.stringify(value),
  ]);
  return `/explore?${new URLSearchParams(texts)}`;
}

for (const [name, params] of ADDRESSES) {
  test(`a derived field of Loki that leads to ${name} asks what it says`, async ({ page, panel }) => {
    await page.goto(address(params({ refId: 'A', datasource, query: `${CPU}${ORDER_SERVICE.labelSelector}` })));
    await panel.painted();
    await expect(panel.title).toContainText('order-service');
    await expect(page.getByLabel('Service', { exact: true })).toHaveValue('order-service');
    await expect(page.getByLabel('Profile type')).toHaveValue('CPU time');
  });

  test(`a link to ${name} that cannot be read says so and asks nothing`, async ({ page, panel }) => {
    const asked = questionsOf(page);
    await page.goto(address(params({ refId: 'A', datasource, expr: 'sum(rate(up{job="shop"}[5m]))' })));
    await expect(panel.message).toContainText('This query cannot be read: its field “expr”');
    await expect(panel.message).toContainText('sum(rate(up{job="shop"}[5m]))');
    expect(asked).toEqual([]);
    await page
      .getByRole('group', { name: 'Choose a service' })
      .getByRole('button', { name: 'order-service', exact: true })
      .click();
    await panel.painted();
    await expect(panel.title).toContainText('order-service');
  });

  test(`a link to ${name} that names the data source alone asks the first question`, async ({ page, panel }) => {
    await page.goto(address(params({ refId: 'A', datasource })));
    await panel.painted();
    await expect(panel.title).toContainText('All services');
  });
}
