import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { generateResponse } from '../../bench/generate';
import { CPU, ORDER_SERVICE, expect, test } from './fixtures';
import { violations } from './violations';

test('callers and callees of a function, from a bar, the table and the view switch', async ({
  page,
  panel,
  explore,
}) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await panel.search.fill('verify_checksum');
  await panel.search.press('Enter');
  await expect(panel.status).toContainText('verify_checksum: self');
  await panel.graph.focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Show callers and callees' }).click();

  const heading = page.getByTestId('hotpath-sandwich-heading');
  await expect(heading).toContainText('verify_checksum4.35 s · 20.3 %');
  await expect(page.getByRole('button', { name: 'View: Sandwich' })).toBeVisible();
  const callers = page.getByTestId('hotpath-callers');
  const callees = page.getByTestId('hotpath-callees');
  expect((await callers.boundingBox())!.y).toBeLessThan((await heading.boundingBox())!.y);
  expect((await callees.boundingBox())!.y).toBeGreaterThan((await heading.boundingBox())!.y);

  // Root of both is the function; its widest caller is one up.
  await callers.focus();
  await page.keyboard.press('ArrowUp');
  const said = page.getByTestId('hotpath-callers-status');
  await expect(said).toContainText('verify_checksum: 4.35 s, 20.3 % of the profile');
  await page.keyboard.press('ArrowUp');
  await expect(said).not.toContainText('verify_checksum');
  const caller = /^(.+?): /.exec((await said.textContent())!)![1];
  await expect(page.getByTestId('hotpath-card')).toContainText('What verify_checksum takes when it is called this way');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Show callers and callees' }).click();
  await expect(heading).toContainText(caller);

  // A click in the table chooses another; Escape leads back, and last of all to the graph.
  await panel.search.fill('');
  await panel.table.getByRole('row').nth(2).click();
  await expect(heading).not.toContainText(caller);
  await callers.focus();
  await page.keyboard.press('Escape');
  await expect(heading).toContainText(caller);
  await page.keyboard.press('Escape');
  await expect(heading).toContainText('verify_checksum');
  await page.keyboard.press('Escape');
  await expect(panel.graph).toBeVisible();
});

test('a function stays chosen when the profile is asked for again', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await panel.chooseView('Sandwich');
  const heading = page.getByTestId('hotpath-sandwich-heading');
  await expect(heading).toBeVisible();
  await panel.table.getByRole('row').nth(4).click();
  await expect(panel.table.getByRole('row', { selected: true })).toBeVisible();
  const chosen = await heading.textContent();
  await page.getByRole('button', { name: 'Run query' }).click();
  await panel.painted();
  await expect(heading).toHaveText(chosen!);
});

for (const theme of ['dark', 'light'] as const) {
  test(`callers and callees have nothing serious against them: ${theme}`, async ({ page, panel, explore }) => {
    await explore(ORDER_SERVICE, { theme });
    await panel.painted();
    await panel.chooseView('Sandwich');
    await expect(page.getByTestId('hotpath-callees')).toHaveAttribute('data-hotpath-painted', /[1-9]/);
    expect(await violations(page, 'main')).toEqual([]);
  });
}

test.describe('of a million nodes', () => {
  let server: Server;
  let url: string;

  test.beforeAll(async () => {
    const answer = generateResponse(1_000_000);
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

  test('callers and callees are there', async ({ page, panel, addDataSource, explore }) => {
    test.setTimeout(240_000);
    await explore(
      { profileTypeId: CPU, labelSelector: '{service_name="large"}', queryType: 'profile', maxNodes: 1_000_000 },
      { uid: await addDataSource(url) }
    );
    await expect(panel.graph).toBeVisible({ timeout: 60_000 });
    await expect(panel.table.getByRole('row').nth(3)).toBeVisible({ timeout: 60_000 });
    await panel.chooseView('Sandwich');
    await expect(page.getByTestId('hotpath-callees')).toHaveAttribute('data-hotpath-painted', /[1-9]/);
    await panel.table.getByRole('row').nth(2).click();
    const name = await panel.table.getByRole('row').nth(2).getByRole('cell').first().getAttribute('title');
    await expect(page.getByTestId('hotpath-sandwich-heading')).toContainText(name!);
  });
});
