import fc from 'fast-check';
import { treeOf } from '../calltree/testing/trees';
import { NONE, type CallTree } from '../calltree/tree';
import { Folds } from './folds';
import { callerOf, lastBeside, widestCallee } from './keyboardMoves';
import { BarLayout } from './layout';
import { isFoldable, straightTree } from './testing/straightTrees';

function laidOut(tree: CallTree, folds = new Folds(tree), focus = 0): BarLayout {
  const layout = new BarLayout();
  layout.reset(tree, focus, 1000, folds);
  layout.extend(Infinity);
  return layout;
}

// 0 total, 1 main, 2 a, 3 deep, 4 b, 5 c, 6 sliver
const tree = treeOf(
  [['main', 'a', 'deep'], 1000],
  [['main', 'b'], 3000],
  [['main', 'c'], 2000],
  [['main', 'sliver'], 1]
);
const [root, main, a, deep, b, c] = [0, 1, 2, 3, 4, 5];
const plain = new Folds(tree);

it('moves between callers and the widest of what they call', () => {
  expect(callerOf(plain, tree, deep)).toBe(a);
  expect(callerOf(plain, tree, root)).toBe(NONE);
  expect(widestCallee(plain, tree, main)).toBe(b);
  expect(widestCallee(plain, tree, deep)).toBe(NONE);
});

it('moves to the first and last bar of one caller, and never to a sliver', () => {
  const layout = laidOut(tree);
  expect(lastBeside(layout, tree, b, -1)).toBe(a);
  expect(lastBeside(layout, tree, a, 1)).toBe(c);
  expect(lastBeside(layout, tree, c, 1)).toBe(c);
  expect(lastBeside(layout, tree, root, 1)).toBe(root);
});

it('stays with the callees of one caller', () => {
  const two = treeOf([['p', 'x'], 10], [['p', 'y'], 10], [['q', 'z'], 10]);
  expect(lastBeside(laidOut(two), two, 2, 1)).toBe(3);
});

it('goes from a folded row to what stands below it, and back to the row', () => {
  const chain = treeOf([['serve', 'filter', 'invoke', 'own'], 97], [['serve', 'log'], 3]);
  const folds = new Folds(chain, isFoldable(chain));
  const own = 4;
  expect(widestCallee(folds, chain, 1)).toBe(own);
  expect(widestCallee(folds, chain, 2)).toBe(own);
  expect(callerOf(folds, chain, own)).toBe(1);
  expect(lastBeside(laidOut(chain, folds), chain, own, 1)).toBe(5);
});

it('reaches every bar of a graph from the root by bars alone', () => {
  fc.assert(
    fc.property(straightTree, ({ tree: any, focus, folds }) => {
      const layout = laidOut(any, folds, focus);
      for (let bar = 0; bar < layout.length; bar++) {
        if (layout.merged[bar] > 0) {
          continue;
        }
        let row = folds.rowOf(layout.node[bar]);
        for (let node = layout.node[bar]; node !== 0; row--) {
          node = callerOf(folds, any, node);
          expect(folds.rowOf(node)).toBe(row - 1);
          expect(folds.barNodeOf(node)).toBe(node);
        }
        const below = widestCallee(folds, any, layout.node[bar]);
        expect(below === NONE || folds.rowOf(below) === folds.rowOf(layout.node[bar]) + 1).toBe(true);
      }
    })
  );
});
