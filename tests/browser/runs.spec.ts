import type { Locator } from '@playwright/test';

import { ORDER_SERVICE, expect } from './fixtures';
import { PROFILE_CALL, cancel, rangeOf, run, test } from './gatedFixtures';

/** Counts how often these were gone from the page, however shortly. */
async function watch(locator: Locator): Promise<() => Promise<number>> {
  const testId = await locator.getAttribute('data-testid');
  await locator.page().evaluate((id) => {
    const seen = window as unknown as { gone: number };
    seen.gone = 0;
    new MutationObserver(() => {
      seen.gone += document.querySelector(`[data-testid="${id}"]`) ? 0 : 1;
    }).observe(document.body, { childList: true, subtree: true });
  }, testId);
  return () => locator.page().evaluate(() => (window as unknown as { gone: number }).gone);
}

test.describe('Cancel', () => {
  test('ends what is under way, leaves the picture, and the query runs again', async ({
    page,
    panel,
    gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    await explore(ORDER_SERVICE, { uid });
    await panel.painted();

    const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith(PROFILE_CALL));
    gate.hold(PROFILE_CALL);
    await run(page).click();
    await expect.poll(() => gate.calls(PROFILE_CALL, 'waiting').length).toBe(1);
    await cancel(page).click();
    await failed;
    await expect.poll(() => gate.calls(PROFILE_CALL, 'left').length).toBe(1);
    await expect(run(page)).toBeVisible();
    await expect(panel.title).toContainText('21.4 s of CPU time');
    await expect(page.getByRole('alert')).toHaveCount(0);

    await page.getByRole('combobox', { name: 'Service' }).click();
    await expect(page.getByRole('option', { name: 'api-gateway', exact: true })).toBeVisible();
    await page.keyboard.press('Escape');

    gate.open();
    const before = gate.calls(PROFILE_CALL, 'answered').length;
    await run(page).click();
    await expect.poll(() => gate.calls(PROFILE_CALL, 'answered').length).toBe(before + 1);
    await expect(run(page)).toBeVisible();
    await expect(panel.title).toContainText('21.4 s of CPU time');
  });

  test('ends every piece of a long range, and asks for no more of them', async ({
    page,
    panel,
    strictGate: gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    // The refusal that tells the limit, and the newest day.
    gate.hold(PROFILE_CALL, 2);
    await explore(ORDER_SERVICE, { uid, from: 'now-20d' });
    const progress = page.getByRole('note').filter({ hasText: 'Incomplete: 1 of 20 days so far.' });
    await expect(progress).toBeVisible();
    await expect(panel.title).toContainText('21.4 s of CPU time');
    await expect.poll(() => gate.calls(PROFILE_CALL, 'waiting').length).toBe(4);

    await cancel(page).click();
    await expect.poll(() => gate.calls(PROFILE_CALL, 'left').length).toBe(4);
    await expect(run(page)).toBeVisible();
    await expect(progress).toBeVisible();
    expect(gate.calls(PROFILE_CALL)).toHaveLength(6);

    gate.open();
    await run(page).click();
    await expect(page.getByRole('note').filter({ hasText: 'queried in 20 parts' })).toBeVisible();
    await expect(progress).toBeHidden();
    expect(gate.calls(PROFILE_CALL, 'answered')).toHaveLength(22);
  });
});

test.describe('Live refresh', () => {
  test('keeps the picture and what was done with it, and waits for a slow server', async ({
    page,
    panel,
    gate,
    addDataSource,
    explore,
  }) => {
    const uid = await addDataSource(gate.url);
    await page.clock.install();
    await explore({ ...ORDER_SERVICE, labelSelector: '{service_name="order-service", version="v1"}' }, { uid });
    await panel.painted();

    const box = (await panel.graph.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + 30);
    await expect(panel.breadcrumb).toContainText('Thread._bootstrap');
    await panel.search.fill('verify');
    const name = panel.table.getByRole('columnheader', { name: /^Function/ });
    await name.getByRole('button').click();
    await expect(name).toHaveAttribute('aria-sort', 'ascending');
    const firstRow = await panel.table.getByRole('row').nth(1).innerText();
    const gone = await watch(panel.title);
    const asSet = async () => {
      await expect(panel.title).toContainText('order-service · version=v1 · CPU time');
      await expect(panel.breadcrumb).toContainText('Thread._bootstrap');
      await expect(panel.search).toHaveValue('verify');
      await expect(page.getByTestId('hotpath-matches')).toContainText(/\d+ match/);
      await expect(name).toHaveAttribute('aria-sort', 'ascending');
      await expect(panel.table.getByRole('row').nth(1)).toHaveText(firstRow, { useInnerText: true });
      await expect(panel.message).toHaveCount(0);
    };

    const asked = gate.calls(PROFILE_CALL).length;
    gate.hold(PROFILE_CALL);
    await page.getByRole('button', { name: /auto refresh/i }).click();
    await page.getByRole('menuitemradio', { name: '5 seconds' }).click();
    await page.clock.fastForward(5_000);
    await expect.poll(() => gate.calls(PROFILE_CALL, 'waiting').length).toBe(1);
    await expect(cancel(page)).toBeVisible();
    await asSet();
    await page.clock.fastForward(20_000);
    await asSet();
    expect(gate.calls(PROFILE_CALL)).toHaveLength(asked + 1);

    gate.open();
    await expect(run(page)).toBeVisible();
    await asSet();
    await page.clock.fastForward(5_000);
    await expect.poll(() => gate.calls(PROFILE_CALL, 'answered').length).toBe(asked + 2);
    await expect(run(page)).toBeVisible();
    await asSet();

    const ranges = gate.calls(PROFILE_CALL).slice(asked).map(rangeOf);
    expect(ranges[1].start).toBeGreaterThan(ranges[0].start);
    expect(ranges[1].end - ranges[1].start).toBe(ranges[0].end - ranges[0].start);
    expect(await gone()).toBe(0);
  });
});
