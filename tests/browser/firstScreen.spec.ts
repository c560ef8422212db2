import type { Page } from '@playwright/test';

import { CPU, ORDER_SERVICE, expect, test, type Panel } from './fixtures';

test.use({ viewport: { width: 1500, height: 900 } });

/** As many rows as Explore shows at once. */
const ROWS = 15;

const WALL = 'wall:wall:nanoseconds:wall:nanoseconds';

async function walkDownTo(page: Page, panel: Panel, name: RegExp): Promise<number> {
  await panel.graph.focus();
  await page.keyboard.press('Home');
  for (let row = 1; row < ROWS; row++) {
    const before = await panel.status.textContent();
    await page.keyboard.press('ArrowDown');
    await expect(panel.status).not.toHaveText(before ?? '');
    if (name.test((await panel.status.textContent()) ?? '')) {
      return row;
    }
  }
  return Infinity;
}

for (const [service, profileTypeId, name] of [
  ['api-gateway', CPU, /^main\.\(\*gateway\)\.checkout:/],
  ['order-service', CPU, /^order:/],
  ['web-frontend', WALL, /^\.\/node\/server\.js:.*:/],
  ['typescript-compiler', CPU, /^executeCommandLine:/],
] as const) {
  test(`one's own code is on the first screen: ${service}`, async ({ page, panel, explore }) => {
    await explore({ profileTypeId, labelSelector: `{service_name="${service}"}`, queryType: 'profile' });
    await panel.painted();
    expect(await walkDownTo(page, panel, name)).toBeLessThan(ROWS);
    await expect(page.getByTestId('hotpath-more-top')).toBeHidden();
  });
}

test("one's own code is on the first screen: user-service, whose compiler is wider", async ({
  page,
  panel,
  explore,
}) => {
  await explore({ profileTypeId: CPU, labelSelector: '{service_name="user-service"}', queryType: 'profile' });
  await panel.painted();
  await panel.search.fill('UserService$$Lambda');
  await expect(page.getByTestId('hotpath-matches')).toContainText(/match/);
  await panel.search.press('Enter');
  await expect(panel.status).toContainText('UserService$$Lambda');
  await expect(page.getByTestId('hotpath-more-top')).toBeHidden();
});

for (const width of [400, 700, 1500]) {
  test(`title, toolbar and graph keep clear of each other: ${width} pixels`, async ({ page, panel, explore }) => {
    await page.setViewportSize({ width, height: 1000 });
    await explore(ORDER_SERVICE);
    await panel.painted();
    const box = async (what: typeof panel.graph) => (await what.boundingBox())!;
    const [title, search, graph] = [await box(panel.title), await box(panel.search), await box(panel.graph)];
    expect(search.y + search.height).toBeLessThanOrEqual(graph.y);
    if (width === 1500) {
      expect(title.x + title.width).toBeLessThanOrEqual(search.x);
      expect(Math.abs(title.y + title.height / 2 - search.y - search.height / 2)).toBeLessThan(4);
    } else {
      expect(title.y + title.height).toBeLessThanOrEqual(search.y);
    }
  });
}

test('a row of straight calls says how many, and a click opens it', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  const box = (await panel.graph.boundingBox())!;
  const second = { x: box.x + box.width / 2, y: box.y + 30 };
  await page.mouse.move(second.x, second.y);
  const card = page.getByTestId('hotpath-card');
  await expect(card).toContainText('Thread._bootstrap');
  await expect(card).toContainText('+5 in this row: Thread._bootstrap_inner › Thread.run ›');
  await page.mouse.click(second.x, second.y);
  await expect(panel.breadcrumb).toContainText('Thread._bootstrap');
  const opened = (await panel.graph.boundingBox())!;
  await page.mouse.move(second.x, opened.y + 50);
  await expect(card).toContainText('Thread._bootstrap_inner');
  await page.keyboard.press('Escape');
  await expect(panel.breadcrumb).toBeHidden();
  await page.mouse.move(second.x, second.y);
  await expect(card).toContainText('+5 in this row');

  await page.getByRole('button', { name: 'Show every call in a row of its own' }).click();
  await page.mouse.move(second.x, second.y);
  await expect(card).toContainText('Thread._bootstrap');
  await expect(card).not.toContainText('in this row');
});

