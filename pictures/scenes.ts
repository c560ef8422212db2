import type { Page } from '@playwright/test';

/** A query of the data source, as a dashboard saves it. */
export type Query = Record<string, unknown>;
/** Fields of a panel's view, as an address holds them. */
export type View = Record<string, unknown>;

export interface ShownPanel {
  title?: string;
  query: Query;
  view?: View;
  /** Settings of the panel. */
  options?: Record<string, unknown>;
}

/** What the browser is led to, and what of the page is the picture. */
export interface Scene {
  address: string;
  /** Set where the address is a dashboard that only this picture has. */
  dashboard?: object;
  /** The parts of the page that are the picture, together; without it the window. */
  of?: string;
  /** What has to be on the page before it is whole. */
  shows: string[];
}

/** When the recorded profiles end, and what time it is in every picture. */
export const NOW = Date.UTC(2026, 1, 3, 10, 0);
const DATA_SOURCE = { type: 'hotpath-pyroscope-datasource', uid: 'hotpath-pyroscope' };
export const TEMPO = { type: 'tempo', uid: 'tempo' };
/** Cells of a dashboard's grid: 24 across, of 38 px with their gap. */
const CELLS = 24;
const CELL_HEIGHT = 38;
const PATIENCE_MS = 60_000;

export const TITLE = '[data-testid="hotpath-title"]';

/** Explore without the menu beside it. */
export function explore(query: Query, shows: string = TITLE, datasource = DATA_SOURCE): Scene {
  const pane = {
    datasource: datasource.uid,
    queries: [{ refId: 'A', datasource, ...query }],
    range: { from: 'now-1h', to: 'now' },
  };
  const panes = encodeURIComponent(JSON.stringify({ a: pane }));
  return { address: `/explore?schemaVersion=1&panes=${panes}`, of: 'main', shows: [shows] };
}

/** Flame graph panels side by side, of a height in px, and nothing around them. */
export function panels(height: number, ...shown: ShownPanel[]): Scene {
  const dashboard = {
    uid: 'picture',
    title: 'Picture',
    preload: true,
    time: { from: 'now-1h', to: 'now' },
    panels: shown.map(({ title = '', query, options = {} }, index) => ({
      id: index + 1,
      type: 'hotpath-flamegraph-panel',
      title,
      datasource: DATA_SOURCE,
      gridPos: {
        x: (index * CELLS) / shown.length,
        y: 0,
        w: CELLS / shown.length,
        h: Math.ceil(height / CELL_HEIGHT),
      },
      options,
      targets: [{ refId: 'A', datasource: DATA_SOURCE, ...query }],
    })),
  };
  const views = shown.flatMap(({ view }, index) =>
    view ? [`hotpath-${index + 1}=${encodeURIComponent(JSON.stringify(view))}`] : []
  );
  return {
    address: `/d/picture/picture?${views.join('&')}`,
    dashboard,
    of: '[data-viz-panel-key]',
    shows: shown.map((_, index) => `[data-viz-panel-key="panel-${index + 1}"] ${TITLE}`),
  };
}

/** A page of the workbench. */
export function page(address: string, ...shows: string[]): Scene {
  return { address, of: 'main', shows };
}

/** Opens a scene and waits until all that it names is there. */
export async function open(browserPage: Page, origin: string, { address, dashboard, shows }: Scene): Promise<void> {
  if (dashboard) {
    await browserPage.route('**/api/dashboards/uid/picture', (route) => route.fulfill({ json: { dashboard } }));
  }
  await browserPage.goto(origin + address);
  for (const part of shows) {
    await browserPage.locator(part).first().waitFor({ timeout: PATIENCE_MS });
  }
  await browserPage.evaluate(() => document.fonts.ready);
}
