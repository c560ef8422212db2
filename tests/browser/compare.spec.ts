import type { Page } from '@playwright/test';

import { atOnce } from '../../pkg/calltree/slices';
import { treeOf } from '../../pkg/calltree/testing/trees';
import { writePprof } from '../../pkg/formats/pprofWriter';
import { CPU, PROVISIONED, expect, test, type ProfileQuery } from './fixtures';
import { violations } from './violations';

const VERSIONS = {
  profileTypeId: CPU,
  queryType: 'compare',
  labelSelector: '{service_name="order-service-steady", version="v2"}',
  baseline: { labelSelector: '{service_name="order-service-steady", version="v1"}', time: 'same' },
} as ProfileQuery;

/** The forty minutes of both versions, whenever a test runs: which slices they are cut into depends on it. */
const recordedRange = () => {
  const end = Number(process.env.HOTPATH_RECORDED_END);
  return { from: String(end - 40 * 60_000), to: String(end) };
};

/** Two profiles, a table and an editor at once may take a busy machine a while. */
const PATIENCE = { timeout: 60_000 };
const painted = (page: Page) =>
  expect(page.locator('[data-hotpath-painted]').first()).toHaveAttribute('data-hotpath-painted', /[1-9]/, PATIENCE);

test.slow();

test('two versions compared: what changed, and whether it is real', async ({ page, panel, explore }) => {
  await page.setViewportSize({ width: 1500, height: 1000 });
  await explore(VERSIONS, recordedRange());
  await painted(page);
  await expect(page.getByTestId('hotpath-legend')).toContainText('+10 %+25 %+50 %×2+ more', PATIENCE);
  await expect(page.getByRole('group', { name: 'Compared with the baseline' })).toBeVisible();

  const verdict = page.getByTestId('hotpath-verdict');
  await verdict.getByRole('button', { name: 'Is it real?' }).click(PATIENCE);
  await expect(verdict).toContainText(/functions changed for certain/, PATIENCE);
  await verdict.getByRole('button', { name: 'Which functions?' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('row').filter({ hasText: 'compare_lines' }).first()).toContainText('Certain');
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  // A telephone turned upright has no room for the bar that opened it.
  await page.setViewportSize({ width: 300, height: 700 });
  await expect(page.getByTestId('hotpath-legend')).not.toBeVisible();
  await expect(dialog.getByRole('row').filter({ hasText: 'compare_lines' }).first()).toBeVisible();
  await page.setViewportSize({ width: 1500, height: 1000 });
  await dialog.getByRole('button', { name: 'compare_lines', exact: true }).click();
  await expect(dialog).not.toBeVisible();
  await expect(panel.status).toContainText('compare_lines');

  const table = page.getByTestId('hotpath-table');
  await expect(table.getByRole('row').filter({ hasText: 'rank_lines_slow' })).toContainText('Certain');
  await page.getByRole('button', { name: 'Show as' }).click();
  await page.getByRole('menuitemradio', { name: /not significant/ }).click();
  await page.getByRole('button', { name: 'Show as' }).click();
  await page.getByRole('menuitemradio', { name: /side by side/ }).click();
  await expect(page.getByTestId('hotpath-graph-compared')).toBeVisible();
  await expect(page).toHaveURL(/sideBySide/);
  expect(await violations(page, '[data-testid="hotpath-graph-compared"], [data-testid="hotpath-legend"]')).toEqual([]);
});

test('what grew over the range comes first, with its slope', async ({ page, explore }, { project, retry }) => {
  // All projects feed one server.
  const service = `leaky-shop-${project.name}-${retry}`;
  await leakInto(process.env.HOTPATH_PROFILES!, service);
  const query = {
    profileTypeId: 'memory:inuse_space:bytes::',
    labelSelector: `{service_name="${service}"}`,
    queryType: 'compare',
  };
  await explore(query, { from: 'now-20m' });
  await page.getByRole('button', { name: 'What grew?' }).click(PATIENCE);
  const growth = page.getByTestId('hotpath-growth');
  await expect(growth).toContainText(/The whole: \+6\d.* MiB\/h .*functions rise steadily/, PATIENCE);
  const table = page.getByTestId('hotpath-table');
  await expect(table.getByRole('row').nth(1)).toContainText(/Cache\.put.*\+\d+(\.\d+)? MiB\/h/);
  await expect(table.getByRole('row').filter({ hasText: 'pool' })).not.toContainText('MiB/h');
  expect(await violations(page, '[data-testid="hotpath-growth"], [data-testid="hotpath-table"]')).toEqual([]);
});

/** Twenty minutes of a process that holds a quarter of a MiB more in each snapshot. */
async function leakInto(url: string, service: string): Promise<void> {
  const MIB = 2 ** 20;
  const now = Date.now();
  for (let at = 0; at < 80; at++) {
    const tree = treeOf(
      [['main', 'serve', 'Cache.put'], (20 + at / 4) * MIB],
      [['main', 'serve', 'pool'], (40 + (at % 2)) * MIB]
    );
    const timeMs = now - (80 - at) * 15_000;
    const time = `${Math.floor(timeMs / 1000)}`;
    const about = { sampleTypes: [{ type: 'inuse_space', unit: 'bytes' }], timeMs, durationMs: 0 };
    await fetch(`${url}/ingest?${new URLSearchParams({ name: service, from: time, until: time, format: 'pprof' })}`, {
      method: 'POST',
      body: Buffer.concat(atOnce(writePprof({ tree, root: 0 }, about))),
    });
  }
}

test('a side without profiles leaves the other one on screen', async ({ page, explore }) => {
  await explore({ ...VERSIONS, baseline: { time: '30d' } } as ProfileQuery, { theme: 'light' });
  await painted(page);
  await expect(page.getByText(/The baseline has no profiles: only the comparison is shown/).first()).toBeVisible();
  await expect(page.getByTestId('hotpath-legend')).not.toBeVisible();
});

test('another pane of Explore becomes the baseline, by one click and one step back', async ({ page }) => {
  await page.setViewportSize({ width: 1500, height: 1000 });
  const datasource = { type: 'hotpath-pyroscope-datasource', uid: PROVISIONED };
  const pane = (queryType: string, version: string, from: string) => ({
    datasource: PROVISIONED,
    queries: [
      {
        ...{ refId: 'A', datasource, queryType, editorMode: 'code', profileTypeId: CPU },
        labelSelector: `{service_name="order-service-steady", version="${version}"}`,
      },
    ],
    range: { from, to: 'now' },
  });
  const panes = { l: pane('profile', 'v1', 'now-2h'), r: pane('compare', 'v2', 'now-1h') };
  await page.goto(`/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
  const [left, right] = [page.getByTestId('pane-l'), page.getByTestId('pane-r')];
  await expect(left.getByTestId('hotpath-title')).toContainText('version=v1', PATIENCE);
  await expect(right.getByText('The baseline has no profiles').first()).toBeVisible(PATIENCE);
  const baseline = () => JSON.parse(new URL(page.url()).searchParams.get('panes')!).r.queries[0].baseline;
  expect(baseline()).toBeUndefined();

  await right.getByRole('button', { name: 'Other pane as baseline' }).click();
  await expect(right.getByTestId('hotpath-title')).toContainText('version=v2 vs v1', PATIENCE);
  const { labelSelector } = panes.l.queries[0];
  expect(baseline()).toEqual({ labelSelector, profileTypeId: CPU, time: 'range', from: 'now-2h', to: 'now' });
  await expect(left.getByTestId('hotpath-title')).toContainText('version=v1');
  await expect(right.getByText('The baseline covers 2 h and the comparison 1 h').first()).toBeVisible();

  await page.goBack();
  await expect(right.getByText('The baseline has no profiles').first()).toBeVisible(PATIENCE);
  expect(baseline()).toBeUndefined();
});

test('the provisioned dashboard shows what a deploy changed', async ({ page }) => {
  await page.setViewportSize({ width: 1400, height: 1100 });
  await page.goto('/d/hotpath-before-after?var-service=order-service-steady&theme=light');
  await painted(page);
  await expect(page.getByTestId('hotpath-legend').first()).toBeVisible(PATIENCE);
  await expect(page.getByText('order-service-steady: v2 compared with v1')).toBeVisible();
});
