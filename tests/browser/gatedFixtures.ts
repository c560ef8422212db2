import { fromBinary } from '@bufbuild/protobuf';
import type { Page } from '@playwright/test';

import { SelectMergeStacktracesRequestSchema } from '../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { feedRecorded } from '../../pkg/profile-server/samples/feed';
import { laptopLimits } from '../../pkg/profile-server/limits';
import { startProfileServer } from '../../pkg/profile-server/server';
import { PROVISIONED, test as base, type ProfileQuery } from './fixtures';
import { startGate, type Call, type Gate } from './gate';

interface Fixtures {
  /** Before the recorded profiles. */
  gate: Gate;
  /** Before the recorded profiles on a server that takes a day and 64 nodes in one query, and looks back for ever. */
  strictGate: Gate;
  /** Opens a dashboard of these panels. */
  dashboard(
    queries: Array<{ type: string; query: ProfileQuery }>,
    options?: { uid?: string; from?: string }
  ): Promise<void>;
}

interface WorkerFixtures {
  strictServer: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  gate: async ({}, use) => {
    const gate = await startGate(process.env.HOTPATH_PROFILES!);
    await use(gate);
    await gate.close();
  },

  strictServer: [
    async ({}, use) => {
      const server = await startProfileServer({ limits: { ...laptopLimits, maxQueryLookbackMs: 0, maxNodes: 64 } });
      await feedRecorded(server.url, { endMs: Date.now() });
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],

  strictGate: async ({ strictServer }, use) => {
    const gate = await startGate(strictServer);
    await use(gate);
    await gate.close();
  },

  dashboard: async ({ page }, use) => {
    await use(async (queries, { uid = PROVISIONED, from = 'now-1h' } = {}) => {
      const datasource = { type: 'hotpath-pyroscope-datasource', uid };
      const panels = queries.map(({ type, query }, index) => ({
        id: index + 1,
        type,
        title: `Panel ${index + 1}`,
        datasource,
        gridPos: { x: 0, y: index * 10, w: 24, h: 10 },
        targets: [{ refId: 'A', datasource, ...query }],
      }));
      const shown = { uid: 'behaviour', title: 'Behaviour', time: { from, to: 'now' }, preload: true, panels };
      await page.route('**/api/dashboards/uid/behaviour', (route) => route.fulfill({ json: { dashboard: shown } }));
      await page.goto('/d/behaviour/behaviour?theme=dark');
    });
  },
});

export const FLAME_GRAPH = 'hotpath-flamegraph-panel';
export const PROFILE_CALL = 'SelectMergeStacktraces';

export const run = (page: Page) => page.getByRole('button', { name: 'Run query' });
export const cancel = (page: Page) => page.getByRole('button', { name: 'Cancel', exact: true });
export const graph = (page: Page) => page.locator('.uplot').first();
export const queryInAddress = (page: Page) =>
  Object.values<any>(JSON.parse(new URL(page.url()).searchParams.get('panes')!))[0].queries[0];

/** The range that a call of {@link PROFILE_CALL} asks for. */
export function rangeOf({ body }: Call) {
  const { start, end } = fromBinary(SelectMergeStacktracesRequestSchema, body);
  return { start: Number(start), end: Number(end) };
}
