import { ORDER_SERVICE, expect } from './fixtures';
import { FLAME_GRAPH, test } from './gatedFixtures';

const viewIn = (url: string, key: string) => new URL(url).searchParams.get(key);

test('what is looked at survives a reload, and a link opens it for a colleague', async ({
  page,
  panel,
  explore,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await explore(ORDER_SERVICE);
  await panel.painted();
  const steps = await page.evaluate(() => window.history.length);
  await panel.search.fill('verify_checksum');
  await panel.search.press('Enter');
  await expect(panel.status).toContainText('verify_checksum: self');
  await panel.graph.focus();
  await page.keyboard.press('Enter');
  await expect(panel.breadcrumb).toContainText('verify_checksum');
  await page.getByRole('radio', { name: 'Graph' }).check({ force: true });
  await expect.poll(() => viewIn(page.url(), 'hotpath-pane')).toContain('"view":"graph"');
  expect(await page.evaluate(() => window.history.length)).toBe(steps);
  const shown = await panel.breadcrumb.textContent();

  await page.reload();
  await panel.painted();
  await expect(panel.breadcrumb).toHaveText(shown!);
  await expect(panel.search).toHaveValue('verify_checksum');
  await expect(panel.table).toBeHidden();

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy link to this view' }).click();
  await expect(page.getByText('Link to this view copied, with its time range fixed').first()).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const { range } = JSON.parse(viewIn(link, 'panes')!).pane;
  // The two ends of “the last hour” are read off the clock one after the other.
  expect(Math.abs(range.to - range.from - 3_600_000)).toBeLessThan(100);

  const colleague = await context.newPage();
  await colleague.goto(link);
  await expect(colleague.getByTestId('hotpath-breadcrumb')).toHaveText(shown!);
  await expect(colleague.getByTestId('hotpath-search')).toHaveValue('verify_checksum');
});

test('two panels of a dashboard keep a view each', async ({ page, dashboard }) => {
  await page.setViewportSize({ width: 1280, height: 1000 });
  await dashboard([
    { type: FLAME_GRAPH, query: ORDER_SERVICE },
    { type: FLAME_GRAPH, query: ORDER_SERVICE },
  ]);
  const searches = page.getByTestId('hotpath-search');
  await searches.nth(0).fill('decode');
  await searches.nth(1).fill('verify');
  await expect.poll(() => viewIn(page.url(), 'hotpath-1')).toContain('decode');
  await expect.poll(() => viewIn(page.url(), 'hotpath-2')).toContain('verify');
  await searches.nth(0).fill('');
  // What the search had selected stays so.
  await expect.poll(() => viewIn(page.url(), 'hotpath-1')).not.toContain('"search"');

  await page.reload();
  await expect(searches.nth(1)).toHaveValue('verify');
  await expect(searches.nth(0)).toHaveValue('');
});

test('an address that cannot be read shows the panel as it is saved', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  const url = new URL(page.url());
  url.searchParams.set('hotpath-pane', '{"focus":"everything","view":');
  await page.goto(url.toString());
  await panel.painted();
  await expect(panel.table).toBeVisible();
  await expect(panel.breadcrumb).toBeHidden();
});
