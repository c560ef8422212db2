import { recordedTree, responseOf } from '../../bench/profiles';
import { CPU, ORDER_SERVICE, expect, test } from './fixtures';

/** Each takes other engines longer than anyone waits, over some name of the recorded profile; and what it finds. */
const PATTERNS: ReadonlyArray<[string, string]> = [
  ['.*.*.*Handler$', '3 matches'],
  [String.raw`(\w+\.?)+$Z`, '0 matches'],
  ['(a+)+$Z', '0 matches'],
  ['(.*)*(.*)*(.*)*!', '0 matches'],
  [String.raw`^(([\w./]+)+:?)+\d{9}$`, '0 matches'],
];

/**
 * In milliseconds. A name takes a fraction of a millisecond; what is left is a busy machine, for which there is room
 * here. An engine that tries every way holds the page for minutes.
 */
const LONGEST_BLOCK = 1500;

test('no pattern holds the page', async ({ page, panel, addAnswer, explore }) => {
  test.setTimeout(240_000);
  await explore(
    { profileTypeId: CPU, labelSelector: '{service_name="tsc"}', queryType: 'profile', maxNodes: 1_000_000 },
    { uid: await addAnswer(responseOf(recordedTree())) }
  );
  await expect(panel.graph).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Regular expression' }).click();
  const matches = page.getByTestId('hotpath-matches');
  for (const [pattern, found] of PATTERNS) {
    await panel.search.fill('.');
    await expect(matches).toContainText(/of [0-9]{6} matches/, { timeout: 30_000 });
    await page.evaluate(() => {
      const longest = { block: 0, last: performance.now(), timer: 0 };
      const beat = () => {
        const now = performance.now();
        longest.block = Math.max(longest.block, now - longest.last);
        longest.last = now;
        longest.timer = window.setTimeout(beat);
      };
      beat();
      Object.assign(window, { longest });
    });
    await panel.search.fill(pattern);
    await expect(matches).toContainText(found, { timeout: 60_000 });
    const block = await page.evaluate(() => {
      const { longest } = window as unknown as { longest: { block: number; timer: number } };
      window.clearTimeout(longest.timer);
      return longest.block;
    });
    expect(block, pattern).toBeLessThan(LONGEST_BLOCK);
  }
});

test('a pattern is written as RE2 takes it, and one that is none says so', async ({ page, panel, explore }) => {
  await explore({ profileTypeId: CPU, labelSelector: '{service_name="order-service"}', queryType: 'profile' });
  await panel.painted();
  await page.getByRole('button', { name: 'Regular expression' }).click();
  const matches = page.getByTestId('hotpath-matches');
  await panel.search.fill(String.raw`JSON\-?Decoder\.`);
  await expect(matches).toContainText(/[1-9][0-9]* match/);
  await panel.search.fill('(?i)jsonDECODER');
  await expect(matches).toContainText(/[1-9][0-9]* match/);
  await panel.search.fill('JSON(');
  await expect(matches).toHaveText('Invalid regular expression: missing closing )');
});

test('the widest match is shown at once, the others by width, and those outside of the view are counted', async ({
  page,
  panel,
  explore,
}) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  const matches = page.getByTestId('hotpath-matches');
  await panel.search.fill('json');
  await expect(matches).toContainText(/^1 of \d+ matches · [\d.]+ %$/);
  const widest = await panel.status.textContent();
  await panel.search.press('Enter');
  await expect(matches).toContainText(/^2 of \d+ matches/);
  await panel.search.press('Shift+Enter');
  await expect(matches).toContainText(/^1 of \d+ matches/);
  expect(await panel.status.textContent()).toBe(widest);
  // The narrowest is too narrow to be seen, so what calls it is zoomed into; the way back is one step.
  await panel.search.press('Shift+Enter');
  await expect(panel.breadcrumb).toBeVisible();
  await expect(matches).toContainText(/^(\d+) of \1 matches · [\d.]+ % of this view · \d+ outside$/);
  await panel.graph.focus();
  await page.keyboard.press('Escape');
  await expect(panel.breadcrumb).toBeHidden();
});
