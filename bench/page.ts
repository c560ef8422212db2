import { chromium, type Browser, type CDPSession, type Locator, type Page } from '@playwright/test';
import { findBrowser } from '../tests/browser/findBrowser';
import { REST_MS, type Loading } from './measure';

export async function openBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findBrowser();
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } as Record<string, string> });
}

export interface WatchedPage {
  page: Page;
  cdp: CDPSession;
  /** Throws what went wrong in the page since it was opened. */
  check(): void;
}

/** A page that notes, from its first moment, when its main thread was held and when something was drawn. */
export async function newPage(browser: Browser): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  const cdp = await page.context().newCDPSession(page);
  let failure: Error | undefined;
  page.on('pageerror', (error) => (failure ??= error));
  // The TypeScript loader names functions with it, also those that are sent to the page.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(watch);
  const check = () => {
    if (failure) {
      throw failure;
    }
  };
  return { page, cdp, check };
}

interface Watched {
  /** When the main thread was held for longer than a beat: from and to, in milliseconds of the page. */
  blocks: Array<[number, number]>;
  /** When something was last drawn on a canvas of the page; 0 before. */
  drawn: number;
  /** The end of the frame in which something was first drawn. */
  firstPicture: number;
  /** Resolves when the next frame is over. */
  nextFrame(): Promise<void>;
}

function watch() {
  const nextFrame = () =>
    new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(undefined);
      });
    });
  const watched: Watched = { blocks: [], drawn: 0, firstPicture: 0, nextFrame };
  Object.assign(window, { watched });
  // A timer that comes late tells of everything that held the thread, however many tasks it was in one go; browsers
  // wait 4 ms themselves. Long tasks are told by the browser as well.
  let last = performance.now();
  const beat = () => {
    const now = performance.now();
    if (now - last > 8) {
      watched.blocks.push([last, now]);
    }
    last = now;
    setTimeout(beat);
  };
  beat();
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      watched.blocks.push([startTime, startTime + duration]);
    }
  }).observe({ type: 'longtask', buffered: true });
  const prototype = CanvasRenderingContext2D.prototype;
  for (const name of ['fillRect', 'fill', 'fillText'] as const) {
    const draw = prototype[name] as (...args: unknown[]) => void;
    Object.assign(prototype, {
      [name](this: CanvasRenderingContext2D, ...args: unknown[]) {
        if (this.canvas.isConnected) {
          if (watched.drawn === 0) {
            void nextFrame().then(() => (watched.firstPicture = performance.now()));
          }
          watched.drawn = performance.now();
        }
        return draw.apply(this, args);
      },
    });
  }
}

/** Waits for the picture of the answer whose address ends in `answer`, and for what comes after it. */
export async function loading({ page, check }: WatchedPage, answer: string): Promise<Loading> {
  await page.waitForFunction(() => (window as unknown as { watched: Watched }).watched.firstPicture > 0, undefined, {
    timeout: 120_000,
    polling: 100,
  });
  await page.waitForTimeout(REST_MS);
  check();
  return page.evaluate(
    ([address, rest]) => {
      const { blocks, firstPicture } = (window as unknown as { watched: Watched }).watched;
      const answers = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const answered = answers.findLast(({ name }) => name.endsWith(address))!.responseEnd;
      const longest = (to: number) =>
        Math.max(0, ...blocks.map(([began, ended]) => Math.min(ended, to) - Math.max(began, answered)));
      return {
        firstPicture: firstPicture - answered,
        blockToPicture: longest(firstPicture),
        blockToRest: longest(firstPicture + rest),
      };
    },
    [answer, REST_MS] as const
  );
}

/**
 * JS heap and ArrayBuffer stores after garbage collection, in bytes, of the page and of its workers. A worker's is
 * asked of itself.
 */
export async function heapOf({ page, cdp }: WatchedPage): Promise<number> {
  const main = await heapThrough((method) => cdp.send(method as 'Runtime.getHeapUsage'));
  const workers = await workerHeaps(cdp, page.workers().length);
  return workers.reduce((sum, heap) => sum + heap, main);
}

async function heapThrough(send: (method: string) => Promise<unknown>): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await send('HeapProfiler.collectGarbage');
  }
  const usage = (await send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize: number };
  return usage.usedSize + usage.backingStorageSize;
}

