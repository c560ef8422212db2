import type { Page } from '@playwright/test';
import { TEMPO, TITLE, explore, page, panels, type Query, type Scene, type View } from './scenes';

export interface Picture {
  scene: Scene;
  /** Of the window, in px. */
  size: readonly [width: number, height: number];
  theme?: 'dark' | 'light';
  /** What a user does before the picture is taken. */
  steps?: (page: Page) => Promise<void>;
}

/** Of a window whose page is 1000 px wide beside the menu. */
const WIDE = 1272;
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const ORDERS: Query = { queryType: 'profile', profileTypeId: CPU, labelSelector: '{service_name="order-service"}' };
const GATEWAY: Query = { ...ORDERS, labelSelector: '{service_name="api-gateway"}' };
/** The profile that docs/reading-profiles.md explains transforms by. */
const EXAMPLE: Query = { ...ORDERS, labelSelector: '{service_name="example"}' };
const versionsOf = (service: string): Query => ({
  queryType: 'compare',
  profileTypeId: CPU,
  labelSelector: `{service_name="${service}", version="v2"}`,
  baseline: { labelSelector: `{service_name="${service}", version="v1"}`, time: 'same' },
});
const VERSIONS = versionsOf('order-service-steady');

/** The slow order among the recorded traces. */
const SLOW_TRACE = 'ed02b7572adfcad2d670b961dc01fd1b';
const TRACE: Query = {
  queryType: 'trace',
  traceIdSelector: [SLOW_TRACE],
  profileTypeId: CPU,
  labelSelector: '{}',
};

/** One panel, as wide as a page of text shows it. */
const panel = (query: Query, view: View, steps?: Picture['steps'], height = 420): Picture => ({
  scene: panels(height, { query, view }),
  size: [WIDE, 760],
  steps,
});

/** A profile before and after a transform. */
const transform = (made: object, query = EXAMPLE, height = 220): Picture => ({
  scene: panels(
    height,
    { title: 'Before', query, view: { view: 'graph' } },
    { title: 'After', query, view: { view: 'graph', transforms: [made] } }
  ),
  size: [WIDE, 640],
});

const named = (text: string) => ({ text, match: 'text' });

const button = (name: string | RegExp) => (shown: Page) => shown.getByRole('button', { name }).first().click();
const menuEntry = (name: string | RegExp) => (shown: Page) => shown.getByRole('menuitem', { name }).click();

function inTurn(...steps: Array<(shown: Page) => Promise<void>>): Picture['steps'] {
  return async (shown) => {
    for (const step of steps) {
      await step(shown);
    }
  };
}

/** Two versions of a service judged, and the function that got slower. */
const regression = (service: string, name: string): Picture =>
  panel(
    versionsOf(service),
    {},
    inTurn(
      button('Is it real?'),
      (shown) => shown.getByText(/^Real: /).waitFor(),
      (shown) => shown.getByTestId('hotpath-table').getByRole('row').filter({ hasText: name }).first().click()
    ),
    520
  );

