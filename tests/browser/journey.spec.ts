import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CPU, ORDER_SERVICE, PROVISIONED, expect, test, type Panel } from './fixtures';
import type { Page } from '@playwright/test';

const RECORDED = { ...ORDER_SERVICE, labelSelector: '{service_name="order-service", version="v1"}' };

interface ExactProfile {
  functions: Record<string, [flat: number, cum: number]>;
}

/** Self and total of every row of the top table, from the exact values behind the rounded ones. */
async function readTable(page: Page, panel: Panel): Promise<Record<string, [number, number]>> {
  const all: Record<string, [number, number]> = {};
  const rows = panel.table.getByRole('row').filter({ has: page.getByRole('cell') });
  const count = Number(await panel.table.getAttribute('aria-rowcount')) - 1;
  await rows.first().focus();
  for (let screens = 0; screens < count && Object.keys(all).length < count; screens++) {
    const cells = await rows.evaluateAll((elements) =>
      elements.map((row) => Array.from(row.querySelectorAll('[role=cell]'), (cell) => cell.getAttribute('title') ?? ''))
    );
    for (const [name, self, total] of cells) {
      all[name] = [exact(self), exact(total)];
    }
    await page.keyboard.press('PageDown');
    await expect(panel.table.locator(':focus')).toBeVisible();
  }
  return all;
}

/** `4,310,000,000 ns · 20.1 % of the profile` → 4310000000 */
function exact(title: string): number {
  return Number(title.split(' ')[0].replaceAll(',', ''));
}

test('a saved panel of the built-in data source draws every function with its exact self and total', async ({
  page,
  panel,
  explore,
}) => {
  const expected = JSON.parse(
    readFileSync(join(__dirname, '../../pkg/formats/testdata/python-cpu-merged-v1.exact.cpu.json'), 'utf8')
  ) as ExactProfile;
  await explore(RECORDED);
  await panel.painted();
  await expect(panel.title).toContainText('order-service · version=v1 · CPU time');
  await expect(panel.title).toContainText('11.3 s of CPU time');

  const shown = await readTable(page, panel);
  expect(shown).toEqual(expected.functions);
});

test('the provisioned dashboard draws its panels', async ({ page }) => {
  await page.goto('/d/hotpath-first-look/first-look');
  const titles = page.getByTestId('hotpath-title');
  await expect(titles.first()).toContainText('order-service · CPU time');
  await expect(titles.nth(1)).toContainText('api-gateway · CPU time');
  await expect(titles.nth(2)).toContainText('api-gateway · Memory in use');
  await expect(page.locator('[data-hotpath-painted]').nth(2)).toHaveAttribute('data-hotpath-painted', /[1-9]/);
});

test('the settings page says what it found', async ({ page }) => {
  await page.goto(`/connections/datasources/edit/${PROVISIONED}`);
  await page.getByRole('button', { name: /save & test/i }).click();
  const result = page
    .getByRole('alert')
    .or(page.getByRole('status'))
    .filter({ hasText: /services/ });
  await expect(result.first()).toContainText(/\d+ services/);
  await expect(result.first()).toContainText(/\d+ profile types/);
});

test('settings say what is wrong and how to mend it', async ({ page, addDataSource }) => {
  const uid = await addDataSource('http://127.0.0.1:9');
  await page.goto(`/connections/datasources/edit/${uid}`);
  await page.getByRole('button', { name: /save & test/i }).click();
  await expect(page.getByRole('alert').first()).toContainText('Pyroscope could not be reached');
});

test('a profile is read by keyboard alone', async ({ page, panel, explore }) => {
  await explore(RECORDED);
  await panel.painted();
  await panel.graph.focus();

  await page.keyboard.press('/');
  await expect(panel.search).toBeFocused();
  await page.keyboard.type('verify_checksum');
  await expect(page.getByTestId('hotpath-matches')).toContainText(/\d+ match/);
  await page.keyboard.press('Enter');
  await expect(panel.status).toContainText('verify_checksum');
  await page.keyboard.press('Escape');
  await expect(panel.search).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(panel.graph).toBeFocused();

  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(panel.status).toContainText('Thread._bootstrap:');
  await expect(page.getByTestId('hotpath-card')).toContainText('Thread._bootstrap');
  await page.keyboard.press('ArrowLeft');
  await expect(panel.status).toContainText('<module>');
  await page.keyboard.press('ArrowRight');
  await expect(panel.status).toContainText('Thread._bootstrap:');
  await page.keyboard.press('Enter');
  await expect(panel.breadcrumb).toContainText('Thread._bootstrap');
  await page.keyboard.press('Escape');
  await expect(panel.breadcrumb).toBeHidden();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText(/Keys/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('the query is edited and run by keyboard alone', async ({ page, panel, explore }) => {
  await explore(RECORDED);
  await panel.painted();
  await page.getByRole('radio', { name: 'Code', exact: true }).focus();
  await page.keyboard.press('Space');
  const selector = page.getByLabel('Label selector');
  await selector.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('{service_name="api-gateway"}');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Enter');
  await expect(panel.title).toContainText('api-gateway · CPU time');
});

test('a first visit finds a CPU query and the services to choose from', async ({ page, panel, explore }) => {
  await explore({ queryType: 'profile', labelSelector: '{}' });
  await page.getByRole('button', { name: 'order-service', exact: true }).click();
  await expect(panel.title).toContainText('order-service · CPU time');
});

test('a click zooms, the breadcrumb leads back, and a refresh keeps the focus', async ({ page, panel, explore }) => {
  await explore(RECORDED);
  await panel.painted();
  const box = (await panel.graph.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + 30);
  await expect(panel.breadcrumb).toContainText('Thread._bootstrap');
  await page.getByRole('button', { name: /run query/i }).click();
  await panel.painted();
  await expect(panel.breadcrumb).toContainText('Thread._bootstrap');
  await panel.breadcrumb.getByRole('button').first().click();
  await expect(panel.breadcrumb).toBeHidden();
});

for (const theme of ['dark', 'light'] as const) {
  test(`the page fits 400 px in ${theme}`, async ({ page, panel, explore }) => {
    await page.setViewportSize({ width: 400, height: 900 });
    await explore(RECORDED, { theme });
    await panel.painted();
    await expect(panel.title).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    expect(overflow).toBe(0);
  });
}

test('what the server hid is said', async ({ panel, explore }) => {
  await explore({
    profileTypeId: CPU,
    labelSelector: '{service_name="typescript-compiler"}',
    queryType: 'profile',
    maxNodes: 64,
  });
  await panel.painted();
  await expect(panel.hidden).toContainText(/% is hidden in “other”/);
  await expect(panel.table).not.toContainText(/^other$/);
});
