import { callPathOf, stepName } from '../../../pkg/calltree/callPath';
import { isSyntheticRoot } from '../../../pkg/calltree/root';
import { nodeName, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';

/** A stack as debuggers print it: the function first, its callers below. */
export function stackText(tree: CallTree, node: NodeIndex, towardsCallers = false, inverted = false): string {
  const names = callPathOf(tree, node).map(stepName);
  // The root of a profile is named where nothing else is; that of a part of a profile is a function.
  const rootCalls = tree.whole !== undefined && !inverted && !isSyntheticRoot(tree);
  const stack = rootCalls || node === 0 ? [nodeName(tree, 0), ...names] : names;
  return (towardsCallers ? stack : stack.reverse()).join('\n');
}
