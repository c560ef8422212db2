import { otherLeaf } from '../operations/hidden';
import { NONE, type CallTree, type NodeIndex } from '../tree';

/**
 * Which side alone has something of a node; undefined where both have, or where what the other side's server left out
 * may hold it.
 */
export function oneSided(tree: CallTree): (node: NodeIndex) => 'left' | 'right' | undefined {
  const { total, totalRight, parent } = tree;
  if (!totalRight) {
    return () => undefined;
  }
  const otherBelow = otherOfParents(tree);
  return (node) => {
    if (total[node] > 0 === totalRight[node] > 0) {
      return undefined;
    }
    const side = total[node] > 0 ? 'left' : 'right';
    const missing = side === 'left' ? totalRight : total;
    // What it was left out with stands beside the outermost of its callers that are missing too.
    let top = node;
    while (parent[top] > 0 && missing[parent[top]] === 0) {
      top = parent[top];
    }
    const other = parent[top] === NONE ? NONE : otherBelow(parent[top]);
    return other === NONE || missing[other] === 0 ? side : undefined;
  };
}

/** The child of a parent that holds what was left out, `NONE` where it has none. Each parent is looked at once. */
function otherOfParents(tree: CallTree): (parent: NodeIndex) => NodeIndex {
  const isOther = otherLeaf(tree);
  const known = new Map<NodeIndex, NodeIndex>();
  return (parent) => {
    let other = known.get(parent);
    if (other === undefined) {
      other = NONE;
      for (let child = parent + 1; child < tree.subtreeEnd[parent]; child = tree.subtreeEnd[child]) {
        other = isOther(child) ? child : other;
      }
      known.set(parent, other);
    }
    return other;
  };
}
