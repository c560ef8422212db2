import { generateResponse } from '../../bench/generate';
import { CPU, ORDER_SERVICE, expect, test } from './fixtures';
import { violations } from './violations';

test('functions by self with their callers, as a tree and as a flame graph', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await panel.chooseView('Inverted tree');
  const tree = page.getByRole('treegrid', { name: 'Inverted tree' });
  const first = tree.getByRole('row', { level: 2 }).first();
  await expect(first).toBeVisible();
  const name = (await first.getAttribute('aria-label'))!.split(':')[0];
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Space');
  await expect(first).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('button', { name: 'View: Inverted tree' }).click();
  await page.getByRole('menuitemradio', { name: 'Inverted graph' }).click();
  const graph = page.getByTestId('hotpath-inverted-graph');
  await expect(graph).toHaveAttribute('data-hotpath-painted', /[1-9]/);
  await expect(page.getByTestId('hotpath-inverted-status')).toContainText(name);
  await graph.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('hotpath-inverted-status')).not.toContainText(`${name}:`);
  await page.keyboard.press('Escape');
  await expect(panel.table).toBeVisible();
});

for (const theme of ['dark', 'light'] as const) {
  test(`the inverted views and the call graph have nothing serious against them: ${theme}`, async ({
    page,
    panel,
    explore,
  }) => {
    await explore(ORDER_SERVICE, { theme });
    await panel.painted();
    await panel.chooseView('Inverted graph');
    await expect(page.getByTestId('hotpath-inverted-graph')).toHaveAttribute('data-hotpath-painted', /[1-9]/);
    expect(await violations(page, 'main')).toEqual([]);
    await page.getByRole('button', { name: 'View: Inverted graph' }).click();
    await page.getByRole('menuitemradio', { name: 'Call graph' }).click();
    await expect(page.getByRole('option', { name: /: self/ }).first()).toBeVisible();
    expect(await violations(page, 'main')).toEqual([]);
  });
}

test('are there of a million nodes', async ({ page, panel, addAnswer, explore }) => {
  test.setTimeout(240_000);
  await explore(
    { profileTypeId: CPU, labelSelector: '{service_name="large"}', queryType: 'profile', maxNodes: 1_000_000 },
    { uid: await addAnswer(generateResponse(1_000_000)) }
  );
  await expect(panel.graph).toBeVisible({ timeout: 60_000 });
  await panel.chooseView('Inverted graph');
  await expect(page.getByTestId('hotpath-inverted-graph')).toHaveAttribute('data-hotpath-painted', /[1-9]/);
});
