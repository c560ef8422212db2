import { Rewriting } from './rewriting';
import { overTree } from './rows';
import type { Steps } from '../slices';
import type { CallTree, FunctionTable } from '../tree';

/** What functions are shown as. */
export interface Groups {
  /** What the new tree points into. */
  readonly functions: FunctionTable;
  /** Of each function of the tree the row that stands for it in `functions`. */
  readonly rowOf: Uint32Array;
  /** 1 for each row of `functions` that stands for a group: calls within one are one frame. */
  readonly isGroup: Uint8Array;
}

/**
 * Functions of a group as one frame, which spends what they spend in themselves. A group that is called back by others
 * has a frame for each time.
 */
export function* groupingFrames(tree: CallTree, { functions, rowOf, isGroup }: Groups): Steps<CallTree> {
  const { parent, function: functionOf } = tree;
  const rewriting = new Rewriting(tree, functions, rowOf[functionOf[0]]);
  rewriting.keepSelf(0);
  yield* overTree(tree, (row) => {
    const below = rewriting.nodeOf[parent[row]];
    const fn = rowOf[functionOf[row]];
    if (isGroup[fn] === 1 && rewriting.function[below] === fn) {
      rewriting.join(row, below);
    } else {
      rewriting.place(row, fn, below, isGroup[fn] === 1);
    }
    rewriting.keepSelf(row);
    return row + 1;
  });
  return yield* rewriting.finishing();
}
