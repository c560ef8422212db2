import { HiddenSum } from './hidden';
import { MatchedSum } from './matched';
import type { TreeOperations } from './operations';
import { inSlices } from './slices';
import { TopTableSum } from './topTable';
import type { CallTree, NodeIndex } from '../tree';

/** The operations on the calling thread, in slices of about 8 ms. */
export const inlineOperations: TreeOperations = {
  async topTable(tree, root = 0, signal) {
    return overSubtree(tree, root, new TopTableSum(tree), signal);
  },
  async matched(tree, functions, root = 0, signal) {
    return overSubtree(tree, root, new MatchedSum(tree, functions), signal);
  },
  async hidden(tree, root = 0, signal) {
    return overSubtree(tree, root, new HiddenSum(tree), signal);
  },
};

interface RowSum<T> {
  addRows(from: NodeIndex, to: NodeIndex): void;
  finish(): T;
}

async function overSubtree<T>(tree: CallTree, root: NodeIndex, sum: RowSum<T>, signal?: AbortSignal): Promise<T> {
  await inSlices(root, tree.subtreeEnd[root], (from, to) => sum.addRows(from, to), signal);
  return sum.finish();
}
