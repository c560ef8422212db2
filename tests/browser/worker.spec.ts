import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';

import { generateResponse } from '../../bench/generate';
import { CPU, expect, test } from './fixtures';

const LARGE = { profileTypeId: CPU, labelSelector: '{service_name="large"}', queryType: 'profile', maxNodes: 100_000 };
const SCRIPT = /\/public\/plugins\/hotpath-profiles-app\/treeWorker\.js/;

let server: Server;
let url: string;

// A busy machine takes its time with a large answer.
test.describe.configure({ timeout: 120_000 });

test.beforeAll(async () => {
  const answer = generateResponse(60_000);
  server = createServer((request, response) => {
    request.resume();
    const body = request.url?.endsWith('/SelectMergeStacktraces') ? answer : new Uint8Array();
    response.writeHead(200, { 'content-type': 'application/proto' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The numbers that the picture shows: they come from the same answer, whoever read it. */
async function shownText(page: Page): Promise<string[]> {
  await expect(page.getByTestId('hotpath-table').getByRole('row').nth(3)).toBeVisible({ timeout: 60_000 });
  const rows = await page.getByTestId('hotpath-table').getByRole('row').allInnerTexts();
  return [await page.getByTestId('hotpath-title').innerText(), ...rows.slice(0, 8)];
}

let inWorker: string[] | undefined;

test('a large answer is read by the worker, which is one for the page', async ({
  page,
  panel,
  addDataSource,
  explore,
}) => {
  await explore(LARGE, { uid: await addDataSource(url) });
  inWorker = await shownText(page);
  expect(page.workers().map((worker) => worker.url())).toEqual([expect.stringMatching(SCRIPT)]);
  await page.getByRole('button', { name: 'Run query' }).first().click();
  await panel.painted();
  expect(page.workers()).toHaveLength(1);
});

for (const [name, forbid] of [
  ['there are no workers', (page: Page) => page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'))],
  [
    'the page allows none',
    (page: Page) =>
      page.route(/\/explore/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          headers: { ...response.headers(), 'content-security-policy': "worker-src 'none'" },
        });
      }),
  ],
  ['its script is not there', (page: Page) => page.route(SCRIPT, (route) => route.fulfill({ status: 404 }))],
] as const) {
  test(`the same is drawn where ${name}`, async ({ page, addDataSource, explore }) => {
    await forbid(page);
    await explore(LARGE, { uid: await addDataSource(url) });
    const shown = await shownText(page);
    expect(page.workers()).toEqual([]);
    expect(shown[0]).toContain('large');
    expect(inWorker === undefined || shown).toEqual(inWorker ?? true);
  });
}
