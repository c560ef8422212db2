import { GrowingColumn } from '../growingColumn';
import { otherLeaf } from '../operations/hidden';
import type { Detail } from '../around/question';
import { regroup } from '../around/regroup';
import { isSyntheticRoot, ROOT_NAME } from '../root';
import { overRows, type Steps } from '../slices';
import { NONE, type CallTree, type FunctionTable, type NodeIndex } from '../tree';

/** A tree whose stacks have no more frames than this in all is inverted in full. */
const IN_FULL = 200_000;

/**
 * Every stack turned around: below the root are the functions that spend something in themselves, and below each who
 * called it, as far as the profile's root. A node's self is the part with no further caller. What the server folded
 * into `other` has no known caller but stays one leaf.
 *
 * Of a part of the tree, `top` holds the stacks together: its callers are not followed.
 *
 * A large tree is worked out as far as `detail` says. Where that ends, a node's self is all of its total.
 */
export function* inverting(tree: CallTree, detail: Detail = {}, top: NodeIndex = 0): Steps<CallTree> {
  const { self, selfRight, depth } = tree;
  const isOther = otherLeaf(tree);
  const end = tree.subtreeEnd[top];
  const first = top === 0 && isSyntheticRoot(tree) ? 1 : top;
  // Room for all: memory that is not written to costs nothing.
  const rows = new Uint32Array(end - first);
  const last = new GrowingColumn();
  if (top > 0) {
    last.push(top);
  }
  let length = 0;
  let frames = 0;
  yield* overRows(first, end, (from, to) => {
    for (let row = from; row < to; row++) {
      if (self[row] === 0 && !(selfRight && selfRight[row] !== 0)) {
        continue;
      }
      rows[length++] = row;
      frames += depth[row];
      if (isOther(row)) {
        last.push(row);
      }
    }
  });
  frames -= length * depth[top];
  const { functions, root } = rootOf(tree);
  const { tree: turned } = yield* regroup(
    { ...tree, functions, parent: withoutCallers(tree.parent, last.values) },
    'callers',
    { function: root, nodes: rows.slice(0, length), value: self, valueRight: selfRight, below: true },
    frames <= IN_FULL ? {} : detail
  );
  yield* overRows(1, turned.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (turned.subtreeEnd[row] === row + 1) {
        turned.self[row] = turned.total[row];
        if (turned.selfRight && turned.totalRight) {
          turned.selfRight[row] = turned.totalRight[row];
        }
      }
    }
  });
  return { ...turned, upright: tree };
}

/** The root holds the stacks together; where the tree's own is a function, it needs another one. */
function rootOf({ functions, function: functionOf }: CallTree): { functions: FunctionTable; root: number } {
  const { names } = functions;
  if (names[functionOf[0]] === ROOT_NAME) {
    return { functions, root: functionOf[0] };
  }
  return { functions: { ...functions, names: [...names, ROOT_NAME] }, root: names.length };
}

function withoutCallers(parent: Int32Array, rows: Uint32Array): Int32Array {
  if (rows.length === 0) {
    return parent;
  }
  const copy = parent.slice();
  for (const row of rows) {
    copy[row] = NONE;
  }
  return copy;
}
