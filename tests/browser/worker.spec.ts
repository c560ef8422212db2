import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';

import { generateResponse } from '../../bench/generate';
import { CPU, expect, test } from './fixtures';

const LARGE = { profileTypeId: CPU, labelSelector: '{service_name="large"}', queryType: 'profile', maxNodes: 100_000 };
const SCRIPT = /\/public\/plugins\/hotpath-profiles-app\/treeWorker\.js/;

const ANSWER = generateResponse(60_000);

// A busy machine takes its time with a large answer.
test.describe.configure({ timeout: 120_000 });

/** The numbers that the picture shows: they come from the same answer, whoever read it. */
async function shownText(page: Page): Promise<string[]> {
  await expect(page.getByTestId('hotpath-table').getByRole('row').nth(3)).toBeVisible({ timeout: 60_000 });
  const rows = await page.getByTestId('hotpath-table').getByRole('row').allInnerTexts();
  return [await page.getByTestId('hotpath-title').innerText(), ...rows.slice(0, 8)];
}

let inWorker: string[] | undefined;

test('a large answer is read by the worker, which is one for the page', async ({ page, panel, addAnswer, explore }) => {
  await explore(LARGE, { uid: await addAnswer(ANSWER) });
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
  test(`the same is drawn where ${name}`, async ({ page, addAnswer, explore }) => {
    await forbid(page);
    await explore(LARGE, { uid: await addAnswer(ANSWER) });
    const shown = await shownText(page);
    expect(page.workers()).toEqual([]);
    expect(shown[0]).toContain('large');
    expect(inWorker === undefined || shown).toEqual(inWorker ?? true);
  });
}

/** Where a plugin CDN has the plugins: they come from another origin than the page. */
test('the worker starts where the plugins come from another origin', async ({ page, baseURL, addAnswer, explore }) => {
  const cdn = createServer(async (request, response) => {
    const file = await fetch(baseURL + request.url!);
    response.writeHead(file.status, {
      'access-control-allow-origin': '*',
      'content-type': file.headers.get('content-type') ?? '',
    });
    response.end(Buffer.from(await file.arrayBuffer()));
  });
  await new Promise<void>((resolve) => cdn.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}`;
  try {
    await page.route('**/api/frontend/settings', async (route) => {
      const response = await route.fetch();
      const settings = await response.text();
      await route.fulfill({ response, body: settings.replaceAll('"public/plugins/', `"${origin}/public/plugins/`) });
    });
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await explore(LARGE, { uid: await addAnswer(ANSWER) });
    const shown = await shownText(page);
    expect(shown[0]).toContain('large');
    expect(inWorker === undefined || shown).toEqual(inWorker ?? true);
    expect(page.workers().map((worker) => worker.url())).toEqual([expect.stringMatching(/^blob:/)]);
    expect(scripts.filter((script) => script.includes('/module.js')).every((script) => script.startsWith(origin))).toBe(
      true
    );
  } finally {
    cdn.closeAllConnections();
    cdn.close();
  }
});
