import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

import { readFolded } from '../../pkg/formats/folded';
import { readPprof } from '../../pkg/formats/pprof';
import { ORDER_SERVICE, expect, test } from './fixtures';

async function open(page: Page) {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Export' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function save(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  await open(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Save: ${name}` }).click(),
  ]);
  await expect(page.getByRole('dialog')).toBeHidden();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a profile is saved in every format, with the same total', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();

  const pprof = await save(page, 'pprof');
  expect(pprof.name).toMatch(/^order-service-cpu-\d{4}-\d\d-\d\dT[\d-]+Z\.pb\.gz$/);
  const profile = readPprof(pprof.bytes);
  expect(profile.sampleTypes).toEqual([{ type: 'cpu', unit: 'nanoseconds' }]);
  const total = profile.callTree(0).tree.total[0];
  expect(total).toBeGreaterThan(1e9);
  await expect(panel.status).toContainText(`Saved ${pprof.name}`);

  const folded = await save(page, 'Folded stacks');
  expect(readFolded(folded.bytes.toString('utf8')).total[0]).toBe(total);

  const speedscope = JSON.parse((await save(page, 'speedscope (JSON)')).bytes.toString('utf8'));
  expect(speedscope.profiles[0]).toMatchObject({ type: 'sampled', unit: 'nanoseconds', endValue: total });

  const csv = (await save(page, 'Functions (CSV)')).bytes.toString('utf8').split('\r\n');
  expect(csv[0]).toBe('Function,Self (nanoseconds),Self (%),Total (nanoseconds),Total (%)');
  const selfs = csv.slice(1, -1).map((line) => Number(line.split(',').at(-4)));
  expect(selfs.reduce((sum, self) => sum + self, 0)).toBe(total);
});

test('the picture is saved whole, as PNG and as SVG', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE, { theme: 'light' });
  await panel.painted();
  const png = await save(page, 'Image (PNG)');
  expect(png.name).toMatch(/^order-service-cpu-.*\.png$/);
  const [width, height] = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
  const shown = await panel.graph.boundingBox();
  expect(width).toBeGreaterThan(shown!.width);
  // The graph goes on below what finds room on screen.
  expect(height).toBeGreaterThan(2 * shown!.height);

  const svg = (await save(page, 'Image (SVG)')).bytes.toString('utf8');
  const texts = await page.evaluate((markup) => {
    const parsed = new DOMParser().parseFromString(markup, 'image/svg+xml');
    return [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent);
  }, svg);
  expect(texts[0]).toContain('order-service · CPU time');
  expect(texts.some((text) => text?.includes('verify_checksum'))).toBe(true);
});

test('the heaviest paths of a focus are copied as text', async ({ page, panel, explore, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await explore(ORDER_SERVICE);
  await panel.painted();
  await panel.graph.focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
    await page.keyboard.press(key);
  }
  await expect(panel.breadcrumb).toBeVisible();
  await open(page);
  await expect(page.getByTestId('hotpath-export-about')).toContainText('Only stacks through');
  await page.getByRole('button', { name: 'Copy: Heaviest paths as text' }).click();
  await expect(panel.status).toContainText('Copied to the clipboard');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^order-service · CPU time .*\nOnly stacks through .*\nHeaviest paths:\n[\d.]+ % · .* → /);
});
