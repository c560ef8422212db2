import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { findBrowser } from '../tests/browser/findBrowser';

export async function openBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findBrowser();
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } as Record<string, string> });
}

export async function newPage(browser: Browser): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  const cdp = await page.context().newCDPSession(page);
  page.on('pageerror', (error) => {
    throw error;
  });
  return { page, cdp };
}

/** JS heap and ArrayBuffer stores after garbage collection, in bytes. */
export async function heapOf(cdp: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await cdp.send('HeapProfiler.collectGarbage');
  }
  const usage = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize: number };
  return usage.usedSize + usage.backingStorageSize;
}

/**
 * Clicks into the page's picture and answers how long it took until the next frame was drawn, in milliseconds.
 * The event is made inside the page, so that nothing of the driver's way there is counted.
 */
export function clickToFrame(page: Page, selector: string, x: number, y: number): Promise<number> {
  return page.evaluate(
    async ([target, dx, dy]) => {
      const element = document.querySelector(target)!;
      const box = element.getBoundingClientRect();
      const at = { clientX: box.x + dx, clientY: box.y + dy, bubbles: true, cancelable: true, view: window };
      const start = performance.now();
      element.dispatchEvent(new PointerEvent('pointerdown', at));
      element.dispatchEvent(new MouseEvent('click', at));
      await new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(undefined);
        })
      );
      return performance.now() - start;
    },
    [selector, x, y] as const
  );
}
