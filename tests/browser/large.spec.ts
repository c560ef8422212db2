import { generateResponse } from '../../bench/generate';
import { CPU, expect, test } from './fixtures';

const NODES = 1_000_000;

test('a million nodes are drawn, zoomed and searched', async ({ page, panel, addAnswer, explore }) => {
  test.setTimeout(180_000);
  await explore(
    { profileTypeId: CPU, labelSelector: '{service_name="large"}', queryType: 'profile', maxNodes: 1_048_576 },
    { uid: await addAnswer(generateResponse(NODES)) }
  );
  await panel.painted();
  await panel.graph.focus();
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }
  await expect(panel.breadcrumb).toBeVisible();
  await page.keyboard.press('Home');
  await expect(panel.breadcrumb).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.type('compactBlocks');
  await expect(page.getByTestId('hotpath-matches')).toContainText(/match/);
  await expect(panel.table.getByRole('row').nth(1)).toContainText('compactBlocks');
});
