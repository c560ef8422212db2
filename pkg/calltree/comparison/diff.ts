import { OTHER_NAME, otherLeaf } from '../operations/hidden';
import { comparedColumns, joiningSides } from './joinSides';
import { overRows, type Steps } from '../slices';
import { NONE, type CallTree, type NodeIndex } from '../tree';

/**
 * Two profiles as one comparison: `baseline` on the left, `compared` on the right; nodes with the same call path are one.
 *
 * A server cuts each side by itself, so a small function can be in `other` on one side and by its name on the other.
 * Where the `other` beside it on the side that lacks it is as large as the node, nothing tells whether it changed, and it
 * is put into `other` as well: what was left out is compared with what was left out. A larger one did change and keeps
 * its name; `oneSided` tells whether it is really missing there.
 */
export function* comparing(baseline: CallTree, compared: CallTree): Steps<CallTree> {
  return yield* reconciling(yield* joiningSides(baseline, compared));
}

/** A comparison whose sides are multiplied by a number each, as to make sums of snapshots means. */
export function* scaling(tree: CallTree, left: number, right: number): Steps<CallTree> {
  const scaled = {
    ...tree,
    self: tree.self.slice(),
    total: tree.total.slice(),
    selfRight: tree.selfRight?.slice(),
    totalRight: tree.totalRight?.slice(),
  };
  yield* overRows(0, tree.length, (from, to) => {
    for (let node = from; node < to; node++) {
      scaled.self[node] *= left;
      scaled.total[node] *= left;
      if (scaled.selfRight && scaled.totalRight) {
        scaled.selfRight[node] *= right;
        scaled.totalRight[node] *= right;
      }
    }
  });
  return scaled;
}

/** Puts into `other` what may be in the other side's; a tree that has nothing of the kind stays as it is. */
function* reconciling(tree: CallTree): Steps<CallTree> {
  const { length, parent, subtreeEnd, total } = tree;
  const totalRight = tree.totalRight ?? total;
  if (!tree.functions.names.includes(OTHER_NAME)) {
    return tree;
  }
  const isOther = otherLeaf(tree);
  const otherBelow = new Int32Array(length).fill(NONE);
  let anyOther = false;
  yield* overRows(1, length, (from, to) => {
    for (let node = from; node < to; node++) {
      if (isOther(node)) {
        otherBelow[parent[node]] = node;
        anyOther = true;
      }
    }
  });
  if (!anyOther) {
    return tree;
  }
  /** Of the first row of a subtree that is put into `other`, that row. */
  const into = new Int32Array(length).fill(NONE);
  let dropped = 0;
  let end = 0;
  yield* overRows(1, length, (from, to) => {
    for (let node = Math.max(from, end); node < to; node = Math.max(node + 1, end)) {
      const other = otherBelow[parent[node]];
      if (other === NONE || other === node || !isUnclear(total, totalRight, node, other)) {
        continue;
      }
      into[node] = other;
      end = subtreeEnd[node];
      dropped += end - node;
    }
  });
  return dropped === 0 ? tree : yield* foldingInto(tree, into, length - dropped);
}

/** Whether a node that one side lacks may be all in what that side left out beside it. */
function isUnclear(total: Float64Array, totalRight: Float64Array, node: NodeIndex, other: NodeIndex): boolean {
  const [left, right] = [total[node], totalRight[node]];
  // A node that has nothing on either side is lacked by neither.
  return (right === 0 && left > 0 && left <= totalRight[other]) || (left === 0 && right > 0 && right <= total[other]);
}

/** The tree without the subtrees that begin where `into` says so; their values go to the row it names. */
function* foldingInto(tree: CallTree, into: Int32Array, length: number): Steps<CallTree> {
  const { total, totalRight = total } = tree;
  const folded = {
    ...tree,
    length,
    ...comparedColumns(length),
  };
  const row = new Int32Array(tree.length).fill(NONE);
  let next = 0;
  let end = 0;
  yield* overRows(0, tree.length, (from, to) => {
    for (let node = Math.max(from, end); node < to; node = Math.max(node + 1, end)) {
      if (into[node] !== NONE) {
        end = tree.subtreeEnd[node];
        continue;
      }
      const at = next++;
      row[node] = at;
      folded.function[at] = tree.function[node];
      folded.parent[at] = node === 0 ? NONE : row[tree.parent[node]];
      folded.depth[at] = tree.depth[node];
      folded.self[at] = tree.self[node];
      folded.total[at] = total[node];
      folded.selfRight[at] = tree.selfRight?.[node] ?? 0;
      folded.totalRight[at] = totalRight[node];
    }
  });
  yield* overRows(0, tree.length, (from, to) => {
    for (let node = from; node < to; node++) {
      if (into[node] !== NONE) {
        const other = row[into[node]];
        folded.self[other] += total[node];
        folded.total[other] += total[node];
        folded.selfRight[other] += totalRight[node];
        folded.totalRight[other] += totalRight[node];
      }
    }
  });
  folded.subtreeEnd.fill(1);
  for (let node = length - 1; node > 0; node--) {
    folded.subtreeEnd[folded.parent[node]] += folded.subtreeEnd[node];
    folded.subtreeEnd[node] += node;
  }
  folded.subtreeEnd[0] = length;
  return folded;
}
