import fc from 'fast-check';
import { CallTreeBuilder } from '../build';
import { LARGE, arbitraryComparedStacks, arbitraryStacks, deepTree, treeOf, wideTree } from '../testing/trees';
import { NONE, nodeName, type CallTree, type NodeIndex } from '../tree';
import { heaviestChildren } from './heaviestChildren';
import { OpenRows, PAGE, type RowFilter } from './openRows';

const weight = ({ total, totalRight }: CallTree, node: NodeIndex) => total[node] + (totalRight?.[node] ?? 0);
const naiveChildren = (tree: CallTree, parent: NodeIndex) =>
  Array.from({ length: tree.length }, (_, node) => node)
    .filter((node) => tree.parent[node] === parent)
    .sort((a, b) => weight(tree, b) - weight(tree, a) || a - b);
const shown = (rows: OpenRows) =>
  Array.from({ length: rows.length }, (_, row) =>
    rows.isMore(row) ? `+${rows.unlisted(rows.nodeAt(row))}` : nodeName(rows.tree, rows.nodeAt(row))
  );
const named = (tree: CallTree, name: string) =>
  Array.from({ length: tree.length }, (_, node) => node).filter((node) => nodeName(tree, node) === name);
const filterFor = (tree: CallTree, name: string): RowFilter => ({
  nodes: Uint32Array.from(named(tree, name)),
  functions: Uint8Array.from(tree.functions.names, (one) => (one === name ? 1 : 0)),
});
const anyTree = fc.oneof(arbitraryStacks, arbitraryComparedStacks).map((stacks) => treeOf(...stacks));
const allNodes = (tree: CallTree) => Array.from({ length: tree.length }, (_, node) => node);

describe('heaviestChildren', () => {
  it('are the first of all children in order of weight, from any of them on', () => {
    fc.assert(
      fc.property(anyTree, fc.nat(), fc.nat({ max: 6 }), (tree, at, limit) => {
        const parent = at % tree.length;
        const all = naiveChildren(tree, parent);
        const first = heaviestChildren(tree, parent, limit);
        expect([...first.nodes]).toEqual(all.slice(0, limit));
        expect(first.count).toBe(all.length);
        const next = heaviestChildren(tree, parent, limit, undefined, all[1] ?? NONE);
        expect([...next.nodes]).toEqual(all.length > 1 ? all.slice(2, 2 + limit) : all.slice(0, limit));
      })
    );
  });
});

