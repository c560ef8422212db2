import { NONE, nodeName, type CallTree, type NodeIndex } from './tree';

/**
 * A function name, with a number where siblings share the name: `['read', 2]` is the second child called `read`. The
 * first of them, as an only one, is its name alone.
 */
export type CallStep = string | readonly [name: string, nth: number];

/**
 * The way to a node, root first: plain data that can be saved and means the same in any tree. The root itself (row 0)
 * is not in it, so `[]` is the whole tree.
 */
export type CallPath = readonly CallStep[];

export function stepName(step: CallStep): string {
  return typeof step === 'string' ? step : step[0];
}

export function sameCallPath(one: CallPath, other: CallPath): boolean {
  return (
    one === other ||
    (one.length === other.length &&
      one.every((step, at) => stepName(step) === stepName(other[at]) && stepNth(step) === stepNth(other[at])))
  );
}

/** The path that leads to `node`, and to no other node of its tree. */
export function callPathOf(tree: CallTree, node: NodeIndex): CallPath {
  const path = new Array<CallStep>(tree.depth[node]);
  for (let at = node; at > 0; at = tree.parent[at]) {
    const name = nodeName(tree, at);
    let nth = 1;
    for (let sibling = tree.parent[at] + 1; sibling < at; sibling = tree.subtreeEnd[sibling]) {
      if (nodeName(tree, sibling) === name) {
        nth++;
      }
    }
    path[tree.depth[at] - 1] = nth === 1 ? name : [name, nth];
  }
  return path;
}

/** The node at the end of a path, or `NONE`. Where there are fewer siblings of a name than the path counts: the first. */
export function findCallPath(tree: CallTree, path: CallPath): NodeIndex | typeof NONE {
  const { node, steps } = followCallPath(tree, path);
  return steps === path.length ? node : NONE;
}

/** The last node of a path that is in the tree, and how many steps lead to it. */
export function followCallPath(tree: CallTree, path: CallPath): { node: NodeIndex; steps: number } {
  let node: NodeIndex = 0;
  for (let steps = 0; steps < path.length; steps++) {
    const child = childAt(tree, node, path[steps]);
    if (child === NONE) {
      return { node, steps };
    }
    node = child;
  }
  return { node, steps: path.length };
}

/**
 * The last node of a path that is in a tree from which frames were taken: steps that are not where the path has them are
 * passed over. `found` is false where the last step is none of the tree's.
 */
export function followWhatIsLeft(tree: CallTree, path: CallPath): { node: NodeIndex; found: boolean } {
  let node: NodeIndex = 0;
  let found = true;
  for (const step of path) {
    const child = childAt(tree, node, step);
    found = child !== NONE;
    node = found ? child : node;
  }
  return { node, found };
}

function childAt(tree: CallTree, parent: NodeIndex, step: CallStep): NodeIndex | typeof NONE {
  const name = stepName(step);
  let left = stepNth(step);
  let first: NodeIndex | typeof NONE = NONE;
  const end = tree.subtreeEnd[parent];
  for (let child = parent + 1; child < end; child = tree.subtreeEnd[child]) {
    if (nodeName(tree, child) === name) {
      if (--left === 0) {
        return child;
      }
      first = first === NONE ? child : first;
    }
  }
  return first;
}

/** Which of the siblings that share its name, from 1. */
export function stepNth(step: CallStep): number {
  return typeof step === 'string' ? 1 : step[1];
}
