import { floatList, uintList } from './listColumns';
import type { NestedSetColumns } from './nestedSet';
import type { CallTree } from './tree';

/** A tree's own columns, not copies, as a nested set of lists. */
export function nestedSetFromCallTree(tree: CallTree): NestedSetColumns {
  return {
    level: uintList(tree.depth),
    value: floatList(tree.total),
    self: floatList(tree.self),
    ...(tree.totalRight && { valueRight: floatList(tree.totalRight) }),
    ...(tree.selfRight && { selfRight: floatList(tree.selfRight) }),
    label: { indices: uintList(tree.function), texts: tree.functions.names },
  };
}
