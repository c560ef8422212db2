import fc from 'fast-check';
import { generateTree } from '../../bench/generate';
import { arbitraryComparedStacks, arbitraryStacks, deepTree, LARGE, treeOf, wideTree } from '../calltree/testing/trees';
import { NONE, type CallTree, type NodeIndex } from '../calltree/tree';
import { Folds } from './folds';
import { BarLayout, MIN_BAR_WIDTH } from './layout';
import { weight } from './sides';
import { straightTree } from './testing/straightTrees';

function laidOut(tree: CallTree, focus: NodeIndex, width: number, folds?: Folds): BarLayout {
  const layout = new BarLayout();
  layout.reset(tree, focus, width, folds);
  layout.extend(Infinity);
  return layout;
}

/** Many assertions each. */
const RUNS = { numRuns: 40 };

const anyTree = fc.oneof(arbitraryStacks, arbitraryComparedStacks).map((stacks) => treeOf(...stacks));
const anyLayout = fc.tuple(anyTree, fc.nat(), fc.integer({ min: 1, max: 2000 })).map(([tree, pick, width]) => {
  const focus = pick % tree.length;
  return { tree, focus, width, layout: laidOut(tree, focus, width) };
});

describe('BarLayout', () => {
  it('gives the bars of a comparison the width of a side, or of both as often as each counts', () => {
    const tree = treeOf([['kept'], 10, 30], [['new'], 0, 10], [['gone'], 10, 0]);
    const widths = (left: number, right: number) => {
      const layout = new BarLayout();
      layout.reset(tree, 0, 120, undefined, { left, right });
      layout.extend(Infinity);
      return Object.fromEntries(
        Array.from({ length: layout.length - 1 }, (_, at) => [
          tree.functions.names[tree.function[layout.node[at + 1]]],
          Math.round(layout.end[at + 1] - layout.start[at + 1]),
        ])
      );
    };
    expect(widths(1, 0)).toEqual({ kept: 60, gone: 60 });
    expect(widths(0, 1)).toEqual({ kept: 90, new: 30 });
    expect(widths(1, 1)).toEqual({ kept: 80, new: 20, gone: 20 });
    expect(widths(1 / 20, 1 / 40)).toEqual({ kept: 75, new: 15, gone: 30 });
  });

  it('never lets bars of a row overlap or leave the width', () => {
    fc.assert(
      fc.property(anyLayout, ({ layout, width }) => {
        for (let row = 0; row < layout.rows; row++) {
          let right = 0;
          for (let bar = layout.rowStart[row]; bar < layout.rowStart[row + 1]; bar++) {
            expect(layout.start[bar]).toBeGreaterThanOrEqual(right);
            expect(layout.end[bar]).toBeGreaterThanOrEqual(layout.start[bar]);
            right = layout.end[bar];
          }
          expect(right).toBeLessThanOrEqual(width);
        }
      }),
      RUNS
    );
  });

  it('gives every bar its share of the focus, below its caller, in the row of its depth', () => {
    fc.assert(
      fc.property(anyLayout, ({ tree, focus, layout, width }) => {
        const total = weight(tree, focus);
        for (let row = tree.depth[focus] + 1; row < layout.rows; row++) {
          for (let bar = layout.rowStart[row]; bar < layout.rowStart[row + 1]; bar++) {
            const node = layout.node[bar];
            expect(tree.depth[node]).toBe(row);
            let covered = 0;
            let siblings = 0;
            for (let at = node; at < layout.nodeEnd[bar]; at = tree.subtreeEnd[at]) {
              covered += weight(tree, at);
              siblings += weight(tree, at) > 0 ? 1 : 0;
            }
            expect(layout.end[bar] - layout.start[bar]).toBeCloseTo((covered / total) * width, 6);
            expect(layout.merged[bar]).toBe(layout.merged[bar] > 0 ? siblings : 0);
            expect(layout.merged[bar] === 0 ? covered >= 0 : (covered / total) * width > 0).toBe(true);
          }
        }
      }),
      RUNS
    );
  });

  it('draws every node that is wide enough and whose callers are', () => {
    fc.assert(
      fc.property(anyLayout, ({ tree, focus, layout, width }) => {
        const scale = weight(tree, focus) > 0 ? width / weight(tree, focus) : 0;
        const drawn = new Set<NodeIndex>();
        for (let bar = 0; bar < layout.length; bar++) {
          if (layout.merged[bar] === 0) {
            drawn.add(layout.node[bar]);
          }
        }
        for (let node = focus + 1; node < tree.subtreeEnd[focus]; node++) {
          const wide = weight(tree, node) * scale >= MIN_BAR_WIDTH && weight(tree, node) > 0;
          expect(drawn.has(node)).toBe(wide && drawn.has(tree.parent[node]));
        }
      }),
      RUNS
    );
  });

  it('gives the ancestors of the focus the whole width, one in a row', () => {
    fc.assert(
      fc.property(anyLayout, ({ tree, focus, layout, width }) => {
        for (let node = focus; node !== NONE; node = tree.parent[node]) {
          const bar = layout.rowStart[tree.depth[node]];
          expect(layout.rowStart[tree.depth[node] + 1]).toBe(bar + 1);
          expect([layout.node[bar], layout.start[bar], layout.end[bar]]).toEqual([node, 0, width]);
        }
      }),
      RUNS
    );
  });

  it('is the same whether laid out at once or row by row, and whatever was laid out before', () => {
    fc.assert(
      fc.property(anyLayout, anyLayout, ({ tree, focus, width, layout }, { layout: reused }) => {
        reused.reset(tree, focus, width);
        for (let rows = 1; !reused.complete; rows++) {
          reused.extend(rows);
        }
        expect(reused.length).toBe(layout.length);
        expect(reused.node.slice(0, reused.length)).toEqual(layout.node.slice(0, layout.length));
        expect(reused.start.slice(0, reused.length)).toEqual(layout.start.slice(0, layout.length));
      }),
      RUNS
    );
  });

  it('draws a bar for each node that is not folded, in its row, where it would stand without folds', () => {
    fc.assert(
      fc.property(straightTree, fc.constantFrom(50, 400, 2000), ({ tree, focus, folds }, width) => {
        const plain = laidOut(tree, focus, width);
        const places = new Map<NodeIndex, [number, number]>();
        for (let bar = 0; bar < plain.length; bar++) {
          if (plain.merged[bar] === 0) {
            places.set(plain.node[bar], [plain.start[bar], plain.end[bar]]);
          }
        }
        const layout = laidOut(tree, focus, width, folds);
        const shown: NodeIndex[] = [];
        for (let row = 0; row < layout.rows; row++) {
          let last = -1;
          for (let bar = layout.rowStart[row]; bar < layout.rowStart[row + 1]; bar++) {
            const node = layout.node[bar];
            expect(node).toBeGreaterThan(last);
            last = node;
            if (layout.merged[bar] > 0) {
              continue;
            }
            expect([row, node]).toEqual([folds.rowOf(node), folds.barNodeOf(node)]);
            expect(layout.start[bar]).toBeCloseTo(places.get(node)![0], 6);
            expect(layout.end[bar]).toBeCloseTo(places.get(node)![1], 6);
            const folded = Array.from(layout.foldedNode.slice(layout.foldedStart[bar], layout.foldedStart[bar + 1]));
            if (node >= focus) {
              const wide = (one: NodeIndex) => (weight(tree, one) / weight(tree, focus)) * width >= MIN_BAR_WIDTH;
              expect(folded).toEqual(folds.foldedInto(node).filter(wide));
            }
            shown.push(node, ...folded);
          }
        }
        expect(shown.sort((one, other) => one - other)).toEqual(
          Array.from(places.keys()).sort((one, other) => one - other)
        );
      }),
      { numRuns: 200 }
    );
  });

  it('shows the focus alone when it has no value', () => {
    const layout = laidOut(treeOf([['main', 'idle'], 0]), 1, 800);
    expect(layout.rows).toBe(2);
    expect(layout.complete).toBe(true);
  });

  it(
    'looks at little of a million nodes, at the root and zoomed in',
    () => {
      const tree = generateTree(1_000_000);
      const layout = new BarLayout();
      const rowsOnScreen = 45;
      const deepest = tree.depth.indexOf(tree.depth.reduce((most, depth) => Math.max(most, depth), 0));
      for (const focus of [0, tree.parent[deepest], 1]) {
        layout.reset(tree, focus, 1500);
        layout.extend(tree.depth[focus] + rowsOnScreen);
        expect(layout.visited).toBeLessThan(100_000);
        layout.extend(Infinity, 20_000);
        expect(layout.visited).toBeLessThan(200_000);
        layout.reset(tree, focus, 1500, new Folds(tree, () => true, [focus]));
        layout.extend(tree.depth[focus] + rowsOnScreen);
        expect(layout.visited).toBeLessThan(100_000);
      }
    },
    LARGE
  );

  it(
    'lays out a stack of 100,000 frames, and stops where it is told to',
    () => {
      const tree = deepTree(100_000);
      const layout = new BarLayout();
      layout.reset(tree, 0, 800);
      layout.extend(50);
      expect(layout.rows).toBe(50);
      expect(layout.visited).toBeLessThan(60);
      layout.extend(Infinity, 1000);
      expect(layout.rows).toBeLessThan(1100);
      layout.extend(Infinity);
      expect(layout.rows).toBe(100_001);
      layout.reset(tree, 99_999, 800);
      expect(layout.rows).toBe(100_000);
    },
    LARGE
  );

  it(
    'merges neighbours too narrow to draw into one run',
    () => {
      const tree = wideTree(100_000);
      const layout = laidOut(tree, 0, 1000);
      expect(layout.rows).toBe(3);
      expect(layout.rowStart[3] - layout.rowStart[2]).toBe(1);
      expect(layout.merged[layout.rowStart[2]]).toBe(100_000);
    },
    LARGE
  );
});
