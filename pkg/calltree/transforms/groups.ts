import { placingNames } from '../order/placeOrder';
import { rewritten } from './rewriting';
import { FATE, surveying } from './rowFates';
import { depthsOf } from './rows';
import { overRows, type Steps } from '../slices';
import type { CallTree, FunctionTable } from '../tree';

const { out } = FATE;

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
  const { length, depth, function: functionOf } = tree;
  const fates = new Uint8Array(length);
  /** By depth, of the rows from the root to the one that is looked at, what each is shown as. */
  const shownAs = new Uint32Array(depthsOf(tree));
  shownAs[0] = rowOf[functionOf[0]];
  yield* overRows(1, length, (from, to) => {
    for (let row = from; row < to; row++) {
      const at = depth[row];
      const shown = rowOf[functionOf[row]];
      shownAs[at] = shown;
      fates[row] = isGroup[shown] === 1 && shownAs[at - 1] === shown ? out : 0;
    }
  });
  const places = yield* placingNames(functions.names);
  const placeOf = rowOf.map((shown) => places[shown]);
  const isShared = Uint8Array.from(rowOf, (shown) => isGroup[shown]);
  const nodes = yield* surveying(tree, fates, placeOf, isShared);
  const root = { self: true, joined: true };
  return yield* rewritten(tree, { fates, nodes, placeOf, root, renamed: { functions, rowOf } });
}
