import fc from 'fast-check';
import { CallTreeBuilder } from '../build';
import { callPathOf, findCallPath, stepName } from '../callPath';
import { atOnce } from '../slices';
import { arbitraryComparedStacks, treeOf, type Stack } from '../testing/trees';
import { nodeName, type CallTree } from '../tree';
import { grafting } from './graft';

/** A row a node, as text: what two trees have in common whatever their function tables. */
const rowsOf = (tree: CallTree) =>
  Array.from({ length: tree.length }, (_, node) => [
    nodeName(tree, node),
    tree.parent[node],
    tree.depth[node],
    tree.subtreeEnd[node],
    tree.self[node],
    tree.total[node],
    tree.selfRight?.[node],
    tree.totalRight?.[node],
  ]);

/** The tree with all below a path folded into one leaf, as a server does. */
function folded(stacks: readonly Stack[], path: readonly string[]): CallTree {
  const builder = new CallTreeBuilder();
  for (const [names, value, valueRight] of stacks) {
    const below = names.length > path.length && path.every((name, at) => names[at] === name);
    let node = 0;
    for (const name of below ? [...path, 'other'] : names) {
      node = builder.child(node, builder.functions.intern(name));
    }
    builder.addSelf(node, value, valueRight);
  }
  return builder.finish(true);
}

it('opens what was folded, and leaves the rest as it is', () => {
  fc.assert(
    fc.property(arbitraryComparedStacks, fc.nat(), (stacks, chosen) => {
      const whole = treeOf(...stacks);
      fc.pre(whole.length > 1);
      const path = callPathOf(whole, 1 + (chosen % (whole.length - 1)));
      const names = path.map(stepName);
      const coarse = folded(stacks, names);
      // What a server answers to a call path: the stacks that begin with it.
      const below = treeOf(...stacks.filter(([stack]) => names.every((name, at) => stack[at] === name)));
      const made = atOnce(grafting(coarse, findCallPath(coarse, path), below, findCallPath(below, path)));
      expect(rowsOf(made)).toEqual(rowsOf(compared(whole)));
    })
  );
});

it('replaces a part of any size by one of any size, in the middle of a tree', () => {
  const tree = treeOf([['a', 'b', 'c'], 1], [['a', 'd', 'other'], 5], [['a', 'e', 'f'], 2], [['g'], 3]);
  const part = treeOf([['a', 'd', 'new', 'c'], 2], [['a', 'd', 'newer'], 3]);
  const path = ['a', 'd'];
  const made = atOnce(grafting(tree, findCallPath(tree, path), part, findCallPath(part, path)));
  const whole = treeOf(
    [['a', 'b', 'c'], 1],
    [['a', 'd', 'new', 'c'], 2],
    [['a', 'd', 'newer'], 3],
    [['a', 'e', 'f'], 2],
    [['g'], 3]
  );
  expect(rowsOf(made)).toEqual(rowsOf(whole));
  const back = atOnce(grafting(made, findCallPath(made, path), tree, findCallPath(tree, path)));
  expect(rowsOf(back)).toEqual(rowsOf(tree));
});

function compared(tree: CallTree): CallTree {
  const { selfRight = new Float64Array(tree.length), totalRight = new Float64Array(tree.length) } = tree;
  return { ...tree, selfRight, totalRight };
}
