import { isSyntheticRoot } from '../root';
import { NONE, nodeName, type CallTree, type NodeIndex } from '../tree';
import { hasAncestorNamed, isOtherLeaf } from './naive';
import { treeOf, type Stack } from './trees';

/** What a function calls, by a stack for every node below it. */
export function naiveCallees(tree: CallTree, name: string): CallTree {
  const outermost = new Set(outermostNamed(tree, name));
  const stacks: Stack[] = [];
  for (let node = 0; node < tree.length; node++) {
    const names: string[] = [];
    let at = node;
    while (at !== NONE && !outermost.has(at)) {
      names.unshift(nodeName(tree, at));
      at = tree.parent[at];
    }
    if (at !== NONE) {
      stacks.push([names, tree.self[node], tree.selfRight?.[node]]);
    }
  }
  return treeOf(...stacks);
}

/** Who calls a function, by a stack for each of its outermost occurrences. */
export function naiveCallers(tree: CallTree, name: string): CallTree {
  return treeOf(
    ...outermostNamed(tree, name).map((node): Stack => [
      callersOf(tree, node),
      tree.total[node],
      tree.totalRight?.[node],
    ])
  );
}

function outermostNamed(tree: CallTree, name: string): NodeIndex[] {
  const nodes = Array.from({ length: tree.length }, (_, node) => node).slice(isSyntheticRoot(tree) ? 1 : 0);
  return nodes.filter(
    (node) => nodeName(tree, node) === name && !isOtherLeaf(tree, node) && !hasAncestorNamed(tree, node, name)
  );
}

/** Innermost first. */
function callersOf(tree: CallTree, node: NodeIndex): string[] {
  const names: string[] = [];
  for (let at = tree.parent[node]; at >= (isSyntheticRoot(tree) ? 1 : 0); at = tree.parent[at]) {
    names.push(nodeName(tree, at));
  }
  return names;
}
