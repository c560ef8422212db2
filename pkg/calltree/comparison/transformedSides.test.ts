import fc from 'fast-check';
import { atOnce } from '../slices';
import { arbitraryStacks, expectWellFormed, pathsOf, treeOf, type Stack } from '../testing/trees';
import { droppingFrames, keepingFrames } from '../transforms/frames';
import { groupingFrames } from '../transforms/groups';
import { inverting } from '../transforms/inverting';
import { collapsingRecursion } from '../transforms/recursion';
import { hidingStacks, showingStacks, showingSubtree, startingStacks } from '../transforms/stacks';
import { findCallPath } from '../callPath';
import { openTree } from '../operations/openTree';
import { NONE, wholeOf, type CallTree } from '../tree';
import { comparing } from './diff';

const some = (name: string) => ['run', 'read', 'é'].includes(name);
const marks = (tree: CallTree, isMarked = some) =>
  Uint8Array.from(tree.functions.names, (name) => (isMarked(name) ? 1 : 0));
/** The first two letters of a name are its package. */
const packageOf = (name: string) => (name === 'total' ? name : name.slice(0, 2));

function byPackage(tree: CallTree): CallTree {
  const names = [...new Set(tree.functions.names.map(packageOf))];
  return atOnce(
    groupingFrames(tree, {
      functions: { names },
      rowOf: Uint32Array.from(tree.functions.names, (name) => names.indexOf(packageOf(name))),
      isGroup: Uint8Array.from(names, (name) => (name === 'total' ? 0 : 1)),
    })
  );
}

function recursionOf(tree: CallTree, name: string): CallTree {
  const fn = tree.functions.names.indexOf(name);
  return fn === NONE ? tree : atOnce(collapsingRecursion(tree, fn));
}

function below(tree: CallTree, path: string[]): CallTree {
  const node = findCallPath(tree, path);
  return node === NONE
    ? atOnce(
        keepingFrames(
          tree,
          marks(tree, () => false)
        )
      )
    : atOnce(showingSubtree(tree, node));
}

const transforms: Record<string, (tree: CallTree) => CallTree> = {
  'stacks shown': (tree) => atOnce(showingStacks(tree, marks(tree))),
  'stacks hidden': (tree) => atOnce(hidingStacks(tree, marks(tree))),
  'stacks begun at functions': (tree) => atOnce(startingStacks(tree, marks(tree))),
  'frames dropped': (tree) => atOnce(droppingFrames(tree, marks(tree))),
  'frames kept': (tree) => atOnce(keepingFrames(tree, marks(tree))),
  'the runtime and idle stacks hidden': (tree) =>
    atOnce(
      droppingFrames(
        tree,
        marks(tree),
        marks(tree, (name) => name === 'z')
      )
    ),
  'one call alone': (tree) => below(tree, ['main']),
  'all recursion collapsed': (tree) => atOnce(collapsingRecursion(tree)),
  'the recursion of one function collapsed': (tree) => recursionOf(tree, 'main'),
  'frames grouped': byPackage,
  'stacks inverted': (tree) => atOnce(inverting(tree)),
  'several, one after the other': (tree) => {
    const hidden = atOnce(
      hidingStacks(
        tree,
        marks(tree, (name) => name === 'z')
      )
    );
    return atOnce(inverting(byPackage(atOnce(collapsingRecursion(hidden)))));
  },
};

/** What the server left out is reconciled between two sides, so that neither is what it is alone. */
const complete = arbitraryStacks.map((stacks) =>
  stacks.filter(([names]) => !names.includes('other') && !names.includes('total'))
);

type Side = 'baseline' | 'compared';
const atSide = <T>(side: Side, baseline: T, compared: T) => (side === 'baseline' ? baseline : compared);
const withoutZeros = (rows: Array<[string, number[]]>) =>
  Object.fromEntries(rows.filter(([, values]) => values.some((value) => value !== 0)));

/** Self and total of each path, as a side has them. */
function sideOf(tree: CallTree, side: Side) {
  return withoutZeros(
    [...pathsOf(tree)].map(([path, [self, total, selfRight = 0, totalRight = 0]]) => [
      path,
      atSide(side, [self, total], [selfRight, totalRight]),
    ])
  );
}

/** Self and total of each function, as a side has them; of what is inverted as it stood before. */
async function functionsOf(tree: CallTree, side: Side) {
  const asked = tree.upright ?? tree;
  const table = await openTree(asked).topTable();
  return withoutZeros(
    Array.from(table.function, (fn, row): [string, number[]] => [
      asked.functions.names[fn],
      atSide(side, [table.self[row], table.total[row]], [table.selfRight?.[row] ?? 0, table.totalRight?.[row] ?? 0]),
    ])
  );
}

it.each(Object.entries(transforms))(
  'a comparison with %s has on each side what that side has alone',
  async (_, make) => {
    await fc.assert(
      fc.asyncProperty(complete, complete, async (before: Stack[], after: Stack[]) => {
        const [baseline, compared] = [treeOf(...before), treeOf(...after)];
        const both = make(atOnce(comparing(baseline, compared)));
        expectWellFormed(both);
        const alone = { baseline: make(baseline), compared: make(compared) };
        for (const side of ['baseline', 'compared'] as const) {
          expect(sideOf(both, side)).toEqual(sideOf(alone[side], 'baseline'));
          expect(await functionsOf(both, side)).toEqual(await functionsOf(alone[side], 'baseline'));
        }
        // Shares stay those of each side's whole profile.
        expect(wholeOf(both)).toEqual({ total: baseline.total[0], totalRight: compared.total[0] });
      })
    );
  }
);
