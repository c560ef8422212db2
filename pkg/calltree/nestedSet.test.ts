import fc from 'fast-check';
import { CallTreeError } from './errors';
import { callTreeFromNestedSet, type NestedSet } from './nestedSet';
import { nestedSetFromCallTree } from './nestedSetColumns';
import {
  LARGE,
  arbitraryComparedStacks,
  arbitraryStacks,
  deepTree,
  expectWellFormed,
  pathsOf,
  treeOf,
  wideTree,
} from './testing/trees';

const label = { indices: [0, 1, 1, 2], texts: ['total', 'a', 'b'] };
const set: NestedSet = { level: [0, 1, 2, 1], value: [10, 6, 2, 4], self: [0, 4, 2, 4], label };

function errorOf(bad: Partial<NestedSet>): unknown {
  try {
    callTreeFromNestedSet({ ...set, ...bad });
  } catch (error) {
    expect(error).toBeInstanceOf(CallTreeError);
    const { code, row } = error as CallTreeError;
    return row === undefined ? [code] : [code, row];
  }
  return undefined;
}

describe('callTreeFromNestedSet', () => {
  it('finds parents and subtrees', () => {
    const tree = callTreeFromNestedSet(set);
    expectWellFormed(tree);
    expect([...tree.parent]).toEqual([-1, 0, 1, 0]);
    expect([...tree.subtreeEnd]).toEqual([4, 3, 3, 4]);
  });

  it('takes columns of the right kind as they are', () => {
    const columns = {
      level: Uint32Array.from([0, 1]),
      value: Float64Array.from([3, 3]),
      self: Float64Array.from([0, 3]),
      valueRight: Float64Array.from([4, 4]),
      selfRight: Float64Array.from([0, 4]),
      label: { indices: Uint32Array.from([0, 1]), texts: ['total', 'a'] },
    };
    const tree = callTreeFromNestedSet(columns);
    expect(tree.depth).toBe(columns.level);
    expect(tree.total).toBe(columns.value);
    expect(tree.self).toBe(columns.self);
    expect(tree.totalRight).toBe(columns.valueRight);
    expect(tree.selfRight).toBe(columns.selfRight);
    expect(tree.function).toBe(columns.label.indices);
    expect(tree.functions.names).toBe(columns.label.texts);
  });

  it('converts any other columns', () => {
    const tree = callTreeFromNestedSet({
      level: Uint16Array.from([0, 1, 2, 1]),
      value: [10, 6, 2, 4],
      self: Float32Array.from([0, 4, 2, 4]),
      label: ['total', 'a', 'a', 'b'],
    });
    expect(pathsOf(tree)).toEqual(pathsOf(callTreeFromNestedSet(set)));
    expect(tree.functions.names).toEqual(['total', 'a', 'b']);
  });

  it('puts several roots below one', () => {
    const tree = callTreeFromNestedSet({
      level: [0, 1, 0],
      value: [5, 2, 3],
      self: [3, 2, 3],
      valueRight: [1, 1, 1],
      selfRight: [0, 1, 1],
      label: ['a', 'b', 'c'],
    });
    expectWellFormed(tree);
    expect(pathsOf(tree)).toEqual(
      new Map([
        ['', [0, 8, 0, 2]],
        ['\0a', [3, 5, 0, 1]],
        ['\0a\0b', [2, 2, 1, 1]],
        ['\0c', [3, 3, 1, 1]],
      ])
    );
  });

  it('is an empty profile without rows, and no comparison with one right-hand column', () => {
    expect(callTreeFromNestedSet({ level: [], value: [], self: [], label: [] }).length).toBe(1);
    expect(callTreeFromNestedSet({ ...set, valueRight: [1, 1, 1, 1] }).totalRight).toBeUndefined();
  });

  it('lets a total be more than its parts, for rows may have been filtered out', () => {
    expect(callTreeFromNestedSet({ ...set, value: [12, 6, 2, 4] }).total[0]).toBe(12);
  });

  it.each<[string, Partial<NestedSet>, unknown]>([
    ['a level too deep', { level: [0, 2, 2, 1] }, ['level-jump', 1]],
    ['a level below zero', { level: [0, 1, -1, 1] }, ['level-jump', 2]],
    ['half a level', { level: [0, 1, 1.5, 1] }, ['level-jump', 2]],
    ['a first row that is no root', { level: [1, 1, 2, 1] }, ['no-root', 0]],
    ['a short column', { value: [10, 6, 2] }, ['lengths-differ']],
    ['short labels', { label: ['a'] }, ['lengths-differ']],
    ['a short right-hand column', { valueRight: [1], selfRight: [1, 0, 0, 0] }, ['lengths-differ']],
    ['a negative value', { value: [10, 6, -2, 4] }, ['bad-value', 2]],
    ['a value that is not a number', { self: [0, NaN, 2, 4] }, ['bad-value', 1]],
    ['an infinite value', { value: [Infinity, 6, 2, 4] }, ['bad-value', 0]],
    ['a missing value', { self: [0, 4, null, 4] as number[] }, ['bad-value', 2]],
    ['a missing label', { label: ['a', null, 'b', 'c'] as string[] }, ['bad-label', 1]],
    ['a label out of range', { label: { indices: [0, 1, 3, 2], texts: ['a', 'b', 'c'] } }, ['bad-label', 2]],
    ['children larger than their parent', { value: [9, 6, 2, 4] }, ['outside-parent', 0]],
    ['self larger than total', { self: [0, 4, 3, 4] }, ['outside-parent', 2]],
    ['the same on the right', { valueRight: [1, 1, 0, 0], selfRight: [1, 0, 0, 0] }, ['outside-parent', 0]],
  ])('refuses %s', (_, bad, expected) => {
    expect(errorOf(bad)).toEqual(expected);
  });

  it('names the row of the frame, also below a root of its own making', () => {
    expect(errorOf({ level: [0, 1, 0, 1], value: [10, 6, 2, 4], self: [0, 6, 0, 4] })).toEqual(['outside-parent', 2]);
  });

  it('is not disturbed by the rounding of fractions', () => {
    const third = 1 / 3;
    const tree = callTreeFromNestedSet({ ...set, value: [0.9, third, 0, 0.9 - third + 1e-12], self: [0, third, 0, 0] });
    expect(tree.length).toBe(4);
  });
});

