import { rowAt, rowTop, scrollToRow, visibleRows, type Viewport } from './geometry';

const viewport = (change: Partial<Viewport> = {}): Viewport => ({
  width: 800,
  height: 100,
  scroll: 0,
  rowHeight: 20,
  orientation: 'down',
  ...change,
});

it.each(['down', 'up'] as const)('finds the row that was drawn at a height (%s)', (orientation) => {
  for (const scroll of [0, 7, 20, 250]) {
    const view = viewport({ orientation, scroll });
    const { from, to } = visibleRows(view);
    for (let row = from; row < to; row++) {
      expect(rowAt(view, rowTop(view, row) + 10)).toBe(row);
    }
    expect(rowTop(view, from) + 20).toBeGreaterThan(0);
    expect(rowTop(view, from)).toBeLessThan(100);
    expect(rowTop(view, to - 1) + 20).toBeGreaterThan(0);
    expect(rowTop(view, to - 1)).toBeLessThan(100);
  }
});

it('puts the root at the edge that the orientation says', () => {
  expect(rowTop(viewport(), 0)).toBe(0);
  expect(rowTop(viewport({ orientation: 'up' }), 0)).toBe(80);
});

it('scrolls no further than a row needs', () => {
  expect(scrollToRow(viewport(), 3)).toBe(0);
  expect(scrollToRow(viewport(), 5)).toBe(20);
  expect(scrollToRow(viewport({ scroll: 200 }), 2)).toBe(40);
  expect(scrollToRow(viewport({ scroll: 200 }), 11)).toBe(200);
});
