import { outermostRows } from './outermost';
import type { Detail } from './question';
import { regroup, type Regrouped } from './regroup';
import type { Steps } from '../slices';
import type { CallTree, FunctionIndex, NodeIndex } from '../tree';

/**
 * What a function calls, all its occurrences below `root` together: a tree with the function as its root. Recursion is
 * counted once: what the function calls by way of itself stands below itself. Its root has the function's total and is
 * 0 where it does not occur.
 */
export function* calleesOf(tree: CallTree, fn: FunctionIndex, root: NodeIndex, detail: Detail = {}): Steps<Regrouped> {
  const nodes = yield* outermostRows(tree, fn, root);
  return yield* regroup(
    tree,
    'callees',
    { function: fn, nodes, value: tree.total, valueRight: tree.totalRight },
    detail
  );
}
