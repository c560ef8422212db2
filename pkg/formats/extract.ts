import { isSyntheticRoot } from '../calltree/root';
import type { Steps } from '../calltree/slices';
import type { CallTree, NodeIndex } from '../calltree/tree';

/** What of a tree is written to a file: the stacks that go through `root`, from the outermost caller on. */
export interface Extract {
  tree: CallTree;
  /** 0 for the whole tree. */
  root: NodeIndex;
  /** What values are divided by, where the tree holds the sum of that many states of one process. */
  divisor?: number;
}

/** The first row that is a frame: a root that only holds the profile together is none. */
export function firstFrame({ tree }: Extract): NodeIndex {
  return isSyntheticRoot(tree) ? 1 : 0;
}

/** A node's values of its own as a file has them, rounded where a format takes whole numbers; of a comparison two. */
export function valuesOf({ tree, divisor = 1 }: Extract, node: NodeIndex, whole: boolean): number[] {
  const columns = tree.selfRight ? [tree.self, tree.selfRight] : [tree.self];
  return columns.map((column) => (whole ? Math.round(column[node] / divisor) : column[node] / divisor));
}

const ROWS_PER_REST = 512;

/**
 * Calls `visit` for the callers of `root` and then for each node below it, in the tree's order; `write` says whether
 * the node's own values are part of the extract.
 */
export function* overStacks(extract: Extract, visit: (node: NodeIndex, write: boolean) => void): Steps<void> {
  const { tree, root } = extract;
  const first = firstFrame(extract);
  const callers: NodeIndex[] = [];
  for (let at = tree.parent[root]; at >= first; at = tree.parent[at]) {
    callers.push(at);
  }
  callers.reverse().forEach((node) => visit(node, false));
  for (let node = Math.max(root, first); node < tree.subtreeEnd[root]; node++) {
    visit(node, true);
    if (node % ROWS_PER_REST === 0) {
      yield;
    }
  }
}
