import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { callTreeFromLevels } from './levels';
import { readPprof } from '../../formats/pprof';
import { readFlameGraphResponse } from './flamegraph';
import { truncateForFlameGraph, truncateTree, truncatingForFlameGraph } from './truncate';
import { NONE, nodeName, type CallTree } from '../../calltree/tree';
import {
  LARGE,
  arbitraryComparedStacks,
  arbitraryStacks,
  deepTree,
  expectWellFormed,
  pathsOf,
  treeOf,
  wideTree,
} from '../../calltree/testing/trees';

const namesOf = (tree: CallTree) => Array.from(tree.function, (fn) => tree.functions.names[fn]);

describe('truncateTree', () => {
  it('keeps all that reach the n-th largest total, ties too, and folds the rest after them', () => {
    const tree = treeOf([['a'], 10], [['b'], 5], [['c'], 5], [['d'], 1], [['e', 'f'], 1]);
    const cut = truncateTree(tree, 2);
    expectWellFormed(cut);
    expect(namesOf(cut)).toEqual(['total', 'a', 'b', 'c', 'other']);
    expect([cut.self[4], cut.total[4], cut.total[0]]).toEqual([2, 2, 22]);
  });

  it('does not count the root', () => {
    const tree = treeOf([['a'], 3], [['b'], 2]);
    expect(namesOf(truncateTree(tree, 2))).toEqual(['total', 'a', 'b']);
    expect(namesOf(truncateTree(tree, 1))).toEqual(['total', 'a', 'other']);
  });

  it('folds a child that is called other in, with all it calls, even if nothing else is cut', () => {
    const tree = treeOf([['a'], 3], [['other', 'b'], 4], [['z'], 1]);
    const cut = truncateTree(tree, 0);
    expectWellFormed(cut);
    expect(namesOf(cut)).toEqual(['total', 'a', 'z', 'other']);
    expect(cut.self[3]).toBe(4);
  });

  it('knows no file of what it folded', () => {
    const tree = treeOf([['a'], 2], [['b'], 1]);
    const known = {
      ...tree,
      functions: { ...tree.functions, files: ['', 'a.go', 'b.go'], lines: Int32Array.of(NONE, 1, 2) },
    };
    const { functions, function: fn } = truncateTree(known, 1);
    expect([functions.names[fn[2]], functions.files?.[fn[2]], functions.lines?.[fn[2]]]).toEqual(['other', '', NONE]);
  });

  it('keeps totals, and every node that is kept has its own value', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryStacks, arbitraryComparedStacks), fc.integer({ min: 0, max: 40 }), (stacks, n) => {
        const tree = treeOf(...stacks);
        const cut = truncateTree(tree, n);
        expectWellFormed(cut);
        expect([cut.total[0], cut.totalRight?.[0]]).toEqual([tree.total[0], tree.totalRight?.[0]]);
        const whole = pathsOf(tree);
        const cutPaths = pathsOf(cut);
        const folded = (path: string) => path.split('\0').includes('other');
        for (const [path, values] of cutPaths) {
          expect(folded(path) || whole.get(path)).toEqual(folded(path) || values);
        }
        const larger = ([, left, , right]: readonly number[]) => Math.max(left, right ?? 0);
        const totals = [...whole].filter(([path]) => path !== '').map(([, values]) => larger(values));
        totals.sort((a, b) => b - a);
        const threshold = n === 0 || totals.length <= n ? 0 : totals[n - 1];
        for (const [path, values] of whole) {
          const kept = path === '' || (larger(values) >= threshold && !folded(path));
          expect([path, !folded(path) && cutPaths.has(path)]).toEqual([path, kept]);
        }
      })
    );
  });

  it(
    'cuts deep and wide trees',
    () => {
      expect(truncateTree(deepTree(100_000), 5).length).toBe(100_001);
      const wide = truncateTree(wideTree(300_000), 1000);
      expectWellFormed(wide);
      expect(wide.length).toBe(100_000 + 3);
      expect(nodeName(wide, wide.length - 1)).toBe('other');
    },
    LARGE
  );
});

describe('truncateForFlameGraph', () => {
  it('rests on its way', () => {
    const rests = [...truncatingForFlameGraph(wideTree(100_000), 1000)].length;
    expect(rests).toBeGreaterThan(20);
  });

  const recorded = (name: string) => readFileSync(join(__dirname, 'testdata', name));
  const profile = readPprof(readFileSync(join(__dirname, '../../profile-server/samples/recorded/big-tsc-cpu.pb.gz')));
  const cpu = profile.sampleTypes.findIndex(({ type }) => type === 'cpu');
  const { tree } = profile.callTree(cpu);

  it.each([
    [64, 98, recorded('tsc-cpu-cut-64.bin')],
    [8192, 10_023, gunzipSync(recorded('tsc-cpu-cut-8192.bin.gz'))],
  ])('cuts at %d to the %d nodes that a Pyroscope answered', (maxNodes, nodes, answer) => {
    const cut = truncateForFlameGraph(tree, maxNodes);
    expectWellFormed(cut);
    expect([tree.length, cut.length]).toEqual([190_631, nodes]);
    const expected = callTreeFromLevels(readFlameGraphResponse(answer));
    expect(pathsOf(cut)).toEqual(pathsOf(expected));
  });
});
