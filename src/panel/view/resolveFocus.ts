import { followCallPath, stepName, type CallPath } from '../../../pkg/calltree/callPath';
import type { CallTree, NodeIndex } from '../../../pkg/calltree/tree';

export interface ResolvedFocus {
  node: NodeIndex;
  /** The function that was focused and is not in this profile: `node` is then its nearest caller that is. */
  missing?: string;
}

export function resolveFocus(tree: CallTree, path: CallPath): ResolvedFocus {
  const { node, steps } = followCallPath(tree, path);
  return steps === path.length ? { node } : { node, missing: stepName(path[path.length - 1]) };
}
