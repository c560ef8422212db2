import fc from 'fast-check';
import { arbitraryStacks, treeOf } from '../calltree/testing/trees';
import { NONE } from '../calltree/tree';
import { BarLayout } from './layout';
import { weight } from './sides';
import { barAt, barOf, biggestOfRun, neighbourInRow, placeOf, runTotal } from './hitTest';

const anyLayout = fc
  .tuple(
    arbitraryStacks.map((stacks) => treeOf(...stacks)),
    fc.nat(),
    fc.integer({ min: 1, max: 1500 })
  )
  .map(([tree, pick, width]) => {
    const layout = new BarLayout();
    layout.reset(tree, pick % tree.length, width);
    layout.extend(Infinity);
    return { tree, layout };
  });

describe('barAt', () => {
  it('finds exactly the bar that covers a point', () => {
    fc.assert(
      fc.property(
        anyLayout,
        fc.nat({ max: 12 }),
        fc.double({ min: 0, max: 1500, noNaN: true }),
        ({ layout }, row, x) => {
          let expected = NONE;
          for (let bar = 0; row < layout.rows && bar < layout.length; bar++) {
            const inRow = bar >= layout.rowStart[row] && bar < layout.rowStart[row + 1];
            if (inRow && layout.start[bar] <= x && x < layout.end[bar]) {
              expected = bar;
            }
          }
          expect(barAt(layout, row, x)).toBe(expected);
        }
      )
    );
  });

  it('finds nothing above the first row and below the last', () => {
    const layout = new BarLayout();
    layout.reset(treeOf([['main'], 1]), 0, 100);
    layout.extend(Infinity);
    expect(barAt(layout, -1, 5)).toBe(NONE);
    expect(barAt(layout, 2, 5)).toBe(NONE);
  });
});

describe('placeOf', () => {
  it('is where the bar is, and where it would be for a node too narrow to draw', () => {
    fc.assert(
      fc.property(anyLayout, ({ tree, layout }) => {
        const { focus, width } = layout;
        for (let node = focus; node < tree.subtreeEnd[focus]; node++) {
          const place = placeOf(layout, tree, node)!;
          const bar = barOf(layout, node);
          if (bar !== NONE) {
            expect(layout.node[bar]).toBe(node);
            expect(place).toEqual({ row: tree.depth[node], start: layout.start[bar], end: layout.end[bar] });
          } else if (weight(tree, node) > 0 && weight(tree, focus) > 0) {
            expect(place.end - place.start).toBeCloseTo((weight(tree, node) / weight(tree, focus)) * width, 6);
            const parent = placeOf(layout, tree, tree.parent[node])!;
            expect(place.start).toBeGreaterThanOrEqual(parent.start - 1e-6);
            expect(place.end).toBeLessThanOrEqual(parent.end + 1e-6);
          }
        }
      })
    );
  });

  it('has no place for what is outside the focus', () => {
    const tree = treeOf([['main', 'left'], 1], [['main', 'right'], 1]);
    const layout = new BarLayout();
    const [left, right] = [2, 3];
    layout.reset(tree, right, 100);
    layout.extend(Infinity);
    expect(placeOf(layout, tree, left)).toBeUndefined();
    expect(placeOf(layout, tree, 1)).toEqual({ row: 1, start: 0, end: 100 });
  });
});

describe('neighbourInRow', () => {
  it('goes on to the callees of the next caller', () => {
    const tree = treeOf([['a', 'a1'], 1], [['a', 'a2'], 1], [['b', 'b1'], 2]);
    const layout = new BarLayout();
    layout.reset(tree, 0, 400);
    layout.extend(Infinity);
    const [a1, a2, b1] = [2, 3, 5];
    expect(neighbourInRow(layout, tree, a2, 1)).toBe(b1);
    expect(neighbourInRow(layout, tree, b1, -1)).toBe(a2);
    expect(neighbourInRow(layout, tree, b1, 1)).toBe(NONE);
    expect(neighbourInRow(layout, tree, a1, -1)).toBe(NONE);
  });
});

it('passes over slivers', () => {
  const tree = treeOf([['a'], 500], [['b'], 2], [['c'], 498]);
  const layout = new BarLayout();
  layout.reset(tree, 0, 1000);
  layout.extend(Infinity);
  const [a, b, c] = [1, 2, 3];
  expect(barOf(layout, b)).not.toBe(NONE);
  expect(neighbourInRow(layout, tree, a, 1)).toBe(c);
  expect(neighbourInRow(layout, tree, b, 1)).toBe(c);
});

describe('runTotal', () => {
  it('adds up what is too narrow to draw', () => {
    const tree = treeOf([['big'], 10_000], [['tiny1'], 1], [['tiny2'], 2]);
    const layout = new BarLayout();
    layout.reset(tree, 0, 100);
    layout.extend(Infinity);
    const run = layout.rowStart[1] + 1;
    expect(layout.merged[run]).toBe(2);
    expect(runTotal(layout, tree, run)).toEqual({ total: 3, totalRight: 0 });
  });
});

describe('biggestOfRun', () => {
  it('is the widest of what a run stands for, on either side of a comparison', () => {
    const tree = treeOf([['z'], 1e6, 0], [['a'], 2, 1], [['b'], 0, 9], [['c'], 3, 0]);
    const layout = new BarLayout();
    layout.reset(tree, 0, 100);
    layout.extend(Infinity);
    const run = layout.merged.findIndex((merged) => merged === 3);
    expect(tree.functions.names[tree.function[biggestOfRun(layout, tree, run)]]).toBe('b');
  });
});
