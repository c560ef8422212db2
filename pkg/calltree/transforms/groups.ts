import { rewritten } from './rewriting';
import { overRows, type Steps } from '../slices';
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
  const { parent, length } = tree;
  const into = new Int32Array(length);
  const functionOf = new Uint32Array(length);
  functionOf[0] = rowOf[tree.function[0]];
  yield* overRows(1, length, (from, to) => {
    for (let row = from; row < to; row++) {
      const below = into[parent[row]];
      const fn = rowOf[tree.function[row]];
      functionOf[row] = fn;
      into[row] = isGroup[fn] === 1 && functionOf[below] === fn ? below : row;
    }
  });
  const renamed = { functions, functionOf, isShared: isGroup };
  return yield* rewritten(tree, { into, renamed, root: { self: true, joined: true } });
}
