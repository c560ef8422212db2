import { otherLeaf } from '../operations/hidden';
import { placingNames } from '../order/placeOrder';
import { rewritten } from './rewriting';
import { FATE, surveying } from './rowFates';
import { depthsOf, markedRows } from './rows';
import { hidingStacks } from './stacks';
import { overRows, type Steps } from '../slices';
import type { CallTree, NodeIndex } from '../tree';

const { out, gone } = FATE;

/**
 * Without the frames of marked functions (`marks[f]` is 1): what they spend in themselves is their caller's. A stack
 * that has no other frames is left out. pprof calls it hide. With `hidden`, stacks that a function marked there is in
 * are left out first: one new tree in place of two.
 */
export function* droppingFrames(tree: CallTree, marks: Uint8Array, hidden?: Uint8Array): Steps<CallTree> {
  const isMarked = markedRows(tree, marks);
  const fates = new Uint8Array(tree.length);
  yield* overRows(1, tree.length, (from, to) => {
    for (let row = from; row < to; row++) {
      fates[row] = isMarked(row) ? out : 0;
    }
  });
  if (hidden?.includes(1)) {
    const isHidden = markedRows(tree, hidden);
    if (isHidden(0)) {
      return yield* hidingStacks(tree, hidden);
    }
    yield* goneWith(tree, fates, isHidden);
  }
  return yield* withoutRows(tree, fates, !isMarked(0));
}

/**
 * Only the frames of marked functions: what others spend in themselves is that of the nearest marked one that called
 * them. A stack without one is left out. pprof calls it show. What the server folded into `other` stays where it is.
 */
export function* keepingFrames(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const { length, depth } = tree;
  const isMarked = markedRows(tree, marks);
  const isOther = otherLeaf(tree);
  const fates = new Uint8Array(length);
  /** By depth, of the rows from the root to the one that is looked at: whether a marked one is among them so far. */
  const below = new Uint8Array(depthsOf(tree));
  yield* overRows(1, length, (from, to) => {
    for (let row = from; row < to; row++) {
      const at = depth[row];
      const isBelow = below[at - 1] === 1;
      const stays = isMarked(row) || (isBelow && isOther(row));
      below[at] = isBelow || stays ? 1 : 0;
      fates[row] = stays ? 0 : out;
    }
  });
  return yield* withoutRows(tree, fates, isMarked(0));
}

/** Marks hidden rows as gone, and all that they call. */
function* goneWith(tree: CallTree, fates: Uint8Array, isHidden: (row: NodeIndex) => boolean): Steps<void> {
  let next: NodeIndex = 1;
  yield* overRows(1, tree.length, (from, to) => {
    for (let row = Math.max(from, next); row < to; row = next) {
      next = row + 1;
      if (isHidden(row)) {
        next = tree.subtreeEnd[row];
        fates.fill(gone, row, next);
      }
    }
  });
}

/** The root is no function that could have spent what the outermost ones did. */
function* withoutRows(tree: CallTree, fates: Uint8Array, self: boolean): Steps<CallTree> {
  const placeOf = yield* placingNames(tree.functions.names);
  const nodes = yield* surveying(tree, fates, placeOf);
  return yield* rewritten(tree, { fates, nodes, placeOf, root: { self, joined: false } });
}
