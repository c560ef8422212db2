import type { CallPath } from './operations/operations';
import { NONE, nodeName, type CallTree, type NodeIndex } from './tree';

/** The names from below the root to `node`. */
export function callPathOf(tree: CallTree, node: NodeIndex): CallPath {
  const path = new Array<string>(tree.depth[node]);
  for (let at = node; at > 0; at = tree.parent[at]) {
    path[tree.depth[at] - 1] = nodeName(tree, at);
  }
  return path;
}

/** The node at the end of a path, or `NONE`. Of siblings that share a name, the first is taken. */
export function findCallPath(tree: CallTree, path: CallPath): NodeIndex | typeof NONE {
  let node: NodeIndex = 0;
  for (const name of path) {
    node = childNamed(tree, node, name);
    if (node === NONE) {
      return NONE;
    }
  }
  return node;
}

function childNamed(tree: CallTree, parent: NodeIndex, name: string): NodeIndex | typeof NONE {
  const end = tree.subtreeEnd[parent];
  for (let child = parent + 1; child < end; child = tree.subtreeEnd[child]) {
    if (nodeName(tree, child) === name) {
      return child;
    }
  }
  return NONE;
}
