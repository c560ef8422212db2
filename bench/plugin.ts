import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import type { CallTree } from '../pkg/calltree/tree';
import { ROW_HEIGHT } from '../src/panel/graph/graphSurface';
import { startWorkbench } from '../workbench/server';
import { buildPlugins } from '../workbench/server/build/pluginBuild';
import { BETWEEN_CLICKS_MS, SERVER_MS, TYPED, ZOOMS, type Figures } from './measure';
import { clickToFrame, heapOf, loading, newPage, typeToPicture } from './page';
import { responseOf } from './profiles';

const GRAPH = '[data-testid="hotpath-graph"]';
const SEARCH = '[data-testid="hotpath-search"]';

/** The built plugins in the workbench: a query that is answered with this tree, in Explore, table and graph. */
export async function measurePlugin(browser: Browser, tree: CallTree): Promise<Figures> {
  await buildPlugins();
  const answer = responseOf(tree);
  const pyroscope = createServer((request, response) => {
    request.resume();
    const asked = request.url?.endsWith('/SelectMergeStacktraces');
    response.writeHead(200, { 'content-type': 'application/proto' });
    setTimeout(() => response.end(asked ? answer : new Uint8Array()), asked ? SERVER_MS : 0);
  });
  await new Promise<void>((resolve) => pyroscope.listen(0, '127.0.0.1', resolve));
  const { port } = pyroscope.address() as AddressInfo;
  const workbench = await startWorkbench({ env: { PYROSCOPE_URL: `http://127.0.0.1:${port}`, TEMPO_URL: '' } });
  const watched = await newPage(browser);
  const { page } = watched;
  try {
    await page.goto(exploreUrl(workbench.url));
    const times = await loading(watched, '/SelectMergeStacktraces');
    const heap = await heapOf(watched);
    return { ...times, zooms: await zoomAround(page), keystrokes: await type(page), heap };
  } finally {
    await page.close();
    await workbench.close();
    pyroscope.closeAllConnections();
    pyroscope.close();
  }
}

/** Zooms into bars here and there, each time a few rows further down, and back out, at a user's pace. */
async function zoomAround(page: Page): Promise<number[]> {
  const box = (await page.locator(GRAPH).boundingBox())!;
  const times: number[] = [];
  for (let i = 0; i < ZOOMS * 2 && times.length < ZOOMS; i++) {
    const x = box.width * ((i * 0.37) % 1);
    const row = 1 + (i % 8);
    const time = await clickToFrame(page, GRAPH, x, (row + 0.5) * ROW_HEIGHT);
    if (time !== undefined) {
      times.push(time);
    }
    if (i % 4 === 3) {
      await page.locator(GRAPH).press('Home');
    }
    await page.waitForTimeout(BETWEEN_CLICKS_MS);
  }
  return times;
}

async function type(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let length = 1; length <= TYPED.length; length++) {
    times.push(await typeToPicture(page, SEARCH, TYPED.slice(0, length)));
  }
  return times;
}

export function exploreUrl(base: string): string {
  const datasource = { type: 'hotpath-pyroscope-datasource', uid: 'hotpath-pyroscope' };
  const query = {
    refId: 'A',
    datasource,
    profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
    labelSelector: '{service_name="large"}',
    queryType: 'profile',
    maxNodes: 1_048_576,
  };
  const panes = { a: { datasource: datasource.uid, queries: [query], range: { from: 'now-30m', to: 'now' } } };
  return `${base}/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`;
}
