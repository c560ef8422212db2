import { depthsOf } from './rows';
import { overRows, type Steps } from '../slices';
import type { CallTree } from '../tree';

/** What becomes of a row: a byte of these. */
export const FATE = {
  /** It is no node of its own: what it spends in itself and calls is its caller's. */
  out: 1,
  /** Something below it comes to stand elsewhere, or below it with others. */
  changed: 2,
  /** What it calls is not what it called, or has other functions. */
  mixed: 4,
  /** What it calls is not in the order of names, or some of it is of one function. */
  unordered: 8,
  /** Both: what it calls is to be put together by function. */
  meeting: 12,
  /** It is the first of several rows that are one node. */
  several: 16,
  /** Rows from deeper below became part of it. */
  joined: 32,
  /** It is not where it was, nor what it calls. */
  gone: 64,
} as const;

const { out, gone, changed, mixed, unordered, meeting } = FATE;

/**
 * Finds out what becomes of rows where those that are `out` leave what they call to their callers, and those that are
 * `gone`, each row below them too, leave nothing. Answers how many rows stay nodes. `placeOf` is of each function the
 * place of what it becomes, `isShared` 1 where others become the same.
 */
export function* surveying(
  tree: CallTree,
  fates: Uint8Array,
  placeOf: Uint32Array,
  isShared?: Uint8Array
): Steps<number> {
  const { length, depth, function: functionOf } = tree;
  const depths = depthsOf(tree);
  // By depth, of the rows from the root to the one that is looked at: how deep it, or what it became part of, comes to
  // stand. By the depth in the new tree: the row, and the place of what it called last.
  const deep = new Int32Array(depths);
  const rowAt = new Int32Array(depths);
  const lastPlace = new Int32Array(depths + 1).fill(-1, 0, 2);
  let nodes = 1;
  yield* overRows(1, length, (from, to) => {
    for (let row = from; row < to; row++) {
      const above = deep[depth[row] - 1];
      let change = 0;
      if ((fates[row] & (out | gone)) !== 0) {
        deep[depth[row]] = above;
        change = fates[row] === out ? changed | mixed : changed;
      } else {
        nodes++;
        deep[depth[row]] = above + 1;
        rowAt[above + 1] = row;
        lastPlace[above + 2] = -1;
        const place = placeOf[functionOf[row]];
        if (place > lastPlace[above + 1]) {
          lastPlace[above + 1] = place;
        } else {
          change = unordered;
        }
        if (isShared?.[functionOf[row]] === 1) {
          change |= mixed;
        }
      }
      if (change !== 0) {
        const caller = rowAt[above];
        fates[caller] |= change & meeting;
        if ((change & changed) !== 0 || (fates[caller] & meeting) === meeting) {
          markChanged(fates, rowAt, above);
        }
      }
    }
  });
  return nodes;
}

/** Marks the rows at `depth` and above it, `rowAt` being those from the root down, by depth. */
export function markChanged(fates: Uint8Array, rowAt: Int32Array, depth: number): void {
  for (let at = depth; at >= 0 && (fates[rowAt[at]] & changed) === 0; at--) {
    fates[rowAt[at]] |= changed;
  }
}