describe('rounded rows', () => {
  const read = (rows: Partial<NestedSet>) => {
    const onRounded = jest.fn();
    const tree = callTreeFromNestedSet(
      {
        level: [0, 1, 1, 1],
        self: [0, 34, 33, 35],
        value: [100, 34, 33, 35],
        label: ['total', 'a', 'b', 'c'],
        ...rows,
      },
      onRounded
    );
    expectWellFormed(tree);
    return { tree, rounded: onRounded.mock.calls.length > 0 };
  };

  it('are drawn, the parent as wide as its parts', () => {
    const { tree, rounded } = read({});
    expect([...tree.total]).toEqual([102, 34, 33, 35]);
    expect([...tree.self]).toEqual([0, 34, 33, 35]);
    expect(rounded).toBe(true);
  });

  it('may be rounded to decimals, and on each level', () => {
    const { tree } = read({ level: [0, 1, 2, 2], value: [1, 1, 0.52, 0.5], self: [0, 0, 0.52, 0.5] });
    expect([...tree.total]).toEqual([1.02, 1.02, 0.52, 0.5]);
  });

  it('may be on the right-hand side', () => {
    const { tree, rounded } = read({
      value: [102, 34, 33, 35],
      valueRight: [50, 17, 17, 18],
      selfRight: [0, 17, 17, 18],
    });
    expect([...tree.totalRight!]).toEqual([52, 17, 17, 18]);
    expect(rounded).toBe(true);
  });

  it('leave the columns of the frame as they are', () => {
    const value = Float64Array.from([100, 34, 33, 35]);
    read({ value });
    expect([...value]).toEqual([100, 34, 33, 35]);
  });

  it.each<[string, Partial<NestedSet>]>([
    ['more than a unit for each child', { value: [98, 34, 33, 35] }],
    ['more than what rounding to decimals explains', { value: [99.96, 34.01, 33, 35] }],
    ['values that were never rounded', { value: [100, 33.3333333333, 33, 34], self: [0, 0, 33, 34] }],
  ])('are not taken for %s', (_, rows) => {
    expect(errorOf({ level: [0, 1, 1, 1], self: [0, 34, 33, 35], label: ['total', 'a', 'b', 'c'], ...rows })).toEqual([
      'outside-parent',
      0,
    ]);
  });

  it('cannot be seen where nothing is too much', () => {
    expect(read({ value: [102, 34, 33, 35] }).rounded).toBe(false);
  });
});

