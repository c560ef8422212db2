import { ORDER_SERVICE, expect, test } from './fixtures';
import { violations } from './violations';

const WIDTHS = { dark: 1500, light: 760 } as const;

for (const theme of ['dark', 'light'] as const) {
  test(`details of a function, down to its lines: ${theme}`, async ({ page, panel, explore }) => {
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/SelectMergeProfile') && asked.push(request.url()));
    await page.setViewportSize({ width: WIDTHS[theme], height: 900 });
    await explore(ORDER_SERVICE, { theme });
    await panel.painted();
    await panel.search.fill('verify_checksum');
    await expect(panel.status).toContainText('verify_checksum: self');
    await panel.graph.focus();
    await page.keyboard.press('i');
    const details = page.getByRole('region', { name: 'Details of verify_checksum' });
    await expect(details).toBeFocused();
    await expect(details).toContainText(/About \d+ samples of 10 ms/);
    await expect(details.getByTestId('hotpath-source')).toContainText(/\.py:\d+/);
    await expect(details.getByRole('table', { name: /Lines/ }).getByRole('row').nth(1)).toContainText('%');
    expect(await violations(page, '[data-testid=hotpath-details]')).toEqual([]);

    // A caller leads to its own; the drawer follows.
    const caller = details.getByRole('listitem').first().getByRole('button');
    const name = await caller.textContent();
    await caller.click();
    const other = page.getByRole('region', { name: `Details of ${name}` });
    await expect(other).toBeVisible();
    await expect(other.getByTestId('hotpath-source')).toContainText(/\.py:\d+/);
    expect(asked).toHaveLength(2);
    await other.focus();
    await page.keyboard.press('Escape');
    await expect(other).toHaveCount(0);
    await expect(panel.graph).toBeFocused();
  });
}
