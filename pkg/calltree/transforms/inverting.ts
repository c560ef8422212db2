import { GrowingColumn } from '../growingColumn';
import { grafting } from '../operations/graft';
import { otherLeaf } from '../operations/hidden';
import type { Detail } from '../around/question';
import { regroup } from '../around/regroup';
import { isSyntheticRoot, ROOT_NAME } from '../root';
import { overRows, type Steps } from '../slices';
import { NONE, type CallTree, type FunctionIndex, type FunctionTable, type NodeIndex } from '../tree';

/** A tree whose stacks have no more frames than this in all is inverted in full. */
const IN_FULL = 200_000;

export interface InvertedTree extends CallTree {
  readonly upright: CallTree;
  /** The nodes that have callers which are not in the tree, in order. */
  readonly unfollowed: Uint32Array;
}

/**
 * Every stack turned around: below the root are the functions that spend something in themselves, and below each who
 * called it, as far as the profile's root. A node's self is the part with no further caller. What the server folded
 * into `other` has no known caller but stays one leaf.
 *
 * Of a part of the tree, `top` holds the stacks together: its callers are not followed.
 *
 * A large tree is worked out as far as `detail` says. Where that ends, a node's self is all of its total.
 */
export function* inverting(tree: CallTree, detail: Detail = {}, top: NodeIndex = 0): Steps<InvertedTree> {
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
  return { ...turned, upright: tree, unfollowed: yield* endingThere(turned) };
}

/**
 * An inverted tree with who calls one of its unfollowed nodes, in as much detail as `finest` says of that node. `top` is
 * that of the inverted tree.
 */
export function* followingCallers(
  inverted: InvertedTree,
  node: NodeIndex,
  finest: number,
  top: NodeIndex = 0
): Steps<InvertedTree> {
  const { upright, functions } = inverted;
  const { self, selfRight, parent, function: functionOf } = upright;
  const way: FunctionIndex[] = [];
  for (let at = node; at > 0; at = inverted.parent[at]) {
    way.unshift(inverted.function[at]);
  }
  const first = isSyntheticRoot(upright) ? 1 : 0;
  const isOther = otherLeaf(upright);
  const nodes = new GrowingColumn();
  const ends = new GrowingColumn();
  if (top > 0) {
    ends.push(top);
  }
  yield* overRows(top, upright.subtreeEnd[top], (from, to) => {
    for (let row = from; row < to; row++) {
      if (functionOf[row] !== way[0] || (self[row] === 0 && !selfRight?.[row])) {
        continue;
      }
      let steps = 1;
      let caller = row;
      const last = isOther(row) ? row : top;
      if (last === row) {
        ends.push(row);
      }
      while (steps < way.length && caller !== last) {
        caller = parent[caller];
        if (caller < first || functionOf[caller] !== way[steps]) {
          break;
        }
        steps++;
      }
      if (steps === way.length) {
        nodes.push(row);
      }
    }
  });
  const { tree: part } = yield* regroup(
    { ...upright, functions, parent: withoutCallers(parent, ends.values) },
    'callers',
    { function: way[0], nodes: nodes.values.slice(), value: self, valueRight: selfRight },
    { within: way.slice(1), finest }
  );
  const left = yield* endingThere(part);
  // All of these stacks go the same way so far.
  const partNode = way.length - 1;
  const grown = yield* grafting(inverted, node, part, partNode);
  const more = grown.length - inverted.length;
  const unfollowed = [
    ...inverted.unfollowed.filter((one) => one < node),
    ...left.map((one) => one - partNode + node),
    ...inverted.unfollowed.filter((one) => one > node).map((one) => one + more),
  ];
  return { ...grown, upright, unfollowed: Uint32Array.from(unfollowed) };
}

/** Gives the nodes without callers all of their total as self; answers with those that have callers all the same. */
function* endingThere({ length, subtreeEnd, self, total, selfRight, totalRight }: CallTree): Steps<Uint32Array> {
  const unfollowed = new GrowingColumn();
  yield* overRows(1, length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (subtreeEnd[row] === row + 1) {
        if (self[row] < total[row] || (selfRight && totalRight && selfRight[row] < totalRight[row])) {
          unfollowed.push(row);
        }
        self[row] = total[row];
        if (selfRight && totalRight) {
          selfRight[row] = totalRight[row];
        }
      }
    }
  });
  return unfollowed.values.slice();
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
