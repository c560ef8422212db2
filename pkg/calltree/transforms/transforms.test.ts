import fc from 'fast-check';
import { CallTreeBuilder } from '../build';
import { findCallPath } from '../callPath';
import { atOnce } from '../slices';
import { naiveInverted, rewritten, withoutRecursion } from '../testing/naiveTransforms';
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
import { openTree } from '../operations/openTree';
import { nodeName, wholeOf, type CallTree } from '../tree';
import { droppingFrames, keepingFrames } from './frames';
import { groupingFrames, type Groups } from './groups';
import { followingCallers, inverting } from './inverting';
import { collapsingRecursion } from './recursion';
import { hidingStacks, showingStacks, showingSubtree, startingStacks } from './stacks';
import { recordedTree, RECORDED } from '../testing/recorded';

const marksOf = (tree: CallTree, isMarked: (name: string) => boolean) =>
  Uint8Array.from(tree.functions.names, (name) => (isMarked(name) ? 1 : 0));
const some = (name: string) => ['run', 'read', 'é', 'other', 'total'].includes(name);
/** None of them is what the server left out. */
const waits = (name: string) => ['z', 'read'].includes(name);
/** Of a stack, the frames that may be marked: not what the server left out. */
const marked = (names: readonly string[], other: boolean) =>
  names.map((name, at) => some(name) && !(other && at === names.length - 1));

/** The group of a name: of the ten names of random trees, and of recorded ones. */
const groupOf = (name: string) => (name === 'other' || name === 'total' ? name : `${name.length % 3}`);

function groups(tree: CallTree): Groups {
  const names = [...new Set(tree.functions.names.map(groupOf))];
  return {
    functions: { names },
    rowOf: Uint32Array.from(tree.functions.names, (name) => names.indexOf(groupOf(name))),
    isGroup: Uint8Array.from(names, (name) => (/^\d$/.test(name) ? 1 : 0)),
  };
}

const transforms: Record<string, { fast: (tree: CallTree) => CallTree; slow: (tree: CallTree) => CallTree }> = {
  showingStacks: {
    fast: (tree) => atOnce(showingStacks(tree, marksOf(tree, some))),
    slow: (tree) => rewritten(tree, (names, other) => (marked(names, other).includes(true) ? names : undefined)),
  },
  hidingStacks: {
    fast: (tree) => atOnce(hidingStacks(tree, marksOf(tree, some))),
    slow: (tree) => rewritten(tree, (names, other) => (marked(names, other).includes(true) ? undefined : names)),
  },
  startingStacks: {
    fast: (tree) => atOnce(startingStacks(tree, marksOf(tree, some))),
    slow: (tree) =>
      rewritten(tree, (names, other) => {
        const at = marked(names, other).indexOf(true);
        return at < 0 ? undefined : names.slice(at);
      }),
  },
  droppingFrames: {
    fast: (tree) => atOnce(droppingFrames(tree, marksOf(tree, some))),
    slow: (tree) =>
      rewritten(tree, (names, other) => {
        const drops = marked(names, other);
        const kept = names.filter((_, at) => !drops[at]);
        return kept.length > 0 || names.length === 0 ? kept : undefined;
      }),
  },
  'droppingFrames beside hidden stacks': {
    fast: (tree) => atOnce(droppingFrames(tree, marksOf(tree, some), marksOf(tree, waits))),
    slow: (tree) =>
      rewritten(tree, (names, other) => {
        if (names.some(waits)) {
          return undefined;
        }
        const drops = marked(names, other);
        const kept = names.filter((_, at) => !drops[at]);
        return kept.length > 0 || names.length === 0 ? kept : undefined;
      }),
  },
  keepingFrames: {
    fast: (tree) => atOnce(keepingFrames(tree, marksOf(tree, some))),
    slow: (tree) =>
      rewritten(tree, (names, other) => {
        const keeps = marked(names, other);
        return keeps.includes(true)
          ? names.filter((_, at) => keeps[at] || (other && at === names.length - 1))
          : undefined;
      }),
  },
  'collapsingRecursion of all': {
    fast: (tree) => atOnce(collapsingRecursion(tree)),
    slow: (tree) => rewritten(tree, (names, other) => withoutRecursion(names, other)),
  },
  'collapsingRecursion of one': {
    fast: (tree) => {
      const fn = tree.functions.names.indexOf('run');
      return fn < 0 ? tree : atOnce(collapsingRecursion(tree, fn));
    },
    slow: (tree) => rewritten(tree, (names, other) => withoutRecursion(names, other, 'run')),
  },
  groupingFrames: {
    fast: (tree) => atOnce(groupingFrames(tree, groups(tree))),
    slow: (tree) =>
      rewritten(tree, (names) =>
        names.map(groupOf).filter((group, at, all) => !/^\d$/.test(group) || group !== all[at - 1])
      ),
  },
  inverting: {
    fast: (tree) => atOnce(inverting(tree, { finest: tree.length > 100_000 ? 1 / 16_384 : 0 })),
    slow: naiveInverted,
  },
};

