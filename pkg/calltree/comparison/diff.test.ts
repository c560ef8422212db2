import fc from 'fast-check';
import { atOnce } from '../slices';
import {
  arbitraryStacks,
  deepTree,
  expectWellFormed,
  LARGE,
  pathsOf,
  treeOf,
  wideTree,
  type Stack,
} from '../testing/trees';
import { nodeName, type CallTree } from '../tree';
import { comparing } from './diff';
import { mergeTrees } from '../operations/merge';
import { oneSided } from './oneSided';

const compare = (baseline: CallTree, compared: CallTree) => atOnce(comparing(baseline, compared));
const complete = arbitraryStacks.map((stacks) =>
  stacks.map(([path, value]): Stack => [path.map((name) => (name === 'other' ? 'others' : name)), value])
);
const withNames = (tree: CallTree, of: (name: string) => string): CallTree => ({
  ...tree,
  functions: { ...tree.functions, names: tree.functions.names.map(of) },
});
const swapped = (tree: CallTree) =>
  new Map(
    [...pathsOf(tree)].map(([path, [self, total, right, totalRight]]) => [path, [right, totalRight, self, total]])
  );

describe('comparing', () => {
  it('puts both sides beside each other, by call path', () => {
    const tree = compare(treeOf([['a', 'b'], 3], [['c'], 1]), treeOf([['c'], 2], [['a'], 4]));
    expect(pathsOf(tree)).toEqual(pathsOf(treeOf([['a', 'b'], 3, 0], [['a'], 0, 4], [['c'], 1, 2])));
  });

  it('is the tree of all stacks of both sides', () => {
    fc.assert(
      fc.property(complete, complete, (some, more) => {
        const tree = compare(treeOf(...some), treeOf(...more));
        expectWellFormed(tree);
        const stacks = [
          ...some.map(([path, value]): Stack => [path, value, 0]),
          ...more.map(([path, value]): Stack => [path, 0, value]),
        ];
        expect(pathsOf(tree)).toEqual(pathsOf(stacks.length > 0 ? treeOf(...stacks) : compare(treeOf(), treeOf())));
      })
    );
  });

  it('takes siblings in any order, and several of one name for one', () => {
    const renamed = (name: string) => ({ a: 'z', b: 'y', c: 'y' })[name] ?? name;
    fc.assert(
      fc.property(complete, complete, (some, more) => {
        const tree = compare(withNames(treeOf(...some), renamed), withNames(treeOf(...more), renamed));
        expectWellFormed(tree);
        const named = (stacks: Stack[]) => stacks.map(([path, value]): Stack => [path.map(renamed), value]);
        expect(pathsOf(tree)).toEqual(pathsOf(compare(treeOf(...named(some)), treeOf(...named(more)))));
      })
    );
    const tree = compare(withNames(treeOf([['a'], 1], [['b'], 2], [['c'], 4]), renamed), treeOf([['y'], 8]));
    expect(pathsOf(tree)).toEqual(pathsOf(treeOf([['y'], 6, 8], [['z'], 1, 0])));
  });

  it(
    'joins deep and wide trees',
    () => {
      const deep = compare(deepTree(100_000), deepTree(100_000));
      expect([deep.total[100_000], deep.totalRight?.[100_000]]).toEqual([7, 7]);
      const wide = compare(wideTree(200_000), deepTree(10));
      expectWellFormed(wide);
      expect(wide.length).toBe(wideTree(200_000).length + 10);
    },
    LARGE
  );

  it('is the same on both sides for a profile and itself, whatever was left out of it', () => {
    fc.assert(
      fc.property(arbitraryStacks, (stacks) => {
        const tree = compare(treeOf(...stacks), treeOf(...stacks));
        expect(tree.totalRight).toEqual(tree.total);
        expect(tree.selfRight).toEqual(tree.self);
        expect(tree.length).toBe(treeOf(...stacks).length);
      }),
      {
        examples: [
          [
            [
              [['main'], 0],
              [['other'], 0],
            ],
          ],
        ],
      }
    );
  });

  it('has its sides the other way round when they are swapped, whatever was left out of them', () => {
    fc.assert(
      fc.property(arbitraryStacks, arbitraryStacks, (some, more) => {
        const [one, other] = [treeOf(...some), treeOf(...more)];
        expect(swapped(compare(one, other))).toEqual(pathsOf(compare(other, one)));
      })
    );
  });

  it('compares sums as it sums comparisons', () => {
    fc.assert(
      fc.property(complete, complete, complete, complete, (a, b, c, d) => {
        const [one, two, three, four] = [a, b, c, d].map((stacks) => treeOf(...stacks));
        const ofSums = compare(mergeTrees([one, two]), mergeTrees([three, four]));
        const sumOf = mergeTrees([compare(one, three), compare(two, four)]);
        expect(pathsOf(ofSums)).toEqual(pathsOf(sumOf));
      })
    );
  });
});

describe('what a server left out', () => {
  it('is not taken for a function that is gone', () => {
    const tree = compare(
      treeOf([['a', 'big'], 90], [['a', 'small', 'x'], 2]),
      treeOf([['a', 'big'], 80], [['a', 'other'], 3])
    );
    expect(pathsOf(tree)).toEqual(pathsOf(treeOf([['a', 'big'], 90, 80], [['a', 'other'], 2, 3])));
  });

  it('hides no change that is larger than itself', () => {
    const tree = compare(treeOf([['a', 'other'], 1]), treeOf([['a', 'slow', 'inner'], 70], [['a', 'other'], 2]));
    expectWellFormed(tree);
    const side = oneSided(tree);
    const sides = Array.from({ length: tree.length }, (_, node) => [nodeName(tree, node), side(node)]);
    // It may have had up to 1 before.
    expect(sides).toEqual([
      ['total', undefined],
      ['a', undefined],
      ['other', undefined],
      ['slow', undefined],
      ['inner', undefined],
    ]);
  });

  it('changes no total', () => {
    fc.assert(
      fc.property(arbitraryStacks, arbitraryStacks, (some, more) => {
        const [one, other] = [treeOf(...some), treeOf(...more)];
        const tree = compare(one, other);
        expectWellFormed(tree);
        expect([tree.total[0], tree.totalRight?.[0]]).toEqual([one.total[0], other.total[0]]);
      })
    );
  });

  it('tells what is on one side alone where nothing was left out', () => {
    const tree = compare(treeOf([['gone', 'x'], 1], [['both'], 1]), treeOf([['new'], 1], [['both'], 2]));
    const side = oneSided(tree);
    const sides = Object.fromEntries(
      Array.from({ length: tree.length }, (_, node) => [nodeName(tree, node), side(node)])
    );
    expect(sides).toEqual({ total: undefined, gone: 'left', x: 'left', new: 'right', both: undefined });
    expect(oneSided(treeOf([['a'], 1]))(1)).toBeUndefined();
  });
});
