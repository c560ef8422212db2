import { GONE, OUT, STAYS, type Shaping } from '../around/question';
import { regroup } from '../around/regroup';
import { otherLeaf } from '../operations/hidden';
import type { Steps } from '../slices';
import type { CallTree } from '../tree';
import type { Groups } from './groups';
import { MarkedStacks } from './markedStacks';
import { markedRows } from './rows';

/**
 * The outline of a transformed tree, long before that is made: its nodes from the root down, with the totals that they
 * have there. What lies below a node with less than `finest` (0 to 1) of the whole is left out, and the self of such a
 * node may be too small. Undefined where the transform leaves all of the tree, or nothing.
 *
 * Where whole stacks are shown or hidden, the tree is copied, which takes less time than its outline.
 */
type Outlining = Steps<CallTree | undefined>;

/** Of what {@link startingStacks} makes. */
export function* outliningStarted(tree: CallTree, marks: Uint8Array, finest: number): Outlining {
  const isMarked = markedRows(tree, marks);
  if (isMarked(0)) {
    return undefined;
  }
  return yield* outlining(tree, finest, {
    fateOf: (row, node) => (node > 0 || isMarked(row) ? STAYS : OUT),
    root: { self: false, joined: false },
  });
}

/** Of what {@link droppingFrames} makes. */
export function* outliningDropped(tree: CallTree, marks: Uint8Array, finest: number, hidden?: Uint8Array): Outlining {
  const isMarked = markedRows(tree, marks);
  const root = { self: !isMarked(0), joined: false };
  if (!hidden?.includes(1)) {
    return yield* outlining(tree, finest, { fateOf: (row) => (isMarked(row) ? OUT : STAYS), root });
  }
  const isHidden = markedRows(tree, hidden);
  if (isHidden(0)) {
    return undefined;
  }
  const stacks = yield* MarkedStacks.finding(tree, isHidden);
  const { self, total, selfRight = self, totalRight = total } = tree;
  return yield* outlining(tree, finest, {
    fateOf: (row) => (isHidden(row) ? GONE : isMarked(row) ? OUT : STAYS),
    root,
    weights: {
      self: (row) => self[row],
      total: (row) => total[row] - stacks.left(row),
      selfRight: (row) => selfRight[row],
      totalRight: (row) => totalRight[row] - stacks.right(row),
    },
  });
}

/** Of what {@link keepingFrames} makes. */
export function* outliningKept(tree: CallTree, marks: Uint8Array, finest: number): Outlining {
  const isMarked = markedRows(tree, marks);
  const isOther = otherLeaf(tree);
  return yield* outlining(tree, finest, {
    fateOf: (row, node) => (isMarked(row) || (node > 0 && isOther(row)) ? STAYS : OUT),
    root: { self: isMarked(0), joined: false },
  });
}

/** Of what {@link groupingFrames} makes. */
export function* outliningGrouped(tree: CallTree, groups: Groups, finest: number): Outlining {
  const { function: functionOf } = tree;
  const { rowOf, isGroup } = groups;
  return yield* outlining(tree, finest, {
    fateOf: (row, _node, group) => (isGroup[group] === 1 && rowOf[functionOf[row]] === group ? OUT : STAYS),
    root: { self: true, joined: true },
    renamed: groups,
  });
}

function* outlining(tree: CallTree, finest: number, shaping: Shaping): Outlining {
  const { total, totalRight } = tree;
  const root = tree.function[0];
  const start = {
    function: shaping.renamed?.rowOf[root] ?? root,
    nodes: Uint32Array.of(0),
    value: total,
    valueRight: totalRight,
  };
  const { tree: made, complete } = yield* regroup(tree, 'callees', start, { finest }, shaping);
  return complete ? made : undefined;
}
