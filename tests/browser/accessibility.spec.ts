import { CPU, ORDER_SERVICE, PROVISIONED, expect, test } from './fixtures';
import { violations } from './violations';

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
