import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

import { CPU, ORDER_SERVICE, PROVISIONED, expect, test } from './fixtures';

/** What axe finds wrong in a part of the page, as lines to read; the order of headings is that of the whole page. */
async function violations(page: Page, part: string): Promise<string[]> {
  await expect(page.locator(part).first()).toBeVisible();
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  return page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    const found = await axe.run({ resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, impact, help, nodes }) =>
      nodes
        .filter(({ target }) => document.querySelector(`${target[0]}`)?.closest(selector))
        .filter(() => impact === 'serious' || impact === 'critical' || id === 'heading-order')
        .map(({ target }) => `${id} (${impact}): ${help}: ${target.join(' ')}`)
    );
  }, part);
}

for (const theme of ['dark', 'light'] as const) {
  test(`the app's page has nothing serious against it: ${theme}`, async ({ page }) => {
    await page.goto(`/a/hotpath-profiles-app?theme=${theme}`);
    await expect(page.getByRole('heading', { level: 2 })).toHaveText([
      'Connect a Pyroscope server',
      'Look at a profile in Explore',
      'Put it on a dashboard',
      'From a slow span to its code',
    ]);
    expect(await violations(page, 'main')).toEqual([]);
  });

  test(`the settings have nothing serious against them: ${theme}`, async ({ page }) => {
    await page.goto(`/connections/datasources/edit/${PROVISIONED}?theme=${theme}`);
    await expect(page.getByRole('heading', { level: 2 })).toHaveText([
      'Connection',
      'Authentication',
      'Tenant and HTTP headers',
      'Queries',
    ]);
    await page.getByText('Additional settings').click();
    expect(await violations(page, 'fieldset')).toEqual([]);
  });

  test(`query editors have nothing serious against them: ${theme}`, async ({ page, panel, explore }) => {
    await explore({ profileTypeId: '', labelSelector: '{}', queryType: 'profile', editorMode: 'builder' }, { theme });
    await panel.painted();
    await expect(page.getByRole('group', { name: 'Choose a service' })).toContainText('Showing CPU time');
    await page.getByRole('button', { name: 'Options' }).click();
    expect(await violations(page, 'main')).toEqual([]);
    await explore({ ...ORDER_SERVICE, labelSelector: '{service_name="ordr-service"}', profileTypeId: CPU }, { theme });
    await expect(panel.message).toContainText('Did you mean');
    expect(await violations(page, 'main')).toEqual([]);
  });
}