async function workerHeaps(cdp: CDPSession, count: number): Promise<number[]> {
  if (count === 0) {
    return [];
  }
  const sessions: string[] = [];
  const replies = new Map<number, (result: unknown) => void>();
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') {
      sessions.push(sessionId);
    }
  });
  cdp.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
    if (id !== undefined) {
      replies.get(id)?.(result);
    }
  });
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  if (sessions.length !== count) {
    throw new Error(`${sessions.length} of ${count} workers can be measured`);
  }
  let id = 0;
  const heaps: number[] = [];
  for (const sessionId of sessions) {
    const heap = await heapThrough(async (method) => {
      const message = JSON.stringify({ id: ++id, method });
      const reply = new Promise((resolve) => replies.set(id, resolve));
      await cdp.send('Target.sendMessageToTarget', { sessionId, message });
      return reply;
    });
    heaps.push(heap);
  }
  await cdp.send('Target.setAutoAttach', { autoAttach: false, waitForDebuggerOnStart: false, flatten: false });
  return heaps;
}

/**
 * Clicks into the page's picture and answers how long it took to the end of the frame in which it was drawn anew, in
 * milliseconds; undefined where nothing was. The event is made inside the page, so that nothing of the driver's way
 * there is counted.
 */
export function clickToFrame(page: Page, selector: string, x: number, y: number): Promise<number | undefined> {
  return page.evaluate(
    async ([target, dx, dy, patience]) => {
      const { watched } = window as unknown as { watched: Watched };
      const element = document.querySelector(target)!;
      const box = element.getBoundingClientRect();
      const at = { clientX: box.x + dx, clientY: box.y + dy, bubbles: true, cancelable: true, view: window };
      const start = performance.now();
      element.dispatchEvent(new PointerEvent('pointerdown', at));
      element.dispatchEvent(new MouseEvent('click', at));
      while (performance.now() - start < patience) {
        await watched.nextFrame();
        if (watched.drawn > start) {
          return performance.now() - start;
        }
      }
      return undefined;
    },
    [selector, x, y, PATIENCE_MS] as const
  );
}

/** A click that has drawn nothing after this long changed nothing. */
const PATIENCE_MS = 300;

/** Drawing that has not gone on for this long, in milliseconds, is over: longer than any delay before a search. */
const QUIET = 700;

/** Types one text more into a field and answers how long it took until the picture was drawn for the last time. */
export function typeToPicture(page: Page, selector: string, text: string): Promise<number> {
  return page.evaluate(
    async ([target, value, quiet]) => {
      const input = document.querySelector<HTMLInputElement>(target)!;
      const { watched } = window as unknown as { watched: Watched };
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
      const start = performance.now();
      watched.drawn = start;
      set.call(input, value);
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      while (performance.now() - Math.max(start, watched.drawn) < quiet) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return watched.drawn - start;
    },
    [selector, text, QUIET] as const
  );
}

/** Milliseconds to the end of the frame that shows it, and the longest time that the main thread was held. */
export interface Shown {
  shown: number;
  held: number;
}

/**
 * Clicks, inside the page, and answers how long it took until something that `selector` finds was there, or with
 * `laidOut` until a flame graph of ours was laid out anew and painted; the main thread is watched until the page comes to
 * rest.
 */
export function heldAndShown(what: Locator, selector: string, laidOut = false): Promise<Shown> {
  return what.evaluate(
    async (element, [target, rest, orLaidOut]) => {
      const { watched } = window as unknown as { watched: Watched };
      const paintedSince = (moment: number) => {
        const layouts = performance.getEntriesByName('hotpath:layout');
        const layout = layouts.findLast(({ startTime }) => startTime >= moment);
        return layout !== undefined && watched.drawn >= layout.startTime + layout.duration;
      };
      const start = performance.now();
      (element as HTMLElement).click();
      // Not frame by frame: a page that is asked for frames has to make them, which takes a third of its time.
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`Nothing on the page is ${target}`)), 20_000);
        const look = () => {
          if (document.querySelector(target) || (orLaidOut && paintedSince(start))) {
            clearTimeout(late);
            changes.disconnect();
            resolve();
          }
        };
        // Our graphs count their frames in an attribute.
        const changes = new MutationObserver(look);
        changes.observe(document, { subtree: true, childList: true, attributes: true });
        look();
      });
      await watched.nextFrame();
      const shown = performance.now() - start;
      await new Promise((resolve) => setTimeout(resolve, rest));
      const held = watched.blocks
        .filter(([, ended]) => ended > start)
        .map(([began, ended]) => ended - Math.max(began, start));
      return { shown, held: Math.max(0, ...held) };
    },
    [selector, REST_MS, laidOut] as const
  );
}