test('a search finds what is folded, and goes there', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await panel.search.fill('BaseServer.finish_request');
  await expect(page.getByTestId('hotpath-matches')).toContainText('1 match · 89.7 %');
  await panel.search.press('Enter');
  await expect(panel.status).toContainText('BaseServer.finish_request: self 50 ms, total 19.2 s');
  await panel.graph.focus();
  await page.keyboard.press('ArrowDown');
  await expect(panel.status).toContainText('WSGIRequestHandler.handle:');
});

test('signs say how much is out of view, and go there', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  const below = page.getByTestId('hotpath-more-bottom');
  const above = page.getByTestId('hotpath-more-top');
  await expect(below).toHaveText(/^\d+ rows? more$/);
  await expect(above).toBeHidden();
  await below.click();
  await expect(above).toHaveText(/^\d+ rows? more$/);
  await above.click();
  await expect(above).toBeHidden();
});

test('the panel fills the window over Explore, and Escape leads back', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  const window = page.getByRole('dialog', { name: 'Profile in the full window' });
  await page.getByRole('button', { name: 'Fill the window (f)' }).click();
  await expect(window).toBeVisible();
  await panel.painted();
  expect((await panel.graph.boundingBox())!.height).toBeGreaterThan(700);
  await expect(panel.graph).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('f');
  await expect(panel.search).toHaveValue('f');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(window).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(window).toBeHidden();
  await expect(panel.graph).toBeFocused();
  await page.keyboard.press('f');
  await expect(window).toBeVisible();
  await page.keyboard.press('f');
  await expect(window).toBeHidden();
  const box = (await panel.graph.boundingBox())!;
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.mouse.move(box.x + 100, box.y + 30);
  await page.keyboard.press('f');
  await expect(window).toBeVisible();
});

test('a table row leads to the widest bar of its function, Enter zooms, and its column can be dragged', async ({
  page,
  panel,
  explore,
}) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  const row = panel.table.getByRole('row').filter({ hasText: 'verify_checksum' });
  await row.click();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(panel.status).toContainText('verify_checksum: self');
  await expect(panel.breadcrumb).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(panel.breadcrumb).toContainText('verify_checksum');
  await page.keyboard.press('Escape');
  await expect(panel.breadcrumb).toBeHidden();

  const before = (await panel.graph.boundingBox())!;
  const handle = (await page.getByRole('separator', { name: 'Width of the function column' }).boundingBox())!;
  await page.mouse.move(handle.x + 3, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(handle.x + 123, handle.y + 10, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await panel.graph.boundingBox())!.x - before.x)).toBe(120);

  await panel.table.getByRole('row').nth(2).click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Copy stack' })).toBeVisible();
});

test('the graph starts at application code by choice', async ({ page, panel, explore }) => {
  await explore(ORDER_SERVICE);
  await panel.painted();
  await page.getByRole('button', { name: 'Start at application code' }).click();
  const box = (await panel.graph.boundingBox())!;
  const card = page.getByTestId('hotpath-card');
  await page.mouse.move(box.x + box.width / 2, box.y + 30);
  await expect(card).toContainText(/^order/);
  await page.mouse.move(box.x + box.width / 2, box.y + 10);
  await expect(card).toContainText(/\+\d+ in this row: .*Thread\._bootstrap/);
  await page.getByRole('button', { name: 'Start at the root' }).click();
  await page.mouse.move(box.x + box.width / 2, box.y + 30);
  await expect(card).toContainText('Thread._bootstrap');
});

for (const theme of ['dark', 'light'] as const) {
  test(`the panel is accessible, in Explore and in the full window: ${theme}`, async ({ page, panel, explore }) => {
    await explore(ORDER_SERVICE, { theme });
    await panel.painted();
    await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
    expect(await violations(page, '[data-testid="hotpath-title"]')).toEqual([]);
    await panel.graph.focus();
    await page.keyboard.press('f');
    await expect(page.getByTestId('hotpath-filled')).toBeVisible();
    expect(await violations(page, '[data-testid="hotpath-filled"]')).toEqual([]);
  });
}

/** What axe finds serious in the panel that holds such an element. */
async function violations(page: Page, selector: string): Promise<string[]> {
  return page.evaluate(async (within) => {
    const held = document.querySelector(within)!;
    const panel = held.closest('[data-testid="hotpath-filled"]') ?? held.parentElement!.parentElement!.parentElement!;
    const { axe } = window as unknown as {
      axe: { run(node: Element): Promise<{ violations: Array<{ id: string; impact: string; nodes: unknown[] }> }> };
    };
    const { violations: found } = await axe.run(panel);
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes).slice(0, 400)}`);
  }, selector);
}
