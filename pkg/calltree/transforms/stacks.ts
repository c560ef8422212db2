import { Rewriting } from './rewriting';
import { markedRows, overTree } from './rows';
import type { Steps } from '../slices';
import type { CallTree, NodeIndex } from '../tree';

/** Only the stacks that a marked function is in (`marks[f]` is 1), whole. pprof calls it focus. */
export function* showingStacks(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const { parent, subtreeEnd } = tree;
  const isMarked = markedRows(tree, marks);
  if (isMarked(0)) {
    return tree;
  }
  const leads = new Uint8Array(tree.length);
  yield* overTree(tree, (row) => {
    if (!isMarked(row)) {
      return row + 1;
    }
    for (let caller = parent[row]; caller > 0 && leads[caller] === 0; caller = parent[caller]) {
      leads[caller] = 1;
    }
    return subtreeEnd[row];
  });
  const rewriting = new Rewriting(tree);
  let markedEnd: NodeIndex = 0;
  yield* overTree(tree, (row) => {
    if (row >= markedEnd && isMarked(row)) {
      markedEnd = subtreeEnd[row];
    }
    if (row >= markedEnd && leads[row] === 0) {
      return subtreeEnd[row];
    }
    rewriting.place(row, tree.function[row], rewriting.nodeOf[parent[row]]);
    if (row < markedEnd) {
      rewriting.keepSelf(row);
    }
    return row + 1;
  });
  return yield* rewriting.finishing();
}

/** Without the stacks that a marked function is in. pprof calls it ignore. */
export function* hidingStacks(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const { parent, subtreeEnd } = tree;
  const isMarked = markedRows(tree, marks);
  const rewriting = new Rewriting(tree);
  if (!isMarked(0)) {
    rewriting.keepSelf(0);
    yield* overTree(tree, (row) => {
      if (isMarked(row)) {
        return subtreeEnd[row];
      }
      rewriting.place(row, tree.function[row], rewriting.nodeOf[parent[row]]);
      rewriting.keepSelf(row);
      return row + 1;
    });
  }
  return yield* rewriting.finishing();
}

/** Only the stacks that a marked function is in, without what calls the outermost of them. pprof calls it show_from. */
export function* startingStacks(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const { parent, subtreeEnd } = tree;
  const isMarked = markedRows(tree, marks);
  if (isMarked(0)) {
    return tree;
  }
  const rewriting = new Rewriting(tree);
  let markedEnd: NodeIndex = 0;
  yield* overTree(tree, (row) => {
    if (row < markedEnd) {
      rewriting.place(row, tree.function[row], rewriting.nodeOf[parent[row]]);
    } else if (isMarked(row)) {
      markedEnd = subtreeEnd[row];
      rewriting.place(row, tree.function[row], 0);
    } else {
      return row + 1;
    }
    rewriting.keepSelf(row);
    return row + 1;
  });
  return yield* rewriting.finishing();
}

/** Only the stacks through `node`, without what calls it. */
export function* showingSubtree(tree: CallTree, node: NodeIndex): Steps<CallTree> {
  if (node === 0) {
    return tree;
  }
  const { parent, subtreeEnd } = tree;
  const rewriting = new Rewriting(tree);
  yield* overTree(tree, (row) => {
    if (row < node) {
      return node;
    }
    if (row >= subtreeEnd[node]) {
      return tree.length;
    }
    rewriting.place(row, tree.function[row], row === node ? 0 : rewriting.nodeOf[parent[row]]);
    rewriting.keepSelf(row);
    return row + 1;
  });
  return yield* rewriting.finishing();
}