/** Paths with something in them; a side that is not there is 0. */
function worth(tree: CallTree): Array<[string, readonly number[]]> {
  return [...pathsOf(tree)]
    .map(([path, [self, total, selfRight = 0, totalRight = 0]]): [string, number[]] => [
      path,
      [self, total, selfRight, totalRight],
    ])
    .filter(([path, values]) => path === '' || values.some((value) => value !== 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const stacks = fc.oneof(arbitraryStacks, arbitraryComparedStacks);
/** Stacks without what the server left out: random ones end in `other` now and then. */
const named = (all: Stack[]) => all.filter(([names]) => !names.includes('other') && !names.includes('total'));

let extremes: CallTree[] | undefined;
let besides: CallTree | undefined;

/** A node that calls very many, between others that some transforms make one or bring to the same caller. */
function besideTree(): CallTree {
  const wide = Array.from({ length: 17_000 }, (_, at): Stack => [['main', 'large', `callee${at}`], at % 5, at % 3]);
  return treeOf(
    [['main', 'a', 'read', 'z'], 1, 2],
    ...wide,
    [['main', 'run', 'a', 'read', 'y'], 3, 0],
    [['main', 'run', 'main', 'z', 'z'], 0, 4],
    [['main', 'z', 'other'], 5, 5],
    [['é', 'large', 'callee1'], 6, 7]
  );
}

describe.each(Object.entries(transforms))('%s', (name, { fast, slow }) => {
  it('equals each stack rewritten by itself, on both sides', () => {
    fc.assert(
      fc.property(stacks, (all) => {
        const tree = treeOf(...all);
        const made = fast(tree);
        expectWellFormed(made);
        expect(worth(made)).toEqual(worth(slow(tree)));
        expect(made.totalRight !== undefined).toBe(tree.totalRight !== undefined);
        expect(wholeOf(made)).toEqual(wholeOf(tree));
      })
    );
  });

  it.each(RECORDED)(
    'does so with %s',
    (recording) => {
      const tree = recordedTree(recording);
      const made = fast(tree);
      expectWellFormed(made);
      if (tree.length < 10_000) {
        expect(worth(made)).toEqual(worth(slow(tree)));
      }
    },
    LARGE
  );

  it(
    'takes over what stays as it is, in pieces, beside what comes together, on both sides',
    () => {
      const made = fast((besides ??= besideTree()));
      expectWellFormed(made);
      const expected = new Map(worth(slow(besides)));
      const found = worth(made);
      expect(found.length).toBe(expected.size);
      expect(found.filter(([path, values]) => `${values}` !== `${expected.get(path)}`)).toEqual([]);
    },
    LARGE
  );

  it('takes siblings that share a function', () => {
    fc.assert(fc.property(arbitraryTwins, (tree) => expectWellFormed(fast(tree))));
  });

  it(
    'takes deep and wide trees',
    () => {
      for (const tree of (extremes ??= [deepTree(100_000), wideTree(200_000)])) {
        const made = fast(tree);
        expectWellFormed(made);
        if (name.startsWith('hiding') || name.startsWith('dropping') || name.startsWith('collapsing')) {
          expect(made.total[0]).toBe(tree.total[0]);
        }
      }
    },
    LARGE
  );
});

it('shows with one transform what its complement hides', () => {
  fc.assert(
    fc.property(stacks, (all) => {
      const tree = treeOf(...all);
      const shown = new Map(worth(transforms.showingStacks.fast(tree)));
      const hidden = new Map(worth(transforms.hidingStacks.fast(tree)));
      const none = [0, 0, 0, 0];
      expect(
        worth(tree).map(([path]) =>
          (shown.get(path) ?? none).map((value, at) => value + (hidden.get(path) ?? none)[at])
        )
      ).toEqual(worth(tree).map(([, values]) => values));
    })
  );
});

it('has all as it was after it was inverted twice', () => {
  fc.assert(
    fc.property(stacks, (all) => {
      const tree = treeOf(...named(all as Stack[]));
      expect(worth(atOnce(inverting(atOnce(inverting(tree)))))).toEqual(worth(tree));
    })
  );
});

it('keeps what each function spends in itself where recursion is collapsed, and of one function its total', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStacks, async (all) => {
      const tree = treeOf(...named(all));
      const self = async (of: CallTree) => {
        const { function: functionOf, self: selfOf } = await openTree(of).topTable();
        const rows = Array.from(functionOf, (fn, row): [string, number] => [of.functions.names[fn], selfOf[row]]);
        return new Map(rows.filter(([, value]) => value > 0));
      };
      expect(await self(atOnce(collapsingRecursion(tree)))).toEqual(await self(tree));
      const fn = tree.functions.names.indexOf('run');
      if (fn >= 0) {
        const total = async (of: CallTree) => {
          const table = await openTree(of).topTable();
          return table.total[table.function.indexOf(fn)];
        };
        expect(await total(atOnce(collapsingRecursion(tree, fn)))).toBe(await total(tree));
      }
    })
  );
});

