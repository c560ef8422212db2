import { ORDER_SERVICE, expect, test } from './fixtures';
import { violations } from './violations';

for (const theme of ['dark', 'light'] as const) {
  test(`colours and names are chosen, and travel in the address: ${theme}`, async ({ page, panel, explore }) => {
    await explore(ORDER_SERVICE, { theme });
    await panel.painted();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Colours and names' }).click();
    await expect(page.getByRole('menuitemradio', { name: 'Package' })).toBeChecked();
    expect(await violations(page, '[role=menu]')).toEqual([]);
    await page.getByRole('menuitemradio', { name: 'Share of the total' }).click();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Colours and names' }).click();
    await page.getByRole('menuitemradio', { name: 'Short' }).click();
    await expect(page).toHaveURL(/colourBy.*names/);
    expect(await violations(page, 'main')).toEqual([]);
    await page.reload();
    await panel.painted();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Colours and names' }).click();
    await expect(page.getByRole('menuitemradio', { name: 'Share of the total' })).toBeChecked();
    await expect(page.getByRole('menuitemradio', { name: 'Short' })).toBeChecked();
  });
}