describe('nestedSetFromCallTree', () => {
  it("hands out the tree's own columns", () => {
    const tree = treeOf([['a'], 1, 2]);
    const columns = nestedSetFromCallTree(tree);
    expect([columns.level, columns.value, columns.self].map((column) => Array.from(column))).toEqual(
      [tree.depth, tree.total, tree.self].map((column) => Array.from(column))
    );
    expect(columns.value.buffer).toBe(tree.total.buffer);
    expect(columns.valueRight?.buffer).toBe(tree.totalRight?.buffer);
    expect(columns.selfRight?.buffer).toBe(tree.selfRight?.buffer);
    expect(columns.label.indices.buffer).toBe(tree.function.buffer);
    expect(callTreeFromNestedSet(columns).total.buffer).toBe(tree.total.buffer);
  });

  it('becomes plain arrays in JSON, is still cloned as typed arrays, and shows no extra key', () => {
    const columns = nestedSetFromCallTree(treeOf([['a'], 1]));
    nestedSetFromCallTree(treeOf([['a'], 1]));
    expect(JSON.parse(JSON.stringify(columns))).toEqual({
      level: [0, 1],
      value: [1, 1],
      self: [0, 1],
      label: { indices: [0, 1], texts: ['total', 'a'] },
    });
    expect(Object.prototype.toString.call(structuredClone(columns.value))).toBe('[object Float64Array]');
    expect(Object.keys(columns.value)).toEqual(['0', '1']);
    expect(callTreeFromNestedSet(JSON.parse(JSON.stringify(columns))).total[0]).toBe(1);
  });

  it('stays as it is when a reader that is done with it empties it as a list', () => {
    const { value, label } = nestedSetFromCallTree(treeOf([['a'], 1]));
    for (const column of [value, label.indices, value.slice(0, 1)]) {
      const before = Array.from(column);
      (column as { length: number }).length = 0;
      expect(Array.from(column)).toEqual(before);
      expect(column).toHaveLength(before.length);
    }
  });

  it('can be mapped to anything', () => {
    const { label } = nestedSetFromCallTree(treeOf([['a'], 1]));
    const map = label.indices.map as unknown as (of: (index: number) => string) => string[];
    expect(map.call(label.indices, (index) => label.texts[index])).toEqual(['total', 'a']);
  });

  it('stays a list in copies', () => {
    const { value } = nestedSetFromCallTree(treeOf([['a'], 1]));
    const clone = new (value.constructor as Float64ArrayConstructor)(value.buffer.slice(0));
    expect(JSON.stringify([clone, value.slice(1)])).toBe('[[1,1],[1]]');
  });

  it('goes there and back, for any tree', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryStacks, arbitraryComparedStacks), (stacks) => {
        const tree = treeOf(...stacks);
        expect(callTreeFromNestedSet(nestedSetFromCallTree(tree))).toEqual(tree);
      })
    );
  });

  it(
    'goes there and back, for deep and wide trees',
    () => {
      for (const tree of [deepTree(100_000), wideTree(300_000)]) {
        const back = callTreeFromNestedSet(nestedSetFromCallTree(tree));
        expect(Buffer.compare(Buffer.from(back.parent.buffer), Buffer.from(tree.parent.buffer))).toBe(0);
        expect(Buffer.compare(Buffer.from(back.subtreeEnd.buffer), Buffer.from(tree.subtreeEnd.buffer))).toBe(0);
      }
    },
    LARGE
  );
});
