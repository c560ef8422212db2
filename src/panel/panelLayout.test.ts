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
  const { bars, contentHeight, graphWidth, tableWidth } = panelLayout(width, height, WANTED);
  expect(contentHeight).toBeGreaterThanOrEqual(60);
  expect(graphWidth + tableWidth).toBeLessThanOrEqual(width);
  // What changes the numbers is said where there is room for it beside bars.
  expect(bars.transforms).toBe(height >= 150 ? 1 : 0);
});

it.each([900, 1099, 1100, 1250, 1399, 1400, 1900])(
  'leaves a title %s wide some room, less while searching',
  (width) => {
    const room = (searching: boolean) => panelLayout(width, 400, { ...WANTED, searching }).titleRoom;
    expect(room(true)).toBeGreaterThanOrEqual(150);
    expect(room(false)).toBeGreaterThan(room(true));
  }
);
