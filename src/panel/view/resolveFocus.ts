import { followCallPath, followWhatIsLeft, stepName, type CallPath } from '../../../pkg/calltree/callPath';
import type { CallTree, NodeIndex } from '../../../pkg/calltree/tree';

export interface ResolvedFocus {
  node: NodeIndex;
  /** The function that was focused and is not in this profile: `node` is then its nearest caller that is. */
  missing?: string;
}

/** `shaped` is true of a tree from which transforms took frames. */
export function resolveFocus(tree: CallTree, path: CallPath, shaped = false): ResolvedFocus {
  const { node, steps } = followCallPath(tree, path);
  if (shaped && steps < path.length) {
    const left = followWhatIsLeft(tree, path);
    return left.found ? { node: left.node } : { node: left.node, missing: stepName(path[path.length - 1]) };
  }
  return steps === path.length ? { node } : { node, missing: stepName(path[path.length - 1]) };
}
