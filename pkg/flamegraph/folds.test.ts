import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTree } from '../../bench/generate';
import { deepTree, LARGE, treeOf } from '../calltree/testing/trees';
import { nodeName, type CallTree } from '../calltree/tree';
import { readPprof } from '../formats/pprof';
import { Folds, foldable } from './folds';
import { naiveFolds } from './testing/naiveFolds';
import { isFoldable, straightTree } from './testing/straightTrees';

const libraries = (tree: CallTree, open: number[] = []) => new Folds(tree, isFoldable(tree), open);
const named = (tree: CallTree, name: string) =>
  Array.from({ length: tree.length }, (_, at) => at).find((node) => nodeName(tree, node) === name)!;

describe('Folds', () => {
  it('is what following each chain to its end gives', () => {
    fc.assert(
      fc.property(straightTree, ({ tree, open, above, folds }) => {
        expect(placesOf(tree, folds)).toEqual(naiveFolds(tree, isFoldable(tree), open, above));
      }),
      { numRuns: 300 }
    );
  });

  it('folds into a bar exactly the nodes that the bar stands for', () => {
    fc.assert(
      fc.property(straightTree, ({ tree, folds }) => {
        const behind = new Map<number, number[]>();
        for (let node = 0; node < tree.length; node++) {
          const bar = folds.barNodeOf(node);
          behind.set(bar, [...(behind.get(bar) ?? []), node]);
        }
        behind.forEach((nodes, bar) => expect([bar, ...folds.foldedInto(bar)]).toEqual(nodes));
      })
    );
  });

  it.each(['python-cpu-merged-v1', 'go-cpu-merged-v2', 'node-wall-merged-v1', 'java-cpu-server'])(
    'agrees on the recorded %s, and hides neither own code nor more than a twentieth of a bar',
    (file) => {
      const tree = recorded(file);
      const mayFold = foldable(tree.functions);
      const folds = new Folds(tree, mayFold);
      const places = placesOf(tree, folds);
      expect(places).toEqual(naiveFolds(tree, mayFold, []));
      const folded = places
        .map(({ barNode }, node) => ({ barNode, node }))
        .filter(({ barNode, node }) => barNode !== node);
      expect(folded.length).toBeGreaterThan(tree.length / 10);
      const wrong = folded.filter(
        ({ barNode, node }) =>
          !mayFold(tree.function[node]) ||
          tree.total[node] < 0.95 * tree.total[barNode] ||
          tree.self[node] > 0.05 * tree.total[barNode] + 1e-6
      );
      expect(wrong).toEqual([]);
    },
    LARGE
  );

  it('never folds the leaf that has the time, nor the root, nor own code', () => {
    const tree = treeOf([['serve', 'filter', 'invoke', 'own', 'dispatch', 'copy'], 100]);
    const folds = libraries(tree);
    expect(folds.foldedInto(named(tree, 'serve')).map((node) => nodeName(tree, node))).toEqual(['filter', 'invoke']);
    for (const alone of ['own', 'dispatch', 'copy']) {
      expect(folds.foldedInto(named(tree, alone))).toEqual([]);
      expect(folds.barNodeOf(named(tree, alone))).toBe(named(tree, alone));
    }
    expect(folds.rowOf(named(tree, 'copy'))).toBe(4);
  });

  it('lets side calls of up to a twentieth stand in the next row, and ends where there is more', () => {
    const tree = treeOf([['serve', 'filter', 'own'], 96], [['serve', 'log'], 4]);
    expect(libraries(tree).barNodeOf(named(tree, 'filter'))).toBe(1);
    expect(libraries(tree).rowOf(named(tree, 'log'))).toBe(2);
    const wide = treeOf([['serve', 'filter', 'own'], 94], [['serve', 'log'], 6]);
    expect(libraries(wide).barNodeOf(named(wide, 'filter'))).toBe(named(wide, 'filter'));
  });

  it('looks at both sides of a comparison', () => {
    const tree = treeOf([['serve', 'filter', 'own'], 100, 80], [['serve', 'log'], 0, 20]);
    expect(libraries(tree).barNodeOf(named(tree, 'filter'))).toBe(named(tree, 'filter'));
  });

  it('shows the chain of an open node in full', () => {
    const tree = treeOf([['serve', 'filter', 'invoke', 'own'], 100]);
    for (const name of ['serve', 'filter', 'invoke']) {
      const folds = libraries(tree, [named(tree, name)]);
      expect([1, 2, 3, 4].map((node) => folds.rowOf(node))).toEqual([1, 2, 3, 4]);
      expect(folds.foldedInto(1)).toEqual([]);
    }
  });

  it('folds nothing where nothing may be', () => {
    const folds = new Folds(deepTree(50));
    expect(folds.rowOf(30)).toBe(30);
    expect(folds.barNodeOf(30)).toBe(30);
  });

  it(
    'looks at the callers of a node and no further, in a million nodes and in a stack of 100,000',
    () => {
      const tree = generateTree(1_000_000);
      let asked = 0;
      const folds = new Folds(tree, () => ++asked > 0);
      folds.rowOf(999_999);
      expect(asked).toBeLessThan(4 * tree.depth[999_999]);
      const deep = deepTree(100_000);
      const straight = new Folds(deep, () => true);
      expect(straight.barNodeOf(99_999)).toBe(1);
      expect(straight.foldedInto(1)).toHaveLength(99_998);
      expect(straight.rowOf(100_000)).toBe(2);
    },
    LARGE
  );
});

function placesOf(tree: CallTree, folds: Folds) {
  return Array.from({ length: tree.length }, (_, node) => ({ row: folds.rowOf(node), barNode: folds.barNodeOf(node) }));
}

function recorded(file: string): CallTree {
  const bytes = readFileSync(join(__dirname, `../profile-server/samples/recorded/${file}.pb.gz`));
  const profile = readPprof(new Uint8Array(bytes));
  const time = profile.sampleTypes.findIndex(({ unit }) => unit === 'nanoseconds');
  return profile.callTree(Math.max(0, time)).tree;
}
