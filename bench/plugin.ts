import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { startWorkbench } from '../workbench/server';
import { buildPlugins } from '../workbench/server/pluginBuild';
import { generateResponse } from './generate';
import { clickToFrame, heapOf, newPage } from './page';

const GRAPH = '[data-testid="hotpath-graph"]';
const ROW = 22;
const ZOOMS = 60;
/** A reader who clicks on, in milliseconds between two clicks. */
const BETWEEN_CLICKS = 200;

export interface PluginFigures {
  /** From the end of the answer to the end of the frame that shows it, in milliseconds. */
  firstPicture: number;
  zooms: number[];
  /** JS heap and ArrayBuffer stores that the profile adds, per node, in bytes. */
  bytesPerNode: number;
}

/** The built plugins in the workbench: a query whose answer has `nodes` nodes, in Explore, table and graph. */
export async function benchPlugin(browser: Browser, nodes: number): Promise<PluginFigures> {
  await buildPlugins();
  const small = await measure(browser, 100);
  const large = await measure(browser, nodes);
  return { ...large, bytesPerNode: (large.heap - small.heap) / nodes };
}

async function measure(browser: Browser, nodes: number) {
  const answer = generateResponse(nodes);
  const pyroscope = createServer((request, response) => {
    request.resume();
    const asked = request.url?.endsWith('/SelectMergeStacktraces');
    response.writeHead(200, { 'content-type': 'application/proto' }).end(asked ? answer : new Uint8Array());
  });
  await new Promise<void>((resolve) => pyroscope.listen(0, '127.0.0.1', resolve));
  const { port } = pyroscope.address() as AddressInfo;
  const workbench = await startWorkbench({ env: { PYROSCOPE_URL: `http://127.0.0.1:${port}`, TEMPO_URL: '' } });
  const { page, cdp } = await newPage(browser);
  try {
    await page.goto(exploreUrl(workbench.url));
    await page.locator('[data-hotpath-painted]').waitFor();
    const firstPicture = await page.evaluate(async () => {
      const answers = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const answered = answers.filter(({ name }) => name.endsWith('/SelectMergeStacktraces')).at(-1)!.responseEnd;
      const [paint] = performance.getEntriesByName('hotpath:first-paint');
      return paint.startTime + paint.duration - answered;
    });
    await page.waitForTimeout(1000);
    const zooms = nodes > 1000 ? await zoomAround(page) : [];
    const heap = await heapOf(cdp);
    return { firstPicture, zooms, heap };
  } finally {
    await page.close();
    await workbench.close();
    pyroscope.closeAllConnections();
    pyroscope.close();
  }
}

/** Zooms into bars here and there, each time a few rows further down, and back out, at a reader's pace. */
async function zoomAround(page: Page): Promise<number[]> {
  const box = (await page.locator(GRAPH).boundingBox())!;
  const times: number[] = [];
  for (let i = 0; times.length < ZOOMS; i++) {
    const x = box.width * ((i * 0.37) % 1);
    const row = 1 + (i % 8);
    times.push(await clickToFrame(page, GRAPH, x, (row + 0.5) * ROW));
    if (i % 4 === 3) {
      await page.locator(GRAPH).press('Home');
    }
    await page.waitForTimeout(BETWEEN_CLICKS);
  }
  return times;
}

function exploreUrl(base: string): string {
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
