import type { Page } from '@playwright/test';

import { CPU, expect, test, type ProfileQuery } from './fixtures';
import { violations } from './violations';

const VERSIONS = {
  profileTypeId: CPU,
  queryType: 'compare',
  labelSelector: '{service_name="order-service-steady", version="v2"}',
  baseline: { labelSelector: '{service_name="order-service-steady", version="v1"}', time: 'same' },
} as ProfileQuery;

/** Two profiles, a table and an editor at once may take a busy machine a while. */
const PATIENCE = { timeout: 60_000 };
const painted = (page: Page) =>
  expect(page.locator('[data-hotpath-painted]').first()).toHaveAttribute('data-hotpath-painted', /[1-9]/, PATIENCE);

test.slow();

test('two versions compared: what changed, and whether it is real', async ({ page, panel, explore }) => {
  await page.setViewportSize({ width: 1500, height: 1000 });
  await explore(VERSIONS);
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

test('a side without profiles leaves the other one on screen', async ({ page, explore }) => {
  await explore({ ...VERSIONS, baseline: { time: '30d' } } as ProfileQuery, { theme: 'light' });
  await painted(page);
  await expect(page.getByText(/The baseline has no profiles: only the comparison is shown/).first()).toBeVisible();
  await expect(page.getByTestId('hotpath-legend')).not.toBeVisible();
});

test('the provisioned dashboard shows what a deploy changed', async ({ page }) => {
  await page.setViewportSize({ width: 1400, height: 1100 });
  await page.goto('/d/hotpath-before-after?var-service=order-service-steady&theme=light');
  await painted(page);
  await expect(page.getByTestId('hotpath-legend').first()).toBeVisible(PATIENCE);
  await expect(page.getByText('order-service-steady: v2 compared with v1')).toBeVisible();
});
