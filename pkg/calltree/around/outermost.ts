import { GrowingColumn } from '../growingColumn';
import { otherLeaf } from '../operations/hidden';
import { isSyntheticRoot } from '../root';
import { overRows, type Steps } from '../slices';
import type { CallTree, FunctionIndex, NodeIndex } from '../tree';

/** The outermost occurrences of a function below `root`, in order: what the function's total is the sum over. */
export function* outermostRows(tree: CallTree, fn: FunctionIndex, root: NodeIndex): Steps<Uint32Array> {
  const { function: functionOf, subtreeEnd } = tree;
  const isOther = otherLeaf(tree);
  const nodes = new GrowingColumn();
  let covered = root === 0 && isSyntheticRoot(tree) ? 1 : root;
  yield* overRows(covered, subtreeEnd[root], (from, to) => {
    for (let node = Math.max(from, covered); node < to; node++) {
      if (functionOf[node] === fn && node >= covered && !isOther(node)) {
        nodes.push(node);
        covered = subtreeEnd[node];
      }
    }
  });
  return nodes.values.slice();
}
