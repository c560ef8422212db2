import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import type { CallTree } from '../pkg/calltree/tree';
import { BETWEEN_CLICKS_MS, SERVER_MS, TYPED, ZOOMS, type Figures } from './measure';
import {
  clickToFrame,
  heapOf,
  heldAndShown,
  loading,
  newPage,
  typeToPicture,
  type Shown,
  type WatchedPage,
} from './page';

const FOLDER = join(__dirname, 'peer');
const BUILT = join(__dirname, '../.cache/bench-peer');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Of their package, which keeps it to itself: css pixels of a row. */
const ROW_HEIGHT = 22;
/** Callers have one canvas, and callees another. */
const SECOND_CANVAS = 'div:has(canvas) ~ div canvas';
const SEARCH = 'input[placeholder="Search..."]';

let built: Promise<void> | undefined;

/** Grafana's own flame graph with the same profile. */
export function measurePeer(browser: Browser, tree: CallTree): Promise<Figures> {
  return withPeer(browser, tree, async (watched) => {
    const times = await loading(watched, '/frame.json');
    const heap = await heapOf(watched);
    return { ...times, zooms: await zoomAround(watched.page), keystrokes: await type(watched.page), heap };
  });
}

/** What `measure` says of Grafana's own flame graph with this tree, as its back end sends it: a frame in JSON. */
export async function withPeer<T>(
  browser: Browser,
  tree: CallTree,
  measure: (watched: WatchedPage) => Promise<T>
): Promise<T> {
  await (built ??= buildPage());
  const frame = JSON.stringify(frameOf(tree));
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/frame.json') {
      response.writeHead(200, { 'content-type': 'application/json' });
      setTimeout(() => response.end(frame), SERVER_MS);
      return;
    }
    const file = join(BUILT, path === '/' ? 'index.html' : path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
      .end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const watched = await newPage(browser);
  const { page } = watched;
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await measure(watched);
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

/** Views that it has too: the table, and a sandwich of the function of a wide bar. */
export function peerViews(browser: Browser, tree: CallTree): Promise<Record<'Table' | 'Sandwich', Shown[]>> {
  return withPeer(browser, tree, async (watched) => {
    await loading(watched, '/frame.json');
    const { page } = watched;
    const times: Record<'Table' | 'Sandwich', Shown[]> = { Table: [], Sandwich: [] };
    const radio = (name: string) => page.getByRole('radio', { name });
    for (let time = 0; time < 2; time++) {
      await heldAndShown(radio('Flame Graph'), 'canvas');
      times.Table.push(
        await heldAndShown(radio('Top Table'), 'div[data-testid="data-testid table body"] [role="row"]')
      );
    }
    await heldAndShown(radio('Flame Graph'), 'canvas');
    for (let time = 0; time < 2; time++) {
      const { width } = (await page.locator('canvas').first().boundingBox())!;
      await clickToFrame(page, 'canvas', width / 3, 1.5 * ROW_HEIGHT);
      times.Sandwich.push(await heldAndShown(page.getByRole('menuitem', { name: 'Sandwich view' }), SECOND_CANVAS));
      await page.getByRole('button', { name: 'Reset focus and sandwich state' }).click();
      // The graph comes back on a canvas of its own.
      await page.locator(SECOND_CANVAS).waitFor({ state: 'detached' });
      await page.waitForTimeout(BETWEEN_CLICKS_MS);
    }
    return times;
  });
}

async function zoomAround(page: Page): Promise<number[]> {
  const zooms: number[] = [];
  for (let i = 0; i < ZOOMS * 2 && zooms.length < ZOOMS; i++) {
    const box = (await page.locator('canvas').boundingBox())!;
    const x = box.width * ((i * 0.37) % 1);
    await clickToFrame(page, 'canvas', x, (1 + (i % 8) + 0.5) * ROW_HEIGHT);
    const focus = page.getByRole('menuitem', { name: 'Focus block' });
    if (await focus.isVisible()) {
      await focus.evaluate((item) => item.setAttribute('data-bench', 'focus'));
      const time = await clickToFrame(page, '[data-bench="focus"]', 2, 2);
      if (time !== undefined) {
        zooms.push(time);
      }
    }
    if (i % 4 === 3) {
      const reset = page.getByRole('button', { name: 'Reset focus and sandwich state' });
      if (await reset.isVisible()) {
        await reset.click();
      }
    }
    await page.waitForTimeout(BETWEEN_CLICKS_MS);
  }
  return zooms;
}

async function type(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let length = 1; length <= TYPED.length; length++) {
    times.push(await typeToPicture(page, SEARCH, TYPED.slice(0, length)));
  }
  return times;
}

async function buildPage(): Promise<void> {
  if (!existsSync(join(FOLDER, 'node_modules'))) {
    console.log('  installing Grafana’s flame graph for the comparison …');
    execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const vite = createRequire(join(__dirname, '../workbench/package.json')).resolve('vite');
  const { build } = await import(pathToFileURL(join(vite, '../dist/node/index.js')).href).catch(
    () => import(pathToFileURL(vite).href)
  );
  await build({
    root: FOLDER,
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir: BUILT, emptyOutDir: true, chunkSizeWarningLimit: 20_000 },
    // Their ES modules take the default exports of CommonJS packages in a way that only webpack understands.
    resolve: {
      alias: [
        { find: '@grafana/assistant', replacement: join(FOLDER, 'assistant.ts') },
        ...['data', 'ui', 'flamegraph'].map((name) => ({
          find: new RegExp(`^@grafana/${name}$`),
          replacement: join(FOLDER, `node_modules/@grafana/${name}/dist/cjs/index.cjs`),
        })),
      ],
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}

function frameOf(tree: CallTree) {
  const text = tree.functions.names;
  return {
    schema: {
      name: 'response',
      fields: [
        { name: 'level', type: 'number' },
        { name: 'value', type: 'number', config: { unit: 'ns' } },
        { name: 'self', type: 'number', config: { unit: 'ns' } },
        { name: 'label', type: 'enum', config: { type: { enum: { text } } } },
      ],
    },
    data: { values: [tree.depth, tree.total, tree.self, tree.function].map((column) => Array.from(column)) },
  };
}
