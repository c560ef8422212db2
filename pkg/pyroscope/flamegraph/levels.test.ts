import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { CallTreeError } from '../../calltree/errors';
import type { LevelColumns } from './levelColumns';
import { callTreeFromNestedSet } from '../../calltree/nestedSet';
import { nestedSetFromCallTree } from '../../calltree/nestedSetColumns';
import type { CallTree } from '../../calltree/tree';
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
} from '../../calltree/testing/trees';
import { readDiffResponse, readFlameGraphResponse, writeFlameGraphResponse } from './flamegraph';
import { callTreeFromLevels, levelsFromCallTree } from './levels';

const recorded = (name: string) => readFileSync(join(__dirname, 'testdata', name));

/** Levels of rows of gap, total, self and name. */
function levelsOf(...rows: number[][][]): LevelColumns {
  const all = rows.flat();
  const column = (index: number) => Float64Array.from(all, (row) => row[index]);
  return {
    names: ['total', 'a', 'b'],
    levelStart: Uint32Array.from([0, ...rows.map((_, level) => rows.slice(0, level + 1).flat().length)]),
    gap: column(0),
    total: column(1),
    self: column(2),
    name: Uint32Array.from(column(3)),
  };
}

/** A tree without the nodes that have no width, which levels do not hold. */
function withWidth(tree: CallTree): Map<string, readonly number[]> {
  return new Map([...pathsOf(tree)].filter(([path, [, left, , right]]) => path === '' || left > 0 || right > 0));
}

describe('callTreeFromLevels', () => {
  it('finds the parent of each node by where it starts', () => {
    const tree = callTreeFromLevels(
      levelsOf(
        [[0, 10, 1, 0]],
        [
          [1, 4, 2, 1],
          [0, 5, 0, 2],
        ],
        [
          [3, 2, 2, 2],
          [0, 1, 1, 1],
          [0, 4, 4, 2],
        ]
      )
    );
    expectWellFormed(tree);
    expect([...tree.parent]).toEqual([-1, 0, 1, 0, 3, 3]);
    expect([...tree.total]).toEqual([10, 4, 2, 5, 1, 4]);
  });

  it('is the root alone for an answer without nodes', () => {
    const empty = callTreeFromLevels({ ...levelsOf(), names: [] });
    expectWellFormed(empty);
    expect(pathsOf(empty)).toEqual(new Map([['', [0, 0]]]));
    expect(empty.functions.names).toEqual(['total']);
    expect(pathsOf(callTreeFromLevels(levelsOf([[0, 0, 0, 0]])))).toEqual(new Map([['', [0, 0]]]));
  });

  it.each<[string, LevelColumns, string, number | undefined]>([
    [
      'two roots',
      levelsOf([
        [0, 1, 1, 0],
        [0, 1, 1, 0],
      ]),
      'no-root',
      2,
    ],
    ['no root', levelsOf([], [[0, 1, 1, 0]]), 'no-root', 0],
    ['a node that begins past its parent', levelsOf([[0, 5, 0, 0]], [[5, 1, 1, 1]]), 'outside-parent', 1],
    ['a node that ends past its parent', levelsOf([[0, 5, 0, 0]], [[3, 3, 3, 1]]), 'outside-parent', 1],
    [
      'a node between two parents',
      levelsOf(
        [[0, 9, 0, 0]],
        [
          [0, 2, 2, 1],
          [2, 2, 2, 1],
        ],
        [[3, 3, 3, 1]]
      ),
      'outside-parent',
      3,
    ],
    ['a level below an empty one', levelsOf([[0, 5, 5, 0]], [], [[0, 1, 1, 1]]), 'outside-parent', 1],
    ['a name out of range', levelsOf([[0, 5, 0, 0]], [[0, 5, 5, 3]]), 'bad-label', 1],
  ])('refuses %s', (_, levels, code, row) => {
    expect(() => callTreeFromLevels(levels)).toThrow(expect.objectContaining({ code, row }));
    expect(() => callTreeFromLevels(levels)).toThrow(CallTreeError);
  });

  it('keeps children with their parents where positions are past 2^53', () => {
    const path = (i: number) => ['a', `f${i}`, 'x', 'y'];
    const tree = treeOf(...Array.from({ length: 5000 }, (_, i) => [path(i), 3e14 + i * 12345] as const));
    expect(tree.total[0]).toBeGreaterThan(2 ** 60);
    const back = callTreeFromLevels(levelsFromCallTree(tree));
    expect([...pathsOf(back).keys()]).toEqual([...pathsOf(tree).keys()]);
    expect([...back.total]).toEqual([...tree.total]);
  });
});

describe('levels and trees', () => {
  it('go there and back as an answer, also past 2^53, where places are rounded', () => {
    const frame = fc.integer({ min: 0, max: 7 }).map((i) => `f${i}`);
    const value = fc.integer({ min: 1, max: 2 ** 30 }).map((number) => number * 2 ** 25 + 1);
    const stack = fc.tuple(fc.array(frame, { minLength: 1, maxLength: 6 }), value, value);
    fc.assert(
      fc.property(fc.array(stack, { minLength: 1, maxLength: 100 }), fc.boolean(), (stacks, compared) => {
        const tree = treeOf(
          ...stacks.map(([path, left, right]): Stack => (compared ? [path, left, right] : [path, left]))
        );
        const answer = writeFlameGraphResponse(levelsFromCallTree(tree));
        const levels = compared ? readDiffResponse(answer) : readFlameGraphResponse(answer);
        expect([...pathsOf(callTreeFromLevels(levels))]).toEqual([...withWidth(tree)]);
      })
    );
  });

  it('go there and back, and through a frame, for any tree', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryStacks, arbitraryComparedStacks), (stacks) => {
        const tree = treeOf(...stacks);
        const back = callTreeFromLevels(levelsFromCallTree(tree));
        expectWellFormed(back);
        expect([...pathsOf(back)]).toEqual([...withWidth(tree)]);
        expect(callTreeFromNestedSet(nestedSetFromCallTree(back))).toEqual(back);
      })
    );
  });

  it(
    'go there and back for deep and wide trees',
    () => {
      for (const tree of [deepTree(100_000), wideTree(300_000)]) {
        const back = callTreeFromLevels(levelsFromCallTree(tree));
        expectWellFormed(back);
        expect(Buffer.compare(Buffer.from(back.total.buffer), Buffer.from(tree.total.buffer))).toBe(0);
      }
    },
    LARGE
  );

  it.each([
    ['node-wall.bin', readFlameGraphResponse(recorded('node-wall.bin'))],
    ['tsc-cpu-cut-64.bin', readFlameGraphResponse(recorded('tsc-cpu-cut-64.bin'))],
    ['tsc-cpu-cut-8192.bin.gz', readFlameGraphResponse(gunzipSync(recorded('tsc-cpu-cut-8192.bin.gz')))],
    ['python-cpu-diff.bin', readDiffResponse(recorded('python-cpu-diff.bin'))],
  ])('write the recorded answer %s as Pyroscope did', (_, levels) => {
    const tree = callTreeFromLevels(levels);
    expectWellFormed(tree);
    expect(tree.length).toBeGreaterThan(90);
    expect(levelsFromCallTree(tree)).toEqual(levels);
  });
});
