import { CPU, ORDER_SERVICE, PROVISIONED, expect, test } from './fixtures';
import type { Locator, Page } from '@playwright/test';

function query(page: Page, refId = 'A') {
  const row = page.getByTestId(`query-row-${refId}`);
  return {
    row,
    label: (number: number) => row.getByRole('group', { name: `Label ${number}` }),
    mode: (name: 'Builder' | 'Code') => row.getByRole('radio', { name, exact: true }),
    selector: row.getByRole('combobox', { name: 'Label selector' }),
  };
}

/** The query of the address, which is the one that ran. */
function ran(page: Page) {
  const panes = JSON.parse(new URL(page.url()).searchParams.get('panes') ?? '{}');
  return (Object.values(panes)[0] as { queries: Array<Record<string, unknown>> }).queries[0];
}

test('a label is built by keyboard, and builder and code hold the same selector', async ({ page, panel, explore }) => {
  await explore({ ...ORDER_SERVICE, editorMode: 'builder' });
  await panel.painted();
  const { row, label, mode, selector } = query(page);
  await row.getByRole('button', { name: 'Add label' }).focus();
  await page.keyboard.press('Enter');
  await expect(label(1).getByLabel('Label', { exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: 'version' })).toBeVisible();
  await page.keyboard.type('vers');
  await page.keyboard.press('Enter');
  // It has values once the label is chosen.
  await expect(label(1).getByLabel('Value')).toBeEnabled();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(label(1).getByLabel('Value')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: 'v2' })).toBeVisible();
  await page.keyboard.type('v2');
  await page.keyboard.press('Enter');
  await expect(panel.title).toContainText('order-service · version=v2 · CPU time');

  await mode('Code').check({ force: true });
  await expect(selector).toHaveValue('{service_name="order-service", version="v2"}');
  await selector.fill('{service_name="order-service", version=~"v1|v2", pod!=""}');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Enter');
  await mode('Builder').check({ force: true });
  await expect(label(2).getByLabel('Label', { exact: true })).toHaveValue('pod');
  await mode('Code').check({ force: true });
  await expect(selector).toHaveValue('{service_name="order-service", version=~"v1|v2", pod!=""}');
});

test('what the builder cannot show stays text, and says why', async ({ page, explore }) => {
  await explore({ ...ORDER_SERVICE, labelSelector: '{service_name="order-service"' });
  const { mode, selector } = query(page);
  await expect(selector).toHaveValue('{service_name="order-service"');
  await mode('Builder').click({ force: true });
  await expect(
    page
      .getByText(/builder cannot show this selector yet/)
      .or(page.getByText(/Syntax error/))
      .first()
  ).toBeVisible();
  await expect(mode('Code')).toBeChecked();
});

test('names, operators and values are completed by keyboard', async ({ page, panel, explore }) => {
  await explore({ ...ORDER_SERVICE, editorMode: 'code' });
  await panel.painted();
  const { selector } = query(page);
  await selector.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(', ver');
  const list = page.getByRole('listbox', { name: 'Suggestions' });
  await expect(list.getByRole('option', { name: 'version' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(selector).toHaveValue('{service_name="order-service", version=""}');
  await expect(list.getByRole('option', { name: 'v1' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(selector).toHaveValue('{service_name="order-service", version="v1"}');
  await page.keyboard.press('Enter');
  await expect(panel.title).toContainText('version=v1');
});

test('options say how they stand, and what is wrong', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  const { row } = query(page);
  await row.getByRole('button', { name: 'Options' }).click();
  await row.getByLabel('Max nodes').fill('1x');
  await expect(row.getByText(/whole number above 0/)).toBeVisible();
  await row.getByLabel('Max nodes').fill('16');
  await page.keyboard.press('Enter');
  await expect.poll(() => ran(page).maxNodes).toBe(16);
  await row.getByRole('button', { name: 'Options' }).click();
  await expect(row.getByText('Max nodes: 16')).toBeVisible();
});

test('all services over a week wait for a word, which is one click', async ({ page, panel, explore }) => {
  await explore({ profileTypeId: CPU, queryType: 'profile', labelSelector: '{}' }, { from: 'now-7d' });
  await expect(page.getByText('All services over 7 d may be slow', { exact: true })).toBeVisible();
  await expect(panel.message).toContainText('Not run yet');
  await page.getByRole('button', { name: 'Trim to the last hour' }).click();
  await panel.painted();
  await expect(page.getByRole('button', { name: 'Run anyway' })).toBeHidden();
  expect(page.url()).toContain('now-1h');

  await explore({ profileTypeId: CPU, queryType: 'profile', labelSelector: '{}' }, { from: 'now-8h' });
  await page.getByRole('button', { name: 'Run anyway' }).click();
  await panel.painted();
  await expect(page.getByRole('button', { name: 'Run anyway' })).toBeHidden();
});

test('two queries on one page do not disturb each other', async ({ page, panel, explore }) => {
  await explore({ ...ORDER_SERVICE, editorMode: 'code' });
  await panel.painted();
  await page.getByRole('button', { name: 'Duplicate query' }).click();
  const first = query(page, 'A');
  const second = query(page, 'B');
  await second.selector.fill('{service_name="api-gateway", ver');
  await expect(page.getByRole('listbox', { name: 'Suggestions' })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(first.selector).toHaveValue('{service_name="order-service"}');
  await second.selector.fill('{service_name="api-gateway"}');
  await second.mode('Builder').check({ force: true });
  await expect(first.selector).toBeVisible();
  await expect(second.row.getByLabel('Service')).toHaveValue('api-gateway');
  await expect(first.row.getByLabel('Service')).toHaveValue('order-service');
});

test('settings are filled in and checked by keyboard alone', async ({ page, addDataSource }) => {
  const uid = await addDataSource('');
  await page.goto(`/connections/datasources/edit/${uid}`);
  await page.getByLabel('URL').focus();
  await page.keyboard.type(process.env.HOTPATH_PROFILES!);
  const reach = async (field: Locator) => {
    for (let i = 0; i < 30 && !(await field.evaluate((element) => element === document.activeElement)); i++) {
      await page.keyboard.press('Tab');
    }
    await expect(field).toBeFocused();
  };
  await reach(page.getByLabel('Max nodes'));
  await page.keyboard.type('2048');
  await reach(page.getByRole('button', { name: /save & test/i }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/\d+ services/).first()).toBeVisible();
  const saved = await page.request.get(`/api/datasources/uid/${uid}`);
  expect((await saved.json()).jsonData).toMatchObject({ maxNodes: 2048 });
});

test('the provisioned settings keep their form on a narrow page', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 900 });
  await page.goto(`/connections/datasources/edit/${PROVISIONED}`);
  await expect(page.getByLabel('Minimum step')).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
