import { otherLeaf } from '../operations/hidden';
import { isSyntheticRoot } from '../root';
import { overRows, type Steps } from '../slices';
import { NONE, type CallTree } from '../tree';

/** Of each function of a comparison: what changed in it, and in those that call it. */
export interface CostShift {
  /** Right less left, recursion counted once. */
  readonly own: Float64Array;
  /** The same of its callers; of a function that nothing calls, of all there is. */
  readonly callers: Float64Array;
}

/**
 * Where a function changed and its callers did not, its cost only moved: to a function of another name, or between two
 * that are called from the same place. Each side is multiplied by a number first, so that sides of different length
 * compare.
 */
export function* shiftingCost(tree: CallTree, left: number, right: number): Steps<CostShift> {
  const { total, totalRight, parent, subtreeEnd, function: functionOf } = tree;
  const functions = tree.functions.names.length;
  const own = new Float64Array(functions);
  const callers = new Float64Array(functions);
  const isOther = otherLeaf(tree);
  const outermostEnd = new Uint32Array(functions);
  const changeOf = (node: number) => (totalRight?.[node] ?? 0) * right - total[node] * left;
  yield* overRows(isSyntheticRoot(tree) ? 1 : 0, tree.length, (from, to) => {
    for (let node = from; node < to; node++) {
      const fn = functionOf[node];
      if (node < outermostEnd[fn] || isOther(node)) {
        continue;
      }
      outermostEnd[fn] = subtreeEnd[node];
      own[fn] += changeOf(node);
      callers[fn] += changeOf(parent[node] === NONE ? node : parent[node]);
    }
  });
  return { own, callers };
}
