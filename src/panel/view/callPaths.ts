import { callPathOf, findCallPath } from '../../../pkg/calltree/callPath';
import type { CallPath } from '../../../pkg/calltree/operations/operations';
import { NONE, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';

/**
 * Which node a path was made for: siblings may share a name, and then the path alone finds only the first of them.
 * Steps to undo hold paths long after a refresh, which must not hold on to the trees before it.
 */
const madeFor = new WeakMap<CallPath, { tree: WeakRef<CallTree>; node: NodeIndex }>();

export function pathTo(tree: CallTree, node: NodeIndex): CallPath {
  const path = callPathOf(tree, node);
  madeFor.set(path, { tree: new WeakRef(tree), node });
  return path;
}

/** The node at the end of a path, or `NONE`. */
export function nodeAt(tree: CallTree, path: CallPath): NodeIndex {
  const made = madeFor.get(path);
  return made?.tree.deref() === tree ? made.node : findCallPath(tree, path);
}

export interface ResolvedFocus {
  node: NodeIndex;
  /** The function that was focused and is not in this profile: `node` is then its nearest caller that is. */
  missing?: string;
}

export function resolveFocus(tree: CallTree, path: CallPath): ResolvedFocus {
  const node = nodeAt(tree, path);
  if (node !== NONE) {
    return { node };
  }
  // Every path up to the nearest caller exists and none beyond it.
  let known = 0;
  let unknown = path.length;
  while (unknown - known > 1) {
    const middle = (known + unknown) >> 1;
    if (findCallPath(tree, path.slice(0, middle)) === NONE) {
      unknown = middle;
    } else {
      known = middle;
    }
  }
  return { node: findCallPath(tree, path.slice(0, known)), missing: path[path.length - 1] };
}
