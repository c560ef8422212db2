import fc from 'fast-check';
import { openTree } from './openTree';
import { nodeName, type CallTree } from '../tree';
import { hasAncestorNamed, isOtherLeaf, naiveTopTable } from '../testing/naive';
import { LARGE, arbitraryComparedStacks, arbitraryStacks, deepTree, treeOf, wideTree } from '../testing/trees';

async function topRows(tree: CallTree, root?: number): Promise<Map<string, number[]>> {
  const table = await openTree(tree).topTable(root);
  return new Map(
    Array.from(table.function, (fn, row) => [
      tree.functions.names[fn],
      [table.self[row], table.total[row], table.selfRight?.[row] ?? 0, table.totalRight?.[row] ?? 0],
    ])
  );
}

const matching = (tree: CallTree, name: string) =>
  Uint8Array.from(tree.functions.names, (other) => (other === name ? 1 : 0));

describe('widest', () => {
  it('is where most of a function is, in a subtree or in all, on both sides together', async () => {
    const tree = treeOf([['a', 'b'], 10, 0], [['c', 'b'], 4, 9], [['c', 'd', 'b'], 1, 1]);
    const widest = async (name: string, root?: number) =>
      openTree(tree).widest(tree.functions.names.indexOf(name), root);
    const [b, c, inner] = [2, 4 - 1, 6];
    expect([await widest('b'), await widest('b', 1), await widest('a', c)]).toEqual([4, b, -1]);
    expect(nodeName(tree, inner)).toBe('b');
    expect(await widest('b', 5)).toBe(inner);
    expect(await widest('total')).toBe(-1);
  });
});

describe('topTable', () => {
  it('counts recursion once', async () => {
    const tree = treeOf([['a', 'b', 'a', 'b', 'a'], 10], [['b'], 5]);
    expect(await topRows(tree)).toEqual(
      new Map([
        ['a', [10, 10, 0, 0]],
        ['b', [5, 15, 0, 0]],
      ])
    );
  });

  it('has no row for the root that holds all together, nor for what the server folded', async () => {
    const tree = treeOf([['a'], 1], [['a', 'other'], 2], [['total'], 3]);
    expect(await topRows(tree)).toEqual(
      new Map([
        ['a', [1, 3, 0, 0]],
        ['total', [3, 3, 0, 0]],
      ])
    );
  });

  it('has a row for a root that is a function', async () => {
    const tree = treeOf([['a'], 1], [[], 2]);
    expect((await topRows(tree)).get('total')).toEqual([2, 3, 0, 0]);
  });

  it('has a row for a function called other that calls something', async () => {
    expect((await topRows(treeOf([['other', 'a'], 2]))).get('other')).toEqual([0, 2, 0, 0]);
  });

  it('looks at a subtree alone', async () => {
    const tree = treeOf([['a', 'b', 'a'], 10], [['c'], 5]);
    expect(await topRows(tree, 2)).toEqual(
      new Map([
        ['b', [0, 10, 0, 0]],
        ['a', [10, 10, 0, 0]],
      ])
    );
  });

  it('equals a plain reference, on both sides', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(arbitraryStacks, arbitraryComparedStacks), async (stacks) => {
        const tree = treeOf(...stacks);
        expect(await topRows(tree)).toEqual(naiveTopTable(tree));
      })
    );
  });

  it(
    'takes deep and wide trees',
    async () => {
      const deep = await topRows(deepTree(100_000));
      expect(deep.size).toBe(10);
      expect(deep.get('recurse0')).toEqual([0, 7, 0, 0]);
      expect((await topRows(wideTree(300_000))).size).toBe(300_001);
    },
    LARGE
  );
});

describe('matched', () => {
  it('lists every node in order, and the outermost share', async () => {
    const tree = treeOf([['a', 'b', 'a'], 10], [['c', 'a'], 5]);
    expect(await openTree(tree).matched(matching(tree, 'a'))).toEqual({ nodes: Uint32Array.of(1, 3, 5), total: 15 });
    expect(await openTree(tree).matched(matching(tree, 'a'), 2)).toEqual({ nodes: Uint32Array.of(3), total: 10 });
    expect(await openTree(tree).matched(matching(tree, 'nothing'))).toEqual({ nodes: new Uint32Array(0), total: 0 });
  });

  it('equals a plain reference, on both sides', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(arbitraryStacks, arbitraryComparedStacks),
        fc.constantFrom('main', 'read'),
        async (stacks, name) => {
          const tree = treeOf(...stacks);
          const expected = { nodes: [] as number[], total: 0, ...(tree.totalRight && { totalRight: 0 }) };
          for (let node = 0; node < tree.length; node++) {
            if (nodeName(tree, node) === name) {
              expected.nodes.push(node);
              if (!hasAncestorNamed(tree, node, name)) {
                expected.total += tree.total[node];
                expected.totalRight! += tree.totalRight?.[node] ?? 0;
              }
            }
          }
          const { nodes, total, totalRight } = expected;
          expect(await openTree(tree).matched(matching(tree, name))).toEqual({
            nodes: Uint32Array.from(nodes),
            total,
            ...(tree.totalRight && { totalRight }),
          });
        }
      )
    );
  });

  it(
    'takes deep and wide trees',
    async () => {
      const deep = deepTree(100_000);
      const recursion = await openTree(deep).matched(matching(deep, 'recurse3'));
      expect([recursion.nodes.length, recursion.total]).toEqual([10_000, 7]);
      const everyone = new Uint8Array(deep.functions.names.length).fill(1);
      expect((await openTree(deep).matched(everyone)).nodes).toHaveLength(100_001);
      const wide = wideTree(300_000);
      const one = await openTree(wide).matched(matching(wide, 'handler0'));
      expect([Array.from(one.nodes, (node) => nodeName(wide, node)), one.total]).toEqual([['handler0'], 1]);
    },
    LARGE
  );
});

