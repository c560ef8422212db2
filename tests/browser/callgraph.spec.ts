import { ORDER_SERVICE, expect, test } from './fixtures';

test('the functions that matter are boxes, walked along their arrows', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await panel.chooseView('Call graph');
  const graph = page.getByTestId('hotpath-call-graph');
  const boxes = graph.getByRole('option');
  await expect(boxes).toHaveCount(12);
  await graph.focus();
  await page.keyboard.press('ArrowRight');
  const chosen = graph.getByRole('option', { selected: true });
  const first = await chosen.textContent();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).not.toHaveText(first!);
  await expect(page.getByTestId('hotpath-card')).toContainText('% of total');

  await page.keyboard.press('+');
  await expect(boxes).toHaveCount(20);
  const whole = await boxes.allTextContents();
  await page.keyboard.press('Enter');
  await expect(panel.breadcrumb).toBeVisible();
  await expect(boxes).not.toHaveText(whole);
  await page.keyboard.press('Escape');
  await expect(panel.breadcrumb).toBeHidden();
  // The boxes of the zoom stay until those of the whole are there.
  await expect(boxes).toHaveText(whole);

  const box = boxes.last();
  const name = (await box.locator('> :last-child').textContent())!.split(':')[0];
  await box.click();
  await expect(panel.status).toContainText(name);
  await box.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show callers and callees' }).click();
  await expect(page.getByTestId('hotpath-sandwich')).toContainText(name);
  await expect(page).toHaveURL(/boxes/);
});
