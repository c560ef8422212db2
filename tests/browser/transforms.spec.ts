import type { Page } from '@playwright/test';

import { ORDER_SERVICE, expect, test, type Panel } from './fixtures';
import { violations } from './violations';

async function openDialog(page: Page) {
  const button = page.getByRole('button', { name: 'Transform', exact: true });
  if (await button.isVisible()) {
    await button.click();
  } else {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Transform' }).click();
  }
  await expect(page.getByRole('dialog')).toBeVisible();
}

/** Opens the menu of the row in which a function stands. */
async function fromMenu(page: Page, panel: Panel, name: string, entry: string | RegExp) {
  await panel.search.fill(name);
  await panel.table.getByText(name, { exact: true }).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: entry }).click();
  await panel.search.fill('');
}

const bar = (page: Page) => page.getByTestId('hotpath-transforms');
const chips = (page: Page) => bar(page).getByRole('listitem');
const taken = (page: Page) => page.getByTestId('hotpath-taken');

test('filters from the menu are chips: said, switched off, moved and removed', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  const title = await panel.title.textContent();

  await fromMenu(page, panel, 'report', 'Hide stacks with it');
  await expect(chips(page)).toHaveText(['No stacks with report']);
  await expect(taken(page)).toContainText(/Hidden by filters: .+ s · .+ % of the profile/);
  await expect(panel.title).toHaveText(title!);
  await expect(panel.table.getByText('report', { exact: true })).toHaveCount(0);

  await fromMenu(page, panel, 'verify_checksum', 'Merge it into its callers');
  await expect(chips(page)).toHaveText(['No stacks with report', 'verify_checksum merged into its callers']);
  await expect(panel.table.getByText('verify_checksum', { exact: true })).toHaveCount(0);

  // By keys: to the left, off and on again, away.
  const merged = () => bar(page).getByRole('button', { name: /^verify_checksum merged/ });
  await merged().focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(chips(page)).toHaveText(['verify_checksum merged into its callers', 'No stacks with report']);
  await expect(merged()).toBeFocused();
  await expect(panel.status).toContainText('is now number 1 of 2');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Switch off' }).click();
  await expect(panel.table.getByText('verify_checksum', { exact: true })).toBeVisible();
  await merged().focus();
  await page.keyboard.press('Delete');
  await expect(chips(page)).toHaveText(['No stacks with report']);

  await bar(page).getByRole('button', { name: 'Undo the last step' }).click();
  await expect(chips(page)).toHaveCount(2);
  await bar(page).getByRole('button', { name: 'Redo' }).click();
  await expect(chips(page)).toHaveCount(1);
  await bar(page).getByRole('button', { name: 'Clear all' }).click();
  await expect(bar(page)).toHaveCount(0);
  await expect(panel.graph).toBeFocused();
});

test('a filter is written, changed, and says where it matches nothing or is no pattern', async ({
  page,
  panel,
  explore,
}) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await openDialog(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByTestId('hotpath-transform-text').fill('flask|werkzeug(');
  await dialog.getByText('Regular expression').click();
  await expect(dialog.getByText(/Invalid regular expression/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Add filter' })).toBeDisabled();
  await dialog.getByTestId('hotpath-transform-text').fill('flask|wsgi');
  await expect(dialog.getByText(/calls match: .+ % of the profile/)).toBeVisible();
  await dialog.getByText('Drop their frames').click();
  await dialog.getByRole('button', { name: 'Add filter' }).click();
  await expect(chips(page)).toHaveText(['No frames of /flask|wsgi/']);
  await expect(panel.table.getByText(/flask|wsgi/i)).toHaveCount(0);

  await chips(page).first().getByRole('button').first().click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  await expect(dialog.getByTestId('hotpath-transform-text')).toHaveValue('flask|wsgi');
  await dialog.getByTestId('hotpath-transform-text').fill('nothing-is-called-so');
  await dialog.getByText('Show only stacks with them').click();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(panel.message).toContainText('The transforms hide the whole profile');
  await expect(
    chips(page)
      .first()
      .getByRole('button', { name: /No function of this profile matches/ })
  ).toBeVisible();
  await panel.message.getByRole('button', { name: 'Clear all' }).click();
  await panel.painted();
});

test('presets and what shapes the whole profile', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  for (const [name, chip] of [
    ['Hide runtime and idle frames', 'Runtime and idle hidden'],
    ['Application code only', 'Application code only'],
    ['Collapse recursion', 'Recursion collapsed'],
    ['Group by module', 'By module'],
    ['Group by file', 'By file'],
    ['Group by package', 'By package'],
    ['Invert', 'Inverted'],
  ]) {
    await openDialog(page);
    await page.getByRole('button', { name: `Add: ${name}` }).click();
    await expect(chips(page)).toHaveText([chip]);
    await panel.painted();
    await page.screenshot({ path: `test-results/transform-${chip.replaceAll(' ', '-')}.png` });
    if (chip === 'Inverted') {
      await panel.graph.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await expect(page.getByTestId('hotpath-card')).toContainText('when it is called this way');
    }
    await bar(page).getByRole('button', { name: 'Clear all' }).click();
    await expect(bar(page)).toHaveCount(0);
  }
});

test('one call, one function and one package alone; the rest of the panel follows', async ({
  page,
  panel,
  explore,
}) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await fromMenu(page, panel, 'build_order', 'Only this function, all its calls');
  await expect(chips(page)).toHaveText(['From build_order down']);
  await expect(panel.table.getByText('Flask.wsgi_app', { exact: true })).toHaveCount(0);
  await fromMenu(page, panel, 'fetch_row', 'Only this call of it');
  await expect(chips(page).nth(1)).toHaveText('Only this call of fetch_row');
  await panel.chooseView('Sandwich');
  await expect(page.getByTestId('hotpath-sandwich-heading')).toBeVisible();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Export' }).click();
  await expect(page.getByTestId('hotpath-export-about')).toContainText(
    'Transforms: From build_order down; Only this call of fetch_row'
  );
  await expect(page.getByTestId('hotpath-export-about')).toContainText('Hidden by filters');
});

for (const theme of ['dark', 'light'] as const) {
  test(`chips have nothing serious against them, wide and narrow: ${theme}`, async ({ page, panel, explore }) => {
    await explore(ORDER_SERVICE, { theme });
    await panel.painted();
    await openDialog(page);
    await page.screenshot({ path: `test-results/transform-dialog-${theme}.png` });
    expect(await violations(page, '[role=dialog]')).toEqual([]);
    await page.getByRole('button', { name: 'Add: Hide runtime and idle frames' }).click();
    await fromMenu(page, panel, 'report', 'Hide stacks with it');
    await expect(chips(page)).toHaveCount(2);
    await page.screenshot({ path: `test-results/transform-chips-${theme}.png` });
    expect(await violations(page, '[data-testid=hotpath-transforms]')).toEqual([]);
    await page.setViewportSize({ width: 400, height: 800 });
    await expect(bar(page).getByRole('button', { name: 'Clear all' })).toBeInViewport();
    await expect(chips(page).first()).toBeInViewport();
    await page.screenshot({ path: `test-results/transform-narrow-${theme}.png` });
  });
}
