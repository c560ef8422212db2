import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import { generateTree } from './generate';
import { clickToFrame, heapOf, newPage } from './page';

const FOLDER = join(__dirname, 'peer');
const BUILT = join(__dirname, '../.cache/bench-peer');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface PeerFigures {
  firstPicture: number;
  zooms: number[];
  bytesPerNode: number;
}

/** Grafana's own flame graph with the same profile, as its back end sends it: a frame in JSON. */
export async function benchPeer(browser: Browser, nodes: number): Promise<PeerFigures> {
  await buildPage();
  const small = await measure(browser, 100);
  const large = await measure(browser, nodes);
  return { ...large, bytesPerNode: (large.heap - small.heap) / nodes };
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

async function measure(browser: Browser, nodes: number) {
  const frame = JSON.stringify(frameOf(nodes));
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/frame.json') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(frame);
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
  const { page, cdp } = await newPage(browser);
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'show' in window);
    const firstPicture = await page.evaluate(() => (window as unknown as { show(): Promise<number> }).show());
    await page.waitForTimeout(1000);
    const zooms = [];
    for (let i = 0; nodes > 1000 && i < 12; i++) {
      const box = (await page.locator('canvas').boundingBox())!;
      const x = box.width * ((i * 0.37) % 1);
      await clickToFrame(page, 'canvas', x, (1 + (i % 8) + 0.5) * 22);
      const focus = page.getByRole('menuitem', { name: 'Focus block' });
      if (await focus.isVisible()) {
        await focus.evaluate((item) => item.setAttribute('data-bench', 'focus'));
        zooms.push(await clickToFrame(page, '[data-bench="focus"]', 2, 2));
      }
    }
    const heap = await heapOf(cdp);
    return { firstPicture, zooms, heap };
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

function frameOf(nodes: number) {
  const tree = generateTree(nodes);
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
