import { deepTree, LARGE, treeOf } from '../calltree/testing/trees';
import { matchFrom, matchingNodes, matchWithin } from './matches';

const tree = treeOf([['main', 'parse', 'read'], 1], [['main', 'read'], 1]);
const readers = Uint8Array.from(tree.functions.names, (name) => (name === 'read' ? 1 : 0));

it('lists the matching nodes of a subtree in order', async () => {
  expect([...(await matchingNodes(tree, readers))]).toEqual([3, 4]);
  expect([...(await matchingNodes(tree, readers, 2))]).toEqual([3]);
});

it(
  'lists as many as there are',
  async () => {
    const deep = deepTree(100_000);
    expect(await matchingNodes(deep, new Uint8Array(deep.functions.names.length).fill(1))).toHaveLength(100_001);
  },
  LARGE
);

it('stops when it is no longer wanted', async () => {
  const controller = new AbortController();
  controller.abort(new Error('typed on'));
  await expect(matchingNodes(tree, readers, 0, controller.signal)).rejects.toThrow('typed on');
});

it('finds matches among a range of nodes', () => {
  const matches = Uint32Array.of(3, 4, 9);
  expect(matchFrom(matches, 4)).toBe(1);
  expect(matchFrom(matches, 10)).toBe(3);
  expect(matchWithin(matches, 5, 9)).toBe(false);
  expect(matchWithin(matches, 5, 10)).toBe(true);
});
