import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

import { expect } from './fixtures';

/** What axe finds wrong in a part of the page, as lines to read; the order of headings is that of the whole page. */
export async function violations(page: Page, part: string): Promise<string[]> {
  await expect(page.locator(part).first()).toBeVisible();
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  return page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    const found = await axe.run({ resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, impact, help, nodes }) =>
      nodes
        .filter(({ target }) => document.querySelector(`${target[0]}`)?.closest(selector))
        .filter(() => impact === 'serious' || impact === 'critical' || id === 'heading-order')
        .map(({ target }) => `${id} (${impact}): ${help}: ${target.join(' ')}`)
    );
  }, part);
}
