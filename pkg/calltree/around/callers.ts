import { outermostRows } from './outermost';
import type { Detail } from './question';
import { regroup, type Regrouped } from './regroup';
import type { Steps } from '../slices';
import type { CallTree, FunctionIndex, NodeIndex } from '../tree';

/**
 * Who calls a function, all its occurrences below `root` together: a tree with the function as its root and callers
 * below those they call, as far as the profile's own root. A node's total is what the function takes when it is called
 * that way, and its self the part of that with no further caller. Recursion is counted once: only who calls the
 * outermost occurrences is told.
 */
export function* callersOf(tree: CallTree, fn: FunctionIndex, root: NodeIndex, detail: Detail = {}): Steps<Regrouped> {
  const nodes = yield* outermostRows(tree, fn, root);
  return yield* regroup(
    tree,
    'callers',
    { function: fn, nodes, value: tree.total, valueRight: tree.totalRight },
    detail
  );
}
