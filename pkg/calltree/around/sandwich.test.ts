import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readPprof } from '../../formats/pprof';
import { CallTreeBuilder } from '../build';
import { atOnce } from '../slices';
import { naiveCallees, naiveCallers } from '../testing/naiveSandwich';
import {
  LARGE,
  arbitraryComparedStacks,
  arbitraryStacks,
  deepTree,
  expectWellFormed,
  pathsOf,
  treeOf,
  wideTree,
} from '../testing/trees';
import { nodeName, type CallTree } from '../tree';
import { calleesOf } from './callees';
import { callersOf } from './callers';
import { openTree } from '../operations/openTree';
import type { Detail } from './question';

const functionCalled = (tree: CallTree, name: string) => tree.functions.names.indexOf(name);
const callees = (tree: CallTree, name: string, root = 0, detail?: Detail) =>
  atOnce(calleesOf(tree, functionCalled(tree, name), root, detail));
const callers = (tree: CallTree, name: string, root = 0, detail?: Detail) =>
  atOnce(callersOf(tree, functionCalled(tree, name), root, detail));
const namesOf = (tree: CallTree) => Array.from({ length: tree.length }, (_, node) => nodeName(tree, node));

const recorded = ['big-tsc-cpu', 'go-cpu-merged-v1', 'java-cpu-server', 'node-wall-merged-v1', 'python-cpu-merged-v1'];

const trees = new Map<string, CallTree>();

function recordedTree(name: string): CallTree {
  const file = join(__dirname, `../../profile-server/samples/recorded/${name}.pb.gz`);
  const tree = trees.get(name) ?? readPprof(new Uint8Array(readFileSync(file))).callTree(0).tree;
  trees.set(name, tree);
  return tree;
}

describe('calleesOf', () => {
  it('puts all occurrences together, and recursion below the outermost', () => {
    const tree = treeOf([['main', 'read', 'copy'], 2], [['serve', 'read'], 3], [['serve', 'read', 'parse', 'read'], 4]);
    const merged = callees(tree, 'read').tree;
    expect(namesOf(merged)).toEqual(['read', 'copy', 'parse', 'read']);
    expect(Array.from(merged.total)).toEqual([9, 2, 4, 4]);
    expect(Array.from(merged.self)).toEqual([3, 2, 0, 4]);
    expectWellFormed(merged);
  });

  it('looks at a subtree alone', () => {
    const tree = treeOf([['main', 'read'], 2], [['serve', 'read', 'copy'], 3]);
    expect(namesOf(callees(tree, 'read', 1).tree)).toEqual(['read']);
    expect(callees(tree, 'read', 1).tree.total[0]).toBe(2);
  });
});

describe('callersOf', () => {
  it('puts all occurrences together, nearest caller first', () => {
    const tree = treeOf([['main', 'read'], 2], [['main', 'serve', 'read'], 3], [['serve', 'read', 'read'], 4]);
    const merged = callers(tree, 'read').tree;
    expect(namesOf(merged)).toEqual(['read', 'main', 'serve', 'main']);
    expect(Array.from(merged.total)).toEqual([9, 2, 7, 3]);
    expect(Array.from(merged.self)).toEqual([0, 2, 4, 3]);
    expectWellFormed(merged);
  });

  it('has no caller where nothing calls, also where the root is a function', () => {
    expect(namesOf(callers(treeOf([['read'], 2]), 'read').tree)).toEqual(['read']);
    expect(namesOf(callers(treeOf([['read'], 2], [[], 1]), 'read').tree)).toEqual(['read', 'total']);
  });
});

describe.each([
  ['calleesOf', callees, naiveCallees],
  ['callersOf', callers, naiveCallers],
] as const)('%s', (_, operation, naive) => {
  it('equals a plain reference, on both sides and in its order', () => {
    fc.assert(
      fc.property(
        fc.oneof(arbitraryStacks, arbitraryComparedStacks),
        fc.constantFrom('main', 'read', 'other', 'total', '\u{1F600}'),
        (stacks, name) => {
          const tree = treeOf(...stacks);
          if (functionCalled(tree, name) < 0) {
            return;
          }
          const { tree: merged, complete } = operation(tree, name);
          expect(complete).toBe(true);
          expectWellFormed(merged);
          const expected = pathsOf(naive(tree, name));
          const sides = tree.totalRight ? 4 : 2;
          expect([...pathsOf(merged)]).toEqual(
            [...expected].map(([path, values]) => [path, sides === values.length ? values : [...values, 0, 0]])
          );
        }
      )
    );
  });

  it.each(recorded)(
    'has the total of the functions of %s, recursion once',
    async (name) => {
      const tree = recordedTree(name);
      const top = await openTree(tree).topTable();
      const step = Math.ceil(top.length / 15);
      for (let row = 0; row < top.length; row += step) {
        const { tree: merged, complete } = operation(tree, tree.functions.names[top.function[row]]);
        expect(complete).toBe(true);
        expectWellFormed(merged);
        expect(merged.total[0]).toBe(top.total[row]);
      }
    },
    LARGE
  );

  it('leaves out what lies below the finest share, and nothing of where the user looks', () => {
    const tree = treeOf([['a', 'f', 'b', 'f1'], 1], [['b', 'a', 'f', 'a', 'f2'], 1], [['c', 'f', 'c', 'f3'], 98]);
    const all = pathsOf(operation(tree, 'f').tree);
    const coarse = pathsOf(operation(tree, 'f', 0, { finest: 0.1 }).tree);
    expect(coarse.size).toBeLessThan(all.size);
    for (const [path, values] of coarse) {
      expect(values).toEqual(all.get(path));
    }
    const at = functionCalled(tree, 'a');
    const looked = pathsOf(operation(tree, 'f', 0, { finest: 0.1, within: [at] }).tree);
    const below = [...all].filter(([path]) => path.startsWith('\0a'));
    expect(below.length).toBeGreaterThan(1);
    expect([...looked].filter(([path]) => path.startsWith('\0a'))).toEqual(below);
  });

  it(
    'takes deep and wide trees',
    () => {
      const deep = deepTree(100_000);
      const merged = operation(deep, 'recurse9').tree;
      expect(merged.total[0]).toBe(7);
      expect(merged.length).toBe(operation === callees ? 100_000 - 9 : 10);
      const wide = operation(wideTree(200_000), 'dispatch').tree;
      expect(wide.length).toBe(operation === callees ? 200_001 : 1);
    },
    LARGE
  );

  it(
    'stays in proportion to the tree where callers have no end',
    () => {
      const builder = new CallTreeBuilder();
      const [loop, leaf] = [builder.functions.intern('loop'), builder.functions.intern('leaf')];
      let node = 0;
      for (let depth = 0; depth < 20_000; depth++) {
        node = builder.child(node, loop);
        builder.addSelf(builder.child(node, leaf), 1);
      }
      const tree = builder.finish();
      const { tree: merged, complete } = operation(tree, 'leaf');
      expect(merged.total[0]).toBe(20_000);
      expect(complete).toBe(operation === callees);
    },
    LARGE
  );
});