describe('showingSubtree', () => {
  it('is a node and what it calls, without its callers', () => {
    fc.assert(
      fc.property(stacks, fc.nat(), (all, at) => {
        const tree = treeOf(...all);
        const node = at % tree.length;
        const made = atOnce(showingSubtree(tree, node));
        expectWellFormed(made);
        expect(made.length).toBe(tree.subtreeEnd[node] - node + (node === 0 ? 0 : 1));
        expect(made.total[0]).toBe(tree.total[node]);
        expect(nodeName(made, Math.min(node, 1) % made.length)).toBe(nodeName(tree, node));
        expect(wholeOf(made)).toEqual(wholeOf(tree));
      })
    );
  });
});

describe('inverting a part of a tree', () => {
  it('is inverting that part alone, its top as the last caller', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryStacks, arbitraryComparedStacks), fc.nat(), (stacks, at) => {
        const tree = treeOf(...stacks);
        const top = at % tree.length;
        const sums = new Map<string, number[]>();
        for (let node = top; node < tree.subtreeEnd[top]; node++) {
          let way = '';
          const values = [tree.self[node], tree.selfRight?.[node] ?? 0];
          const lone = node > 0 && nodeName(tree, node) === 'other' && tree.subtreeEnd[node] === node + 1;
          for (let up = node; up >= (top === 0 ? 1 : top); up = lone ? -1 : tree.parent[up]) {
            way += `\0${nodeName(tree, up)}`;
            sums.set(
              way,
              (sums.get(way) ?? [0, 0]).map((sum, side) => sum + values[side])
            );
          }
        }
        const inverted = atOnce(inverting(tree, {}, top));
        expectWellFormed(inverted);
        const expected = [...sums].filter(([, values]) => values.some((value) => value > 0));
        const found = [...pathsOf(inverted)].slice(1);
        expect(new Map(found.map(([way, [, total, , totalRight = 0]]) => [way, [total, totalRight]]))).toEqual(
          new Map(expected)
        );
      })
    );
  });
});

describe('inverting a large tree', () => {
  it('follows what was too small once it is asked to, until the tree is whole', () => {
    // So many frames that not all of them are followed.
    const large = Array.from({ length: 700 }, (_, at): Stack => [new Array<string>(at + 1).fill('deep'), 1]);
    fc.assert(
      fc.property(fc.oneof(arbitraryStacks, arbitraryComparedStacks), fc.nat(), fc.nat(), (stacks, at, which) => {
        const tree = treeOf(...stacks, ...large);
        // The whole of it, or a part that is as large.
        const top = at % 2 === 0 ? 0 : findCallPath(tree, ['deep']);
        let made = atOnce(inverting(tree, { finest: 0.2 }, top));
        expect(made.unfollowed.length).toBeGreaterThan(0);
        for (let asked = 0; made.unfollowed.length > 0; asked++) {
          expect(asked).toBeLessThan(tree.length);
          const node = made.unfollowed[which % made.unfollowed.length];
          made = atOnce(followingCallers(made, node, asked % 2 === 0 ? 0.5 : 0, top));
        }
        expectWellFormed(made);
        expect(pathsOf(made)).toEqual(pathsOf(atOnce(inverting(tree, {}, top))));
        expect([made.upright, wholeOf(made)]).toEqual([tree, wholeOf(tree)]);
      }),
      { numRuns: 10 }
    );
  });

  it(
    'leaves out what is too small, and says no less than all of what it shows',
    () => {
      const tree = recordedTree('big-tsc-cpu');
      const made = atOnce(inverting(tree, { finest: 1 / 1024 }));
      expectWellFormed(made);
      expect(made.upright).toBe(tree);
      expect(made.total[0]).toBe(tree.total[0]);
      expect(made.length).toBeLessThan(tree.length);
    },
    LARGE
  );

  it(
    'follows the callers of what costs most first where all of them are too many',
    () => {
      const builder = new CallTreeBuilder();
      const loop = builder.functions.intern('loop');
      let node = 0;
      for (let depth = 0; depth < 50_000; depth++) {
        node = builder.child(node, loop);
        if (depth % 500 === 0) {
          builder.addSelf(builder.child(node, builder.functions.intern(`a${depth}`)), 1);
        }
      }
      builder.addSelf(builder.child(node, builder.functions.intern('z')), 100);
      const made = atOnce(inverting(builder.finish(), { finest: 1 / 4096 }));
      const at = Array.from({ length: made.length }, (_, row) => row).find((row) => nodeName(made, row) === 'z')!;
      expect(made.total[at]).toBe(100);
      expect(made.subtreeEnd[at] - at).toBe(50_001);
    },
    LARGE
  );
});
