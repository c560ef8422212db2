// `npm run docs:pictures`: takes the pictures of the documents anew; with names, only those whose file has one in it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findBrowser } from '../tests/browser/findBrowser';
import { PICTURES, type Picture } from './pictures';
import { readPng, writeSmallPng } from './png';
import { NOW, open } from './scenes';
import { startStage } from './stage';

const ROOT = join(__dirname, '..');
const SETTLING_TRIES = 60;
const SETTLING_MS = 500;

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const chosen = Object.entries(PICTURES).filter(
    ([file]) => wanted.length === 0 || wanted.some((part) => file.includes(part))
  );
  if (chosen.length === 0) {
    throw new Error(
      `No picture has ${wanted.join(' or ')} in its name. There are:\n${Object.keys(PICTURES).join('\n')}`
    );
  }
  const stage = await startStage(NOW);
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({
    executablePath,
    args,
    env: { ...process.env, ...env } as Record<string, string>,
  });
  try {
    for (const [file, picture] of chosen) {
      try {
        const small = writeSmallPng(readPng(await take(browser, stage.url, picture)));
        mkdirSync(dirname(join(ROOT, file)), { recursive: true });
        writeFileSync(join(ROOT, file), small);
        console.log(`${file}  ${(small.length / 1000).toFixed(1)} kB`);
      } catch (error) {
        console.error(`${file}  not taken: ${error instanceof Error ? error.message : error}`);
        process.exitCode = 1;
      }
    }
  } finally {
    await browser.close();
    await stage.close();
  }
}

/** One picture, in a browser of its own settings: the same time, zone, language and theme on every machine. */
async function take(browser: Browser, origin: string, picture: Picture): Promise<Buffer> {
  const { scene, size, theme = 'light', steps } = picture;
  const context = await browser.newContext({
    viewport: { width: size[0], height: size[1] },
    colorScheme: theme,
    timezoneId: 'UTC',
    locale: 'en-US',
  });
  try {
    await context.addInitScript((name) => localStorage.setItem('workbench.theme', name), theme);
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    const asked = countRequests(page);
    await open(page, origin, scene);
    await steps?.(page);
    return await settled(page, asked, scene.of);
  } finally {
    await context.close();
  }
}

/** How many requests are under way. */
function countRequests(page: Page): () => number {
  let running = 0;
  page.on('request', () => running++);
  page.on('requestfinished', () => running--);
  page.on('requestfailed', () => running--);
  return () => running;
}

/**
 * The picture once nothing is asked for and it is the same twice: nothing is loading, fading or moving any more. Animations
 * are left on for it: what turns while something loads tells that it does.
 */
async function settled(page: Page, asked: () => number, of?: string): Promise<Buffer> {
  let last: Buffer | undefined;
  for (let attempt = 0; attempt < SETTLING_TRIES; attempt++) {
    await page.waitForTimeout(SETTLING_MS);
    if (asked() > 0) {
      last = undefined;
      continue;
    }
    const clip = of === undefined ? undefined : await around(page, of);
    const next = await page.screenshot({ caret: 'hide', clip });
    if (last?.equals(next)) {
      return next;
    }
    last = next;
  }
  throw new Error(`The page does not come to rest: ${page.url()}`);
}

/** The least rectangle that holds all parts of the page that a selector finds. */
async function around(page: Page, selector: string) {
  const boxes = (await Promise.all((await page.locator(selector).all()).map((part) => part.boundingBox()))).filter(
    (box) => box !== null
  );
  if (boxes.length === 0) {
    throw new Error(`The page has no ${selector}: ${page.url()}`);
  }
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // What was started of the stage would keep the process alive.
  process.exit(1);
});
