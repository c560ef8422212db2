import type { Locator } from '@playwright/test';
import { expect } from './fixtures';

/**
 * Chooses an option of a list that is open, by keyboard: down until it is the one that Enter takes, as users do, for
 * which one that is changes while more options come.
 */
export async function chooseOption(combobox: Locator, option: Locator): Promise<void> {
  await expect(option).toBeVisible();
  await expect(async () => {
    // Not by what the field points at: options have ids of their own in Grafana 12.4, and it points at none.
    if ((await option.getAttribute('aria-selected')) !== 'true') {
      await combobox.press('ArrowDown');
      await expect(option).toHaveAttribute('aria-selected', 'true', { timeout: 500 });
    }
  }).toPass({ timeout: 10_000 });
  await combobox.press('Enter');
}
