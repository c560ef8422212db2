import { type PanelJson, placePanels } from './dashboardModel';

const panel = (id: number, x: number, y: number, w: number, h: number): PanelJson => ({
  id,
  type: 'p',
  gridPos: { x, y, w, h },
});

it('places panels in 24 columns with a gap', () => {
  const { placed, height } = placePanels([panel(1, 0, 0, 12, 2), panel(2, 12, 0, 12, 2), panel(3, 0, 2, 24, 1)], 1208);
  expect(placed.map(({ left, top, width }) => [left, top, width])).toEqual([
    [0, 0, 600],
    [608, 0, 600],
    [0, 76, 1208],
  ]);
  expect(height).toBe(106);
});

it('puts them one below the other, in reading order, where the page is narrow', () => {
  const { placed, height } = placePanels([panel(3, 0, 2, 24, 1), panel(2, 12, 0, 12, 2), panel(1, 0, 0, 12, 2)], 400);
  expect(placed.map(({ panel: { id }, top, width }) => [id, top, width])).toEqual([
    [1, 0, 400],
    [2, 76, 400],
    [3, 152, 400],
  ]);
  expect(height).toBe(182);
});
