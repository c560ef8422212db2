import { otherLeaf } from '../operations/hidden';
import { rewritten } from './rewriting';
import { markedRows } from './rows';
import { overRows, type Steps } from '../slices';
import type { CallTree } from '../tree';

/**
 * Without the frames of marked functions (`marks[f]` is 1): what they spend in themselves is their caller's. A stack
 * that has no other frames is left out. pprof calls it hide.
 */
export function droppingFrames(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const isMarked = markedRows(tree, marks);
  return keepingRows(tree, (row) => !isMarked(row));
}

/**
 * Only the frames of marked functions: what others spend in themselves is that of the nearest marked one that called
 * them. A stack without one is left out. pprof calls it show. What the server folded into `other` stays where it is.
 */
export function keepingFrames(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const isMarked = markedRows(tree, marks);
  const isOther = otherLeaf(tree);
  return keepingRows(tree, (row, below) => isMarked(row) || (below !== 0 && isOther(row)));
}

function* keepingRows(tree: CallTree, keeps: (row: number, below: number) => boolean): Steps<CallTree> {
  const { parent, length } = tree;
  const into = new Int32Array(length);
  yield* overRows(1, length, (from, to) => {
    for (let row = from; row < to; row++) {
      const below = into[parent[row]];
      into[row] = keeps(row, below) ? row : below;
    }
  });
  // The root is no function that could have spent what the outermost ones did.
  return yield* rewritten(tree, { into, root: { self: keeps(0, 0), joined: false } });
}
