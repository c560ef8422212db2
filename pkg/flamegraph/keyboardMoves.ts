import { NONE, type CallTree, type NodeIndex } from '../calltree/tree';

/** Says which nodes a move prefers to land on (those that are drawn); without one of them it takes the nearest. */
export type Prefer = (node: NodeIndex) => boolean;

export function parentOf(tree: CallTree, node: NodeIndex): NodeIndex {
  return tree.parent[node];
}

export function firstChild(tree: CallTree, node: NodeIndex, prefer?: Prefer): NodeIndex {
  const end = tree.subtreeEnd[node];
  const first = node + 1 < end ? node + 1 : NONE;
  if (prefer) {
    for (let child = first; child !== NONE && child < end; child = tree.subtreeEnd[child]) {
      if (prefer(child)) {
        return child;
      }
    }
  }
  return first;
}

export function nextSibling(tree: CallTree, node: NodeIndex, prefer?: Prefer): NodeIndex {
  const parent = tree.parent[node];
  if (parent === NONE) {
    return NONE;
  }
  const end = tree.subtreeEnd[parent];
  const next = tree.subtreeEnd[node] < end ? tree.subtreeEnd[node] : NONE;
  if (prefer) {
    for (let sibling = next; sibling !== NONE && sibling < end; sibling = tree.subtreeEnd[sibling]) {
      if (prefer(sibling)) {
        return sibling;
      }
    }
  }
  return next;
}

export function previousSibling(tree: CallTree, node: NodeIndex, prefer?: Prefer): NodeIndex {
  const parent = tree.parent[node];
  if (parent === NONE) {
    return NONE;
  }
  let nearest = NONE;
  let preferred = NONE;
  for (let sibling = parent + 1; sibling < node; sibling = tree.subtreeEnd[sibling]) {
    nearest = sibling;
    if (prefer?.(sibling)) {
      preferred = sibling;
    }
  }
  return preferred === NONE ? nearest : preferred;
}

export function firstSibling(tree: CallTree, node: NodeIndex, prefer?: Prefer): NodeIndex {
  return tree.parent[node] === NONE ? NONE : firstChild(tree, tree.parent[node], prefer);
}

export function lastSibling(tree: CallTree, node: NodeIndex, prefer?: Prefer): NodeIndex {
  const parent = tree.parent[node];
  if (parent === NONE) {
    return NONE;
  }
  let last = NONE;
  let preferred = NONE;
  for (let sibling = parent + 1; sibling < tree.subtreeEnd[parent]; sibling = tree.subtreeEnd[sibling]) {
    last = sibling;
    if (prefer?.(sibling)) {
      preferred = sibling;
    }
  }
  return preferred === NONE ? last : preferred;
}
