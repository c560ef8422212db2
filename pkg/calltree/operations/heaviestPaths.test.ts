import fc from 'fast-check';
import { atOnce } from '../slices';
import { isOtherLeaf } from '../testing/naive';
import { arbitraryComparedStacks, arbitraryStacks, treeOf } from '../testing/trees';
import { nodeName, type CallTree } from '../tree';
import { heaviestPaths } from './heaviestPaths';

const weight = (tree: CallTree, node: number) => tree.total[node] + (tree.totalRight?.[node] ?? 0);

/** Looks at each pair of nodes. */
function naiveEnds(tree: CallTree, root: number, share: number): number[] {
  const least = weight(tree, root) * share;
  const heavy = (node: number) => weight(tree, node) > 0 && weight(tree, node) >= least && !isOtherLeaf(tree, node);
  const nodes = Array.from({ length: tree.length }, (_, node) => node);
  const below = nodes.filter((node) => node > root && node < tree.subtreeEnd[root]);
  return below.filter((node) => heavy(node) && !below.some((child) => tree.parent[child] === node && heavy(child)));
}

describe('heaviestPaths', () => {
  it('ends where no callee is heavy any more', () => {
    const tree = treeOf(
      [['main', 'serve', 'parse'], 50],
      [['main', 'serve', 'write'], 8],
      [['main', 'gc'], 30],
      [['x'], 4]
    );
    const names = atOnce(heaviestPaths(tree, 0, 0.1, 5)).map((node) => nodeName(tree, node));
    expect(names).toEqual(['parse', 'gc']);
  });

  it('finds what a look at every node finds, heaviest first', () => {
    fc.assert(
      fc.property(
        fc.oneof(arbitraryStacks, arbitraryComparedStacks),
        fc.nat(),
        fc.constantFrom(0, 0.05, 0.3, 1),
        (stacks, at, share) => {
          const tree = treeOf(...stacks);
          const root = at % tree.length;
          const found = atOnce(heaviestPaths(tree, root, share, Infinity));
          expect([...found].sort((a, b) => a - b)).toEqual(naiveEnds(tree, root, share));
          const weights = found.map((node) => weight(tree, node));
          expect(weights).toEqual([...weights].sort((a, b) => b - a));
        }
      )
    );
  });
});
