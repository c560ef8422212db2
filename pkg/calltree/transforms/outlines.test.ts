import fc from 'fast-check';
import { atOnce, type Steps } from '../slices';
import { recordedTree, RECORDED } from '../testing/recorded';
import {
  LARGE,
  arbitraryComparedStacks,
  arbitraryStacks,
  arbitraryTwins,
  deepTree,
  expectWellFormed,
  pathsOf,
  treeOf,
  wideTree,
  type Stack,
} from '../testing/trees';
import { nodeName, wholeOf, type CallTree } from '../tree';
import { droppingFrames, keepingFrames } from './frames';
import { groupingFrames, type Groups } from './groups';
import { outliningDropped, outliningGrouped, outliningKept, outliningStarted } from './outlines';
import { startingStacks } from './stacks';

type Marks = Uint8Array;
const marksOf = (tree: CallTree, isMarked: (name: string) => boolean): Marks =>
  Uint8Array.from(tree.functions.names, (name) => (isMarked(name) ? 1 : 0));
const some = (tree: CallTree) =>
  marksOf(tree, (name) => ['run', 'read', 'é', 'other'].includes(name) || /[Mm]arshal|^http/.test(name));
const others = (tree: CallTree) => marksOf(tree, (name) => ['z', 'read'].includes(name) || /^runtime|gc/.test(name));

function groups({ functions, function: functionOf }: CallTree): Groups {
  const groupOf = (name: string, fn: number) =>
    name === 'other' || fn === functionOf[0] ? name : `group ${name.length % 3}`;
  const names = [...new Set(functions.names.map(groupOf))];
  return {
    functions: { names },
    rowOf: Uint32Array.from(functions.names, (name, fn) => names.indexOf(groupOf(name, fn))),
    isGroup: Uint8Array.from(names, (name) => (name.startsWith('group') ? 1 : 0)),
  };
}

const kinds: Record<
  string,
  { exact(tree: CallTree): Steps<CallTree>; outline(tree: CallTree, finest: number): Steps<CallTree | undefined> }
> = {
  startingStacks: {
    exact: (tree) => startingStacks(tree, some(tree)),
    outline: (tree, finest) => outliningStarted(tree, some(tree), finest),
  },
  droppingFrames: {
    exact: (tree) => droppingFrames(tree, some(tree)),
    outline: (tree, finest) => outliningDropped(tree, some(tree), finest),
  },
  'droppingFrames beside hidden stacks': {
    exact: (tree) => droppingFrames(tree, some(tree), others(tree)),
    outline: (tree, finest) => outliningDropped(tree, some(tree), finest, others(tree)),
  },
  keepingFrames: {
    exact: (tree) => keepingFrames(tree, some(tree)),
    outline: (tree, finest) => outliningKept(tree, some(tree), finest),
  },
  groupingFrames: {
    exact: (tree) => groupingFrames(tree, groups(tree)),
    outline: (tree, finest) => outliningGrouped(tree, groups(tree), finest),
  },
};

let extremes: CallTree[] | undefined;
/** What has nothing on either side cannot be seen: whether it stays is nothing that an outline tells. */
const hasAny = ([, left, right = 0]: Stack) => left + right > 0;
const stacks = fc.oneof(arbitraryStacks, arbitraryComparedStacks);

describe.each(Object.entries(kinds))('the outline of %s', (_, { exact, outline }) => {
  const expectOutline = (tree: CallTree) => {
    const made = atOnce(exact(tree));
    const all = atOnce(outline(tree, 0));
    if (!all) {
      expect([0, tree.length]).toContain(made.length === 1 ? 0 : made.length);
      return;
    }
    expect(differing(all, made)).toEqual([]);
    expect(wholeOf(all)).toEqual(wholeOf(made));
    if (tree.length > 10_000) {
      return;
    }
    expectWellFormed(all);

    const finest = 1 / 16;
    const rough = atOnce(outline(tree, finest))!;
    const expected = pathsOf(made);
    const found = pathsOf(rough);
    for (const [path, [, total, , totalRight]] of found) {
      expect([path, total, totalRight]).toEqual([path, expected.get(path)![1], expected.get(path)![3]]);
    }
    const least = finest * (made.total[0] + (made.totalRight?.[0] ?? 0));
    for (const [path, [, total, , totalRight = 0]] of expected) {
      expect(total + totalRight < least || found.has(path)).toBe(true);
    }
  };

  it('has all nodes where nothing is too fine, and else those that are wide', () => {
    fc.assert(fc.property(stacks, (all) => expectOutline(treeOf(...all.filter(hasAny)))));
  });

  it('makes siblings that share a function one', () => {
    fc.assert(
      fc.property(arbitraryTwins, (tree) => {
        const all = atOnce(outline(tree, 0));
        expect(all?.total[0] ?? 0).toBe(all ? atOnce(exact(tree)).total[0] : 0);
        if (all) {
          expectWellFormed(all);
        }
      })
    );
  });

  it.each(RECORDED)('does so with %s', (recording) => expectOutline(recordedTree(recording)), LARGE);

  it(
    'takes deep and wide trees',
    () => {
      for (const tree of (extremes ??= [deepTree(100_000), wideTree(200_000)])) {
        const made = atOnce(outline(tree, 1 / 4096));
        expect(made === undefined || made.total[0] === atOnce(exact(tree)).total[0]).toBe(true);
      }
    },
    LARGE
  );
});

/** The columns in which two trees differ. */
function differing(one: CallTree, other: CallTree): string[] {
  const columns = ['parent', 'self', 'total', 'selfRight', 'totalRight'] as const;
  const differ = columns.filter(
    (name) => one[name]?.length !== other[name]?.length || one[name]?.some((value, row) => value !== other[name]![row])
  );
  const sameNames = one.function.every((fn, row) => one.functions.names[fn] === nodeName(other, row));
  return sameNames ? differ : ['function', ...differ];
}
