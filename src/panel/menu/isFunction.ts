import { otherLeaf } from '../../../pkg/calltree/operations/hidden';
import { isSyntheticRoot } from '../../../pkg/calltree/root';
import type { CallTree, NodeIndex } from '../../../pkg/calltree/tree';

/** Neither the root that holds a profile together nor what the server left out. */
export function isFunction(tree: CallTree, node: NodeIndex): boolean {
  return !(node === 0 && isSyntheticRoot(tree)) && !otherLeaf(tree)(node);
}