describe('hidden', () => {
  it('is the sum of the leaves called other, and of nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(arbitraryStacks, arbitraryComparedStacks), async (stacks) => {
        const tree = treeOf(...stacks);
        const leaves = Array.from({ length: tree.length }, (_, node) => node).filter((node) => isOtherLeaf(tree, node));
        const sum = (column: Float64Array) => leaves.reduce((all, node) => all + column[node], 0);
        expect(await openTree(tree).hidden()).toEqual({
          nodes: leaves.length,
          total: sum(tree.total),
          ...(tree.totalRight && { totalRight: sum(tree.totalRight) }),
        });
      })
    );
  });

  it('looks at a subtree alone', async () => {
    const tree = treeOf([['a', 'other'], 2], [['b', 'other'], 3]);
    expect(await openTree(tree).hidden(1)).toEqual({ nodes: 1, total: 2 });
  });
});

describe('functionsWhere', () => {
  it('tells which names pass', async () => {
    const tree = treeOf([['main', 'parse'], 1], [['read'], 1]);
    const found = await openTree(tree).functionsWhere((name) => name.includes('r'));
    expect(tree.functions.names.filter((_, fn) => found[fn] === 1)).toEqual(['parse', 'read']);
  });

  it('stops when it is no longer wanted', async () => {
    const tree = wideTree(1000);
    const controller = new AbortController();
    controller.abort(new Error('typed on'));
    await expect(openTree(tree).functionsWhere(() => true, controller.signal)).rejects.toThrow('typed on');
  });
});

describe('all of them', () => {
  it(
    'let other work run in between, and stop when told to',
    async () => {
      const tree = wideTree(300_000);
      let clock = 0;
      const now = jest.spyOn(performance, 'now').mockImplementation(() => (clock += 5));
      try {
        let between = 0;
        const timer = setInterval(() => between++, 0);
        const table = await openTree(tree).topTable();
        expect(await openTree(tree).topTable()).toBe(table);
        clearInterval(timer);
        expect(between).toBeGreaterThan(0);

        const controller = new AbortController();
        const answer = openTree(tree).topTable(1, controller.signal);
        controller.abort(new Error('left the page'));
        await expect(answer).rejects.toThrow('left the page');
        await expect(openTree(tree).hidden(0, controller.signal)).rejects.toThrow('left the page');
      } finally {
        now.mockRestore();
      }
    },
    LARGE
  );

  it(
    'work where there are no message channels',
    async () => {
      const channel = globalThis.MessageChannel;
      let clock = 0;
      const now = jest.spyOn(performance, 'now').mockImplementation(() => (clock += 5));
      Reflect.deleteProperty(globalThis, 'MessageChannel');
      try {
        expect((await openTree(wideTree(50_000)).topTable()).length).toBe(50_001);
      } finally {
        globalThis.MessageChannel = channel;
        now.mockRestore();
      }
    },
    LARGE
  );
});

it('makes one table of a tree for those who ask for it at the same time', async () => {
  const tree = treeOf([['a', 'b'], 3], [['c', 'b'], 4]);
  const [one, other] = await Promise.all([openTree(tree).topTable(), openTree(tree).topTable()]);
  expect(other).toBe(one);
  expect(await openTree(tree).topTable()).toBe(one);
});

describe('an outline', () => {
  const outline = { ...treeOf([['a', 'b'], 3], [['c', 'b'], 4]), isOutline: true };

  it('knows names and where most of a function is, but no sums: these wait until they are withdrawn', async () => {
    const open = openTree(outline);
    expect(await open.widest(outline.functions.names.indexOf('b'))).toBe(4);
    expect([...(await open.functionsWhere((name) => name === 'a'))]).toContain(1);
    const given = new AbortController();
    const sums = [
      open.topTable(0, given.signal),
      open.hidden(0, given.signal),
      open.matched(matching(outline, 'b'), 0, given.signal),
    ];
    const late = new Promise((resolve) => setTimeout(resolve, 50, 'late'));
    expect(await Promise.race([...sums, late])).toBe('late');
    given.abort();
    expect((await Promise.allSettled(sums)).map(({ status }) => status)).toEqual(sums.map(() => 'rejected'));
  });
});
