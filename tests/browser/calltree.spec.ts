import { generateResponse } from '../../bench/generate';
import { deepTree, treeOf, wideTree } from '../../pkg/calltree/testing/trees';
import type { CallTree } from '../../pkg/calltree/tree';
import { writeFlameGraphResponse } from '../../pkg/pyroscope/flamegraph/flamegraph';
import { levelsFromCallTree } from '../../pkg/pyroscope/flamegraph/levels';
import { CPU, ORDER_SERVICE, expect, test } from './fixtures';
import { violations } from './violations';

const LARGE = {
  profileTypeId: CPU,
  labelSelector: '{service_name="large"}',
  queryType: 'profile',
  maxNodes: 1_000_000,
};
const answerOf = (tree: CallTree) => writeFlameGraphResponse(levelsFromCallTree(tree));

test('goes down the call tree by keys, zooms, and steps with the search', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await page.getByRole('radio', { name: 'Call tree' }).check({ force: true });
  const tree = page.getByRole('treegrid', { name: 'Call tree' });
  const rows = tree.getByRole('row');
  await expect(rows.nth(3)).toBeVisible();

  await page.getByRole('button', { name: 'Open the heaviest path (h)' }).click();
  const leaf = tree.locator('[role=row]:focus');
  await expect(leaf).toBeVisible();
  expect(Number(await leaf.getAttribute('aria-level'))).toBeGreaterThan(8);
  await page.keyboard.press('Space');
  await expect(panel.status).toContainText(': self');
  await page.keyboard.press('ArrowLeft');
  const caller = await tree.locator('[role=row]:focus').getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await expect(panel.breadcrumb).toBeVisible();
  await expect(tree.getByRole('row', { level: 1 })).toHaveAccessibleName(caller!);
  await page.keyboard.press('Escape');
  await expect(panel.breadcrumb).toBeHidden();

  await panel.search.fill('verify_checksum');
  await expect(tree.getByRole('row', { name: /^verify_checksum: / }).first()).toBeVisible();
  await panel.search.press('Enter');
  await expect(panel.status).toContainText('verify_checksum: self');
  await expect(tree.getByRole('row', { selected: true })).toHaveAccessibleName(/^verify_checksum: /);
  await panel.search.fill('');

  await tree.getByRole('row', { selected: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show callers and callees' }).click();
  await expect(page.getByTestId('hotpath-sandwich-heading')).toContainText('verify_checksum');
});

test('stands beside the graph, each showing what is chosen in the other', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await panel.chooseView('Call tree');
  const tree = page.getByRole('treegrid', { name: 'Call tree' });
  await expect(tree).toBeVisible();
  await expect(panel.table).toBeHidden();
  await panel.graph.focus();
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press('ArrowDown');
  }
  const name = /^(.+?): self/.exec((await panel.status.textContent())!)![1];
  await expect(tree.getByRole('row', { selected: true })).toHaveAccessibleName(
    new RegExp(`^${name}: `.replace(/[.$()]/g, '\\$&'))
  );
  await tree.getByRole('row', { selected: true }).click();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  const chosen = tree.getByRole('row', { selected: true });
  await expect(chosen).toBeFocused();
  await expect(panel.status).toContainText((await chosen.getAttribute('aria-label'))!);
});

for (const theme of ['dark', 'light'] as const) {
  test(`has nothing serious against it: ${theme}`, async ({ page, panel, explore }) => {
    await explore(ORDER_SERVICE, { theme });
    await panel.painted();
    await page.getByRole('radio', { name: 'Call tree' }).check({ force: true });
    await page.getByRole('button', { name: 'Open the heaviest path (h)' }).click();
    await panel.search.fill('checksum');
    await expect(
      page
        .getByTestId('hotpath-calltree')
        .getByRole('row', { name: /checksum/ })
        .first()
    ).toBeVisible();
    expect(await violations(page, 'main')).toEqual([]);
  });
}

test.describe('of a large profile', () => {
  test('a million nodes, 100,000 levels, 200,000 callees and names of any kind', async ({
    page,
    panel,
    addAnswer,
    explore,
  }) => {
    test.setTimeout(240_000);
    const tree = page.getByRole('treegrid', { name: 'Call tree' });
    const open = async (answer: Uint8Array) => {
      await explore(LARGE, { uid: await addAnswer(answer) });
      await expect(panel.graph).toBeVisible({ timeout: 60_000 });
      await page.getByRole('radio', { name: 'Call tree' }).check({ force: true });
      await expect(tree.getByRole('row').nth(2)).toBeVisible({ timeout: 30_000 });
    };
    await open(generateResponse(1_000_000));
    await page.getByRole('button', { name: 'Open the heaviest path (h)' }).click();
    await expect(tree.locator('[role=row]:focus')).toBeVisible();

    await open(answerOf(deepTree(100_000)));
    await page.getByRole('button', { name: 'Open the heaviest path (h)' }).click();
    await expect(tree.locator('[role=row]:focus')).toHaveAttribute('aria-level', '10001');
    await expect(tree.locator('[role=row]:focus')).toContainText('10,001');

    await open(answerOf(wideTree(200_000)));
    await tree.locator('[role=row][tabindex="0"]').focus();
    await page.keyboard.press('End');
    await expect(tree.locator('[role=row]:focus')).toHaveText('199,950 more');
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await expect(tree.locator('[role=row]:focus')).toHaveText('199,900 more');

    const long = 'com/shop/' + 'x'.repeat(10_000);
    await open(
      answerOf(treeOf([['\u202egnp.exe'], 5], [['<img src=x onerror=alert(1)>'], 4], [[long], 3], [['👩‍🚀שלום'], 2]))
    );
    await expect(tree).toContainText('[U+202E]gnp.exe');
    await expect(tree).toContainText('<img src=x onerror=alert(1)>');
    expect((await tree.textContent())!.length).toBeLessThan(2000);
  });
});