/** Every picture of the documents, by its file: to add one, add an entry, and run `npm run docs:pictures`. */
export const PICTURES: Record<string, Picture> = {
  'src/img/explore.png': { scene: explore(ORDERS), size: [1500, 710] },
  'src/img/compare.png': {
    scene: explore(VERSIONS, '[data-testid="hotpath-legend"]'),
    size: [1500, 830],
    theme: 'dark',
  },
  'src/img/trace.png': { scene: explore(TRACE, '[data-testid="hotpath-spans"]'), size: [1500, 620] },

  'docs/pictures/app.png': { scene: page('/a/hotpath-profiles-app', 'text=Open Explore'), size: [1272, 940] },
  'docs/pictures/dashboard-service.png': {
    scene: page('/d/hotpath-service?var-service=order-service-steady', TITLE),
    size: [1500, 900],
  },
  'docs/pictures/dashboard-memory-leak.png': {
    scene: page('/d/hotpath-memory-leak', '[data-testid="hotpath-legend"]', 'text=/rise steadily/'),
    size: [1500, 900],
  },

  'docs/pictures/dashboard-before-after.png': {
    scene: page('/d/hotpath-before-after?var-service=order-service-steady', '[data-testid="hotpath-legend"]'),
    size: [1500, 900],
  },

  'docs/pictures/view-table.png': panel(ORDERS, { view: 'table' }),
  'docs/pictures/view-graph.png': panel(ORDERS, { view: 'graph' }),
  'docs/pictures/view-both.png': panel(ORDERS, { view: 'both' }),
  'docs/pictures/view-tree.png': panel(ORDERS, { view: 'tree' }),
  'docs/pictures/view-sandwich.png': panel(ORDERS, { view: 'sandwich' }),
  'docs/pictures/view-call-graph.png': panel(ORDERS, { view: 'callGraph' }, undefined, 570),
  'docs/pictures/view-inverted.png': panel(ORDERS, { view: 'inverted' }),
  'docs/pictures/view-inverted-graph.png': panel(ORDERS, { view: 'invertedGraph' }),
  'docs/pictures/details.png': panel(ORDERS, { view: 'graph' }, async (shown) => {
    await shown.getByTestId('hotpath-search').fill('verify_checksum');
    await shown.getByText('verify_checksum: self').first().waitFor({ state: 'attached' });
    await shown.getByTestId('hotpath-graph').focus();
    await shown.keyboard.press('i');
    await shown.getByTestId('hotpath-source').waitFor();
    await shown.getByTestId('hotpath-search').fill('');
    await shown.getByTestId('hotpath-search').blur();
  }),

  'docs/pictures/transform-through.png': transform({ kind: 'through', ...named('json') }),
  'docs/pictures/transform-hide.png': transform({ kind: 'hide', ...named('json') }),
  'docs/pictures/transform-from.png': transform({ kind: 'from', ...named('json') }),
  'docs/pictures/transform-subtree.png': transform({ kind: 'subtree', path: ['main', 'report'] }),
  'docs/pictures/transform-drop.png': transform({ kind: 'drop', ...named('json') }),
  'docs/pictures/transform-keep.png': transform({ kind: 'keep', text: 'report|malloc', match: 'regex' }),
  'docs/pictures/transform-recursion.png': transform({ kind: 'recursion' }),
  'docs/pictures/transform-collapse.png': transform({ kind: 'collapse', package: 'json' }),
  'docs/pictures/transform-group.png': transform({ kind: 'group', by: 'package' }, GATEWAY, 340),
  'docs/pictures/transform-invert.png': transform({ kind: 'invert' }),
  'docs/pictures/transform-runtime.png': transform({ kind: 'runtime' }, GATEWAY, 340),
  'docs/pictures/transform-application.png': transform({ kind: 'application' }, GATEWAY, 340),

  'docs/pictures/compare-side-by-side.png': panel(VERSIONS, { comparison: { width: 'sideBySide' } }, undefined, 570),
  'docs/pictures/compare-is-it-real.png': {
    scene: { ...explore(VERSIONS, '[data-testid="hotpath-verdict"]'), of: '[role="dialog"]' },
    size: [1500, 900],
    steps: inTurn(button('Is it real?'), button('Which functions?')),
  },
  'docs/pictures/before-after-dashboard.png': {
    scene: page('/d/hotpath-before-after?var-service=order-service-steady', '[data-testid="hotpath-legend"]'),
    size: [1500, 900],
  },
  'docs/pictures/before-after-order-service.png': regression('order-service-steady', 'rank_lines_slow'),
  'docs/pictures/before-after-api-gateway.png': regression('api-gateway-steady', 'compileRule'),
  'docs/pictures/before-after-web-frontend.png': regression('web-frontend-steady', 'renderTableSlow'),

  'docs/pictures/trace-to-profile.png': {
    scene: explore({ query: SLOW_TRACE, queryType: 'traceql' }, '[data-testid="trace-view"]', TEMPO),
    size: [1272, 760],
    steps: inTurn(button(/order-service GET \/order/), (shown) =>
      shown.getByTestId('span-flame-graph').locator('canvas').first().waitFor()
    ),
  },

  'docs/pictures/colours-and-names.png': panel(
    ORDERS,
    { view: 'graph', names: 'short', colourBy: 'value' },
    inTurn(button('More'), menuEntry('Colours and names'))
  ),
};