describe('open rows', () => {
  const tree = treeOf([['main', 'report', 'read'], 60], [['main', 'write'], 30], [['main', 'write', 'copy'], 5]);

  it('begin with what leads to the first choice', () => {
    expect(shown(OpenRows.of(tree, 0))).toEqual(['total', 'main', 'report', 'write']);
    expect(shown(OpenRows.of(tree, named(tree, 'write')[0]))).toEqual(['write', 'copy']);
  });

  it('list what has less than a share when they are asked to, and go on doing so in another tree', () => {
    const rows = OpenRows.of(tree, 0, 0.4);
    const [main] = named(tree, 'main');
    expect(shown(rows)).toEqual(['total', 'main', 'report', '+1']);
    expect(shown(rows.openHeaviest(0).rows)).toEqual(['total', 'main', 'report', 'read', '+1']);
    expect(shown(rows.carriedTo(tree, 0))).toEqual(shown(rows));
    const all = rows.listMore(main);
    expect(shown(all)).toEqual(['total', 'main', 'report', 'write']);
    expect(shown(all.carriedTo(tree, 0))).toEqual(shown(all));
    // The share is of what is looked at.
    expect(shown(rows.from(named(tree, 'write')[0]))).toEqual(['write', '+1']);
    expect(shown(rows.reveal(named(tree, 'copy')[0]))).toEqual(['total', 'main', 'report', 'write', 'copy']);
  });

  it('open, close and open again as they were', () => {
    const [main] = named(tree, 'main');
    const [write] = named(tree, 'write');
    const open = OpenRows.of(tree, 0).open([write]);
    expect(shown(open)).toEqual(['total', 'main', 'report', 'write', 'copy']);
    expect(shown(open.close(main))).toEqual(['total', 'main']);
    expect(shown(open.close(main).open([main]))).toEqual(shown(open));
    expect(shown(open.closeAll())).toEqual(['total', 'main']);
    expect(open.placeOf(write)).toEqual({ at: 2, of: 2 });
    expect(open.levelOf(write)).toBe(3);
    expect(open.canOpen(named(tree, 'copy')[0])).toBe(false);
  });

  it('all open are the tree, callees by weight', () => {
    fc.assert(
      fc.property(anyTree, (any) => {
        const list = (node: NodeIndex): NodeIndex[] => [node, ...naiveChildren(any, node).flatMap(list)];
        const rows = OpenRows.of(any, 0).open(allNodes(any));
        expect(Array.from({ length: rows.length }, (_, row) => rows.nodeAt(row))).toEqual(list(0));
      })
    );
  });

  it('open the heaviest path to its end, past what the server left out', () => {
    const { rows, end } = OpenRows.of(tree, 0).openHeaviest(0);
    expect(shown(rows)).toEqual(['total', 'main', 'report', 'read', 'write']);
    expect(nodeName(tree, end)).toBe('read');
    const cut = treeOf([['main', 'other'], 60], [['main', 'write'], 30]);
    expect(nodeName(cut, OpenRows.of(cut, 0).openHeaviest(0).end)).toBe('write');
  });

  it('list many callees a page at a time, and one that is wanted at once', () => {
    const wide = wideTree(1000);
    const [last] = named(wide, 'handler999');
    const rows = OpenRows.of(wide, 0);
    expect(rows.length).toBe(2 + PAGE + 1);
    expect(shown(rows).at(-1)).toBe(`+${1000 - PAGE}`);
    const revealed = rows.reveal(last);
    expect(shown(revealed).slice(-2)).toEqual(['handler999', `+${1000 - PAGE - 1}`]);
    expect(revealed.reveal(last)).toBe(revealed);
    let all = revealed;
    for (let presses = 0; presses < 6; presses++) {
      all = all.listMore(1);
    }
    expect(all.length).toBe(1002);
    expect(all.unlisted(1)).toBe(0);
    expect(new Set(shown(all)).size).toBe(1002);
  });

  it('show the paths to what is found, and all below it', () => {
    const found = OpenRows.found(tree, 0, filterFor(tree, 'write'));
    expect(shown(found)).toEqual(['total', 'main', 'write']);
    expect(shown(found.open(named(tree, 'write')))).toEqual(['total', 'main', 'write', 'copy']);
    expect(shown(found.reveal(named(tree, 'read')[0]))).toEqual(['total', 'main', 'write', 'report', 'read']);
    fc.assert(
      fc.property(anyTree, fc.constantFrom('read', 'main', 'other'), (any, name) => {
        const filter = filterFor(any, name);
        const passes = (node: NodeIndex): boolean => {
          const inside = filter.nodes.some((match) => match >= node && match < any.subtreeEnd[node]);
          const below = filter.nodes.some((match) => node >= match && node < any.subtreeEnd[match]);
          return inside || below;
        };
        const rows = OpenRows.found(any, 0, filter).open(allNodes(any));
        const nodes = Array.from({ length: rows.length }, (_, row) => rows.nodeAt(row)).sort((a, b) => a - b);
        expect(nodes).toEqual([0, ...allNodes(any).filter((node) => node > 0 && passes(node))]);
      })
    );
  });

  it('stay open where the next answer has the same paths', () => {
    const open = OpenRows.of(tree, 0).open(named(tree, 'write'));
    const next = treeOf([['main', 'a'], 200], [['main', 'write', 'copy'], 5], [['main', 'report', 'read'], 6]);
    expect(shown(open.carriedTo(next, 0))).toEqual(['total', 'main', 'a', 'report', 'write', 'copy']);
    const [write] = named(tree, 'write');
    const [there] = named(next, 'write');
    expect(shown(open.from(write).carriedTo(next, there))).toEqual(['write', 'copy']);
    expect(shown(open.from(write).carriedTo(next, there).from(0))).toContain('copy');
  });

  it(
    'take deep and wide trees',
    () => {
      const deep = deepTree(100_000);
      const { rows, end } = OpenRows.of(deep, 0).openHeaviest(0);
      expect(end).toBe(10_000);
      expect(rows.openHeaviest(end).end).toBe(20_000);
      const way = OpenRows.of(deep, 0).reveal(99_999);
      expect(way.length).toBe(100_001 - 1);
      expect(way.carriedTo(deepTree(50), 0).length).toBe(51);
      expect(OpenRows.of(wideTree(200_000), 0).length).toBe(2 + PAGE + 1);
    },
    LARGE
  );

  it('reveal the end of a long way without listing much beside it', () => {
    const builder = new CallTreeBuilder();
    const [step, aside] = [builder.functions.intern('step'), builder.functions.intern('aside')];
    const others = Array.from({ length: 60 }, (_, at) => builder.functions.intern(`other${at}`));
    let node = 0;
    for (let depth = 0; depth < 5000; depth++) {
      for (const other of others) {
        builder.addSelf(builder.child(node, other), 9);
      }
      node = builder.child(node, step);
    }
    builder.addSelf(builder.child(node, aside), 1);
    const long = builder.finish();
    const rows = OpenRows.of(long, 0).closeAll().reveal(named(long, 'aside')[0]);
    expect(rows.rowOf(named(long, 'aside')[0])).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(20_000);
  });
});
