import { otherLeaf } from '../operations/hidden';
import { isSyntheticRoot } from '../root';
import { overRows, type Steps } from '../slices';
import { NONE, type CallTree } from '../tree';
import { joiningSides } from './joinSides';

/**
 * Of each function of `whole`, what all that calls it there costs in `part`, in the values' unit: of a function that
 * nothing calls, all there is. `whole` has every call path of `part`, as a sum has those of what was added, and each name
 * once. A function's callers are the same in every part, also in one in which it is never called.
 */
export function* callersCost(whole: CallTree, part: CallTree): Steps<Float64Array> {
  const tree = yield* joiningSides(whole, part);
  const { totalRight, parent, subtreeEnd, function: functionOf } = tree;
  const functions = tree.functions.names.length;
  const callers = new Float64Array(functions);
  const isOther = otherLeaf(tree);
  const outermostEnd = new Uint32Array(functions);
  yield* overRows(isSyntheticRoot(tree) ? 1 : 0, tree.length, (from, to) => {
    for (let node = from; node < to; node++) {
      const fn = functionOf[node];
      if (node < outermostEnd[fn] || isOther(node)) {
        continue;
      }
      outermostEnd[fn] = subtreeEnd[node];
      callers[fn] += totalRight![parent[node] === NONE ? node : parent[node]];
    }
  });
  return callers;
}
