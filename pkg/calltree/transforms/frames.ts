import { otherLeaf } from '../operations/hidden';
import { placingNames } from '../order/placeOrder';
import { rewritten } from './rewriting';
import { FATE, surveying } from './rowFates';
import { depthsOf, markedRows } from './rows';
import { overRows, type Steps } from '../slices';
import type { CallTree } from '../tree';

const { out } = FATE;

/**
 * Without the frames of marked functions (`marks[f]` is 1): what they spend in themselves is their caller's. A stack
 * that has no other frames is left out. pprof calls it hide.
 */
export function* droppingFrames(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const isMarked = markedRows(tree, marks);
  const fates = new Uint8Array(tree.length);
  yield* overRows(1, tree.length, (from, to) => {
    for (let row = from; row < to; row++) {
      fates[row] = isMarked(row) ? out : 0;
    }
  });
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

/** The root is no function that could have spent what the outermost ones did. */
function* withoutRows(tree: CallTree, fates: Uint8Array, self: boolean): Steps<CallTree> {
  const placeOf = yield* placingNames(tree.functions.names);
  const nodes = yield* surveying(tree, fates, placeOf);
  return yield* rewritten(tree, { fates, nodes, placeOf, root: { self, joined: false } });
}
