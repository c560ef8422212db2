import type { Page } from '@playwright/test';

import { chooseOption } from './chooseOption';
import { expect, test } from './fixtures';

function settings(page: Page, name: string) {
  const section = page.getByTestId(`settings-${name}`);
  return {
    list: section.getByRole('combobox', { name: 'List', exact: true }),
    label: section.getByRole('combobox', { name: /^(Label(?! selector)|Mark new values of)/ }),
    selector: section.getByRole('combobox', { name: /^Label selector/ }),
    found: section.getByRole('list').getByRole('listitem'),
  };
}

/** In place of what the focused field holds. */
async function retype(page: Page, text: string) {
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

test('what a variable lists is changed by mouse, and seen at once', async ({ page }) => {
  await page.goto('/d/hotpath-service/service?theme=dark');
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page).toHaveURL(/editview=variables/);
  const { list, label, found } = settings(page, 'service');
  await expect(found.filter({ hasText: 'order-service-steady' })).toBeVisible();

  await list.click();
  await page.getByRole('option', { name: /^Profile types/ }).click();
  await expect(found.filter({ hasText: /^process_cpu - cpu$/ })).toBeVisible();
  await expect(found.filter({ hasText: 'order-service' })).toHaveCount(0);

  await list.click();
  await page.getByRole('option', { name: /^Label values/ }).click();
  await label.click();
  await page.getByRole('option', { name: 'version', exact: true }).click();
  await expect(found).toHaveText(['v1', 'v2']);
});

test('what a variable lists is changed by keyboard alone', async ({ page }) => {
  await page.goto('/d/hotpath-service/service?theme=dark&editview=variables');
  const { list, selector, found } = settings(page, 'service');
  await expect(found.filter({ hasText: 'order-service-steady' })).toBeVisible();
  await list.focus();
  await retype(page, 'Services');
  await chooseOption(list, page.getByRole('option', { name: /^Services/ }));
  await expect(list).toHaveValue('Services');
  await expect(selector).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(selector).toBeFocused();
  await page.keyboard.type('{service_name=~"order.*"}');
  await expect(found).toHaveText(['order-service', 'order-service-steady']);
  await expect(selector).toHaveValue('{service_name=~"order.*"}');
});

test('a variable that cannot be filled says why, and so does its preview', async ({ page }) => {
  await page.goto('/d/hotpath-service/service?theme=dark&editview=variables');
  const { selector, found } = settings(page, 'version');
  await expect(found.first()).toBeVisible();
  await selector.focus();
  await retype(page, '{service_name=');
  await expect(
    page.getByTestId('settings-version').getByText(/Syntax error in the label selector at character/)
  ).toHaveCount(2);
  await retype(page, '{service_name="order-service"}');
  await expect(found.filter({ hasText: 'v2' })).toBeVisible();
});

test('what an annotation marks is changed by keyboard alone', async ({ page }) => {
  await page.goto('/d/hotpath-service/service?theme=dark&editview=annotations');
  const { label, selector, found } = settings(page, 'New versions');
  await expect(found.filter({ hasText: 'api-gateway-steady: version v1 → v2' })).toBeVisible();
  await selector.focus();
  await retype(page, '{service_name="order-service-steady"}');
  await expect(found.filter({ hasText: 'order-service-steady: version v1 → v2' })).toBeVisible();
  await expect(found.filter({ hasText: 'api-gateway' })).toHaveCount(0);

  await label.focus();
  await retype(page, 'region');
  await chooseOption(label, page.getByRole('option', { name: 'region', exact: true }));
  await expect(found.filter({ hasText: /order-service-steady: region \S+ → \S+/ })).toBeVisible();
});
