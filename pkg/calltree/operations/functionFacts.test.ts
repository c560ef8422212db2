import fc from 'fast-check';
import { isSyntheticRoot } from '../root';
import { atOnce } from '../slices';
import { isOtherLeaf } from '../testing/naive';
import { naiveCallees, naiveCallers } from '../testing/naiveSandwich';
import { arbitraryComparedStacks, arbitraryStacks, deepTree, LARGE, treeOf, wideTree } from '../testing/trees';
import { nodeName, type CallTree } from '../tree';
import { functionFacts, type Neighbour } from './functionFacts';
import { openTree } from './openTree';

const facts = (tree: CallTree, name: string) => atOnce(functionFacts(tree, tree.functions.names.indexOf(name)));
const listed = (tree: CallTree, neighbours: readonly Neighbour[]) =>
  Object.fromEntries(
    neighbours.map(({ function: fn, total, totalRight }) => [
      tree.functions.names[fn],
      totalRight === undefined ? [total] : [total, totalRight],
    ])
  );

/** The first level of a tree of callers or callees. */
function firstLevel(tree: CallTree): Record<string, number[]> {
  const level: Record<string, number[]> = {};
  for (let node = 1; node < tree.length; node = tree.subtreeEnd[node]) {
    level[nodeName(tree, node)] = [tree.total[node], tree.totalRight?.[node] ?? 0];
  }
  return level;
}

/** As many sides as the tree has. */
const sidesOf = (tree: CallTree, level: Record<string, number[]>) =>
  Object.fromEntries(Object.entries(level).map(([name, values]) => [name, values.slice(0, tree.totalRight ? 2 : 1)]));

/** How many nodes of the name have none of it above them. */
function naivePaths(tree: CallTree, name: string): number {
  const first = isSyntheticRoot(tree) ? 1 : 0;
  let paths = 0;
  for (let node = first; node < tree.length; node++) {
    let above = tree.parent[node];
    while (above >= first && nodeName(tree, above) !== name) {
      above = tree.parent[above];
    }
    paths += nodeName(tree, node) === name && !isOtherLeaf(tree, node) && above < first ? 1 : 0;
  }
  return paths;
}

describe('functionFacts', () => {
  it('adds up all calls of a function, recursion once', () => {
    const tree = treeOf(
      [['main', 'read', 'copy'], 2],
      [['serve', 'read'], 3],
      [['serve', 'read', 'parse', 'read'], 4],
      [['serve', 'read', 'other'], 1]
    );
    const { self, total, paths, recursive, callers, callees, hidden } = facts(tree, 'read');
    expect({ self, total, paths, recursive, hidden }).toEqual({
      self: 7,
      total: 10,
      paths: 2,
      recursive: true,
      hidden: 1,
    });
    expect(listed(tree, callers)).toEqual({ serve: [8], main: [2] });
    expect(callers.map(({ total: of }) => of)).toEqual([8, 2]);
    expect(listed(tree, callees)).toEqual({ parse: [4], copy: [2] });
  });

  it('has no caller at the root, whether that is a function or holds the profile together', () => {
    const alone = treeOf([['read'], 2]);
    expect(facts(alone, 'read').callers).toEqual([]);
    const called = treeOf([['read'], 2], [[], 1]);
    expect(listed(called, facts(called, 'read').callers)).toEqual({ total: [2] });
  });

  it('equals the table, the sandwich and a plain count, on both sides', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(arbitraryStacks, arbitraryComparedStacks), async (stacks) => {
        const tree = treeOf(...stacks);
        const table = await openTree(tree).topTable();
        for (let row = 0; row < table.length; row++) {
          const name = tree.functions.names[table.function[row]];
          const found = facts(tree, name);
          expect(found.self).toBe(table.self[row]);
          expect(found.total).toBe(table.total[row]);
          expect(found.selfRight).toBe(table.selfRight?.[row]);
          expect(found.totalRight).toBe(table.totalRight?.[row]);
          const callees = firstLevel(naiveCallees(tree, name));
          const callers = firstLevel(naiveCallers(tree, name));
          // What the reference puts together of calls is a leaf `other` only where nothing of that name calls on.
          const { other: _, ...named } = callees;
          const { other: __, ...called } = listed(tree, found.callees);
          expect(called).toEqual(sidesOf(tree, named));
          expect(listed(tree, found.callers)).toEqual(sidesOf(tree, callers));
          expect(found.paths).toBe(naivePaths(tree, name));
        }
      })
    );
  });

  it(
    'takes deep and wide trees',
    () => {
      expect(facts(deepTree(100_000), 'recurse3')).toMatchObject({ total: 7, paths: 1, recursive: true });
      expect(facts(wideTree(200_000), 'dispatch').callees).toHaveLength(200_000);
    },
    LARGE
  );
});
