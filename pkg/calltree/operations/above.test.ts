import fc from 'fast-check';
import { arbitraryStacks, treeOf } from '../testing/trees';
import { isOtherLeaf } from '../testing/naive';
import { nodeName, type CallTree } from '../tree';
import { openTree } from './openTree';

const own = ['parse', 'read', 'other'];
const above = (tree: CallTree) => openTree(tree).above((fn) => own.includes(tree.functions.names[fn]));
const starts = (tree: CallTree, node: number) => own.includes(nodeName(tree, node)) && !isOtherLeaf(tree, node);

function naively(tree: CallTree): number[] {
  return Array.from({ length: tree.length }, (_, node) => {
    const under = Array.from({ length: tree.subtreeEnd[node] - node - 1 }, (_item, at) => node + 1 + at);
    let called = starts(tree, node);
    for (let at = tree.parent[node]; at > 0; at = tree.parent[at]) {
      called ||= starts(tree, at);
    }
    return node > 0 && !called && under.some((one) => starts(tree, one)) ? 1 : 0;
  });
}

it('is what stands above the first start of a stack', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStacks, async (stacks) => {
      const tree = treeOf(...stacks);
      expect(Array.from(await above(tree))).toEqual(naively(tree));
    })
  );
});

it('is neither what starts, nor what that calls, nor a stack without one', async () => {
  const tree = treeOf([['main', 'run', 'parse', 'run', 'read'], 5], [['main', 'idle'], 2], [['main', 'other'], 1]);
  const marked = await above(tree);
  const names = Array.from({ length: tree.length }, (_, node) => node).filter((node) => marked[node] === 1);
  expect(names.map((node) => nodeName(tree, node))).toEqual(['main', 'run']);
});
