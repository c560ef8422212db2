import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import type { CallTree } from '../pkg/calltree/tree';
import type { ViewState } from '../src/panel/view/viewState';
import { ROW_HEIGHT } from '../src/panel/graph/graphSurface';
import { startWorkbench } from '../workbench/server';
import { buildPlugins } from '../workbench/server/build/pluginBuild';
import { BETWEEN_CLICKS_MS, SERVER_MS, TYPED, ZOOMS, type Figures, type Loading } from './measure';
import { clickToFrame, heapOf, loading, newPage, typeToPicture, type WatchedPage } from './page';
import { responseOf } from './profiles';

const GRAPH = '[data-testid="hotpath-graph"]';
const SEARCH = '[data-testid="hotpath-search"]';

/** The built plugins in the workbench: a query that is answered with this tree, in Explore, table and graph. */
export function measurePlugin(browser: Browser, tree: CallTree): Promise<Figures> {
  return withProfile(browser, tree, async (watched) => {
    const times = await loading(watched, '/SelectMergeStacktraces');
    const heap = await heapOf(watched);
    return { ...times, zooms: await zoomAround(watched.page), keystrokes: await type(watched.page), heap };
  });
}

/** How it becomes a picture, and nothing else. */
export function measureLoading(browser: Browser, tree: CallTree): Promise<Loading> {
  return withProfile(browser, tree, (watched) => loading(watched, '/SelectMergeStacktraces'));
}

/** What `measure` says of Explore with this tree as the answer, seen as the panel shows it by itself or as `view` says. */
export function withProfile<T>(
  browser: Browser,
  tree: CallTree,
  measure: (watched: WatchedPage) => Promise<T>,
  view?: Partial<ViewState>
): Promise<T> {
  const answer = responseOf(tree);
  return inExplore(browser, PROFILE, () => answer, measure, view);
}

/** The same of a comparison of two trees: from the last byte of the later answer to the picture of both. */
export function measureComparison(
  browser: Browser,
  baseline: CallTree,
  compared: CallTree
): Promise<Loading & { heap: number }> {
  const [left, right] = [responseOf(baseline), responseOf(compared)];
  const answer = (request: Buffer) => (request.includes('version="v1"') ? left : right);
  return inExplore(browser, COMPARISON, answer, async (watched) => {
    const times = await loading(watched, '/SelectMergeStacktraces');
    return { ...times, heap: await heapOf(watched) };
  });
}

/** What a page measures that asks a server whose profiles are `answer`, each after the time that servers take. */
async function inExplore<T>(
  browser: Browser,
  query: object,
  answer: (request: Buffer) => Uint8Array,
  measure: (watched: WatchedPage) => Promise<T>,
  view?: Partial<ViewState>
): Promise<T> {
  await buildPlugins();
  const pyroscope = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const asked = request.url?.endsWith('/SelectMergeStacktraces');
    response.writeHead(200, { 'content-type': 'application/proto' });
    setTimeout(() => response.end(asked ? answer(body) : new Uint8Array()), asked ? SERVER_MS : 0);
  });
  await new Promise<void>((resolve) => pyroscope.listen(0, '127.0.0.1', resolve));
  const { port } = pyroscope.address() as AddressInfo;
  const workbench = await startWorkbench({ env: { PYROSCOPE_URL: `http://127.0.0.1:${port}`, TEMPO_URL: '' } });
  const watched = await newPage(browser);
  try {
    await watched.page.goto(exploreUrl(workbench.url, query, view));
    return await measure(watched);
  } finally {
    await watched.page.close();
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

const PROFILE = { queryType: 'profile', labelSelector: '{service_name="large"}' };
const COMPARISON = {
  queryType: 'compare',
  labelSelector: '{service_name="large", version="v2"}',
  baseline: { labelSelector: '{service_name="large", version="v1"}', time: 'same' },
};

export function exploreUrl(base: string, asked: object = PROFILE, view?: Partial<ViewState>): string {
  const datasource = { type: 'hotpath-pyroscope-datasource', uid: 'hotpath-pyroscope' };
  const query = {
    refId: 'A',
    datasource,
    profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
    ...asked,
    maxNodes: 1_048_576,
  };
  const panes = { pane: { datasource: datasource.uid, queries: [query], range: { from: 'now-30m', to: 'now' } } };
  const parts = {
    schemaVersion: '1',
    panes: JSON.stringify(panes),
    ...(view && { 'hotpath-pane': JSON.stringify(view) }),
  };
  return `${base}/explore?${new URLSearchParams(parts)}`;
}
