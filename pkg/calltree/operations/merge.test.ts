import fc from 'fast-check';
import { FunctionTableBuilder, CallTreeBuilder } from '../build';
import { mergeTrees } from './merge';
import { nodeName } from '../tree';
import {
  LARGE,
  type Stack,
  arbitraryComparedStacks,
  arbitraryStacks,
  deepTree,
  expectWellFormed,
  pathsOf,
  treeOf,
  wideTree,
} from '../testing/trees';

describe('mergeTrees', () => {
  it('adds up what has the same call path, by name and not by row', () => {
    const merged = mergeTrees([treeOf([['a', 'b'], 1], [['c'], 2]), treeOf([['c'], 3], [['a'], 4])]);
    expect(pathsOf(merged)).toEqual(pathsOf(treeOf([['a', 'b'], 1], [['c'], 5], [['a'], 4])));
  });

  it('is the empty profile for no trees', () => {
    expect(pathsOf(mergeTrees([]))).toEqual(new Map([['', [0, 0]]]));
  });

  it('is the tree of all stacks together, and doubles a tree merged with itself', () => {
    fc.assert(
      fc.property(arbitraryStacks, arbitraryStacks, (some, more) => {
        const merged = mergeTrees([treeOf(...some), treeOf(...more)]);
        expectWellFormed(merged);
        expect(pathsOf(merged)).toEqual(pathsOf(treeOf(...some, ...more)));
        const tree = treeOf(...some);
        const doubled = new Map([...pathsOf(tree)].map(([path, values]) => [path, values.map((v) => v * 2)]));
        expect(pathsOf(mergeTrees([tree, tree]))).toEqual(doubled);
      })
    );
  });

  it('carries the right-hand side, also beside a tree that has none', () => {
    fc.assert(
      fc.property(arbitraryComparedStacks, arbitraryStacks, (compared, plain) => {
        const left = treeOf(...compared, [['last'], 1, 1]);
        const merged = mergeTrees([left, treeOf(...plain)]);
        expectWellFormed(merged);
        expect(merged.totalRight?.[0]).toBe(left.totalRight?.[0]);
        expect(merged.total[0]).toBe(left.total[0] + treeOf(...plain).total[0]);
      })
    );
  });

  it('is the tree of all stacks together on both sides', () => {
    fc.assert(
      fc.property(arbitraryComparedStacks, arbitraryComparedStacks, (some, more) => {
        const last: Stack = [['last'], 1, 1];
        const merged = mergeTrees([treeOf(...some, last), treeOf(...more, last)]);
        expectWellFormed(merged);
        expect(pathsOf(merged)).toEqual(pathsOf(treeOf(...some, last, ...more, last)));
      })
    );
  });

  it('keeps the file of the first tree that knows a function', () => {
    const functions = new FunctionTableBuilder();
    const builder = new CallTreeBuilder(functions);
    builder.add([functions.intern('a', 'a.go', 7)], 1);
    const merged = mergeTrees([builder.finish(), treeOf([['a'], 1], [['b'], 1])]);
    expect(nodeName(merged, 1)).toBe('a');
    expect(merged.functions.files?.[merged.function[1]]).toBe('a.go');
    expect(merged.functions.lines?.[merged.function[1]]).toBe(7);
    expect(merged.total[1]).toBe(2);
  });

  it(
    'merges deep and wide trees',
    () => {
      const deep = deepTree(100_000);
      expect(mergeTrees([deep, deep]).total[100_000]).toBe(14);
      const wide = wideTree(300_000);
      const merged = mergeTrees([wide, deep]);
      expectWellFormed(merged);
      expect(merged.length).toBe(wide.length + deep.length - 1);
    },
    LARGE
  );
});
