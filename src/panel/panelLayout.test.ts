import { panelLayout } from './panelLayout';

const WANTED: Parameters<typeof panelLayout>[2] = {
  view: 'both',
  beside: 'table',
  header: 'full',
  withTable: true,
  details: false,
  transforms: true,
  notices: 0,
  breadcrumb: false,
  legend: false,
  searching: false,
};

it.each([640, 780, 900, 1200, 1900])('leaves the graph most of a panel %s wide', (width) => {
  const { graphWidth, tableWidth } = panelLayout(width, 400, WANTED);
  expect(graphWidth / width).toBeGreaterThanOrEqual(0.6);
  expect(tableWidth).toBeGreaterThanOrEqual(240);
});

it.each([
  [200, 120],
  [200, 160],
  [400, 345],
  [1500, 345],
])('fits what is shown into %s by %s', (width, height) => {
  const { bars, contentHeight, graphWidth, tableWidth, unsaid } = panelLayout(width, height, WANTED);
  expect(contentHeight).toBeGreaterThanOrEqual(60);
  expect(graphWidth + tableWidth).toBeLessThanOrEqual(width);
  // What changes the numbers is said where there is room for it beside bars; elsewhere a sign stands for it.
  expect(bars.transforms).toBe(width >= 280 ? 1 : 0);
  expect(unsaid).toBe(width < 280);
});

it.each(['transforms', 'notices', 'breadcrumb'] as const)(
  'has a sign for %s in a small panel, and none for nothing',
  (what) => {
    const nothing = { ...WANTED, transforms: false };
    expect(panelLayout(200, 120, nothing).unsaid).toBe(false);
    expect(panelLayout(200, 120, { ...nothing, [what]: what === 'notices' ? 2 : true }).unsaid).toBe(true);
    expect(panelLayout(640, 400, { ...nothing, [what]: what === 'notices' ? 2 : true }).unsaid).toBe(false);
  }
);

it.each([900, 1099, 1100, 1250, 1399, 1400, 1900])(
  'leaves a title %s wide some room, less while searching',
  (width) => {
    const room = (searching: boolean) => panelLayout(width, 400, { ...WANTED, searching }).titleRoom;
    expect(room(true)).toBeGreaterThanOrEqual(150);
    expect(room(false)).toBeGreaterThan(room(true));
  }
);
