import { isSyntheticRoot } from '../root';
import { NONE, nodeName, type CallTree } from '../tree';

/** Self and total of each function by walking up from every node: slow, and plain enough to be trusted. */
export function naiveTopTable(tree: CallTree): Map<string, number[]> {
  const table = new Map<string, number[]>();
  for (let node = isSyntheticRoot(tree) ? 1 : 0; node < tree.length; node++) {
    const name = nodeName(tree, node);
    if (isOtherLeaf(tree, node)) {
      continue;
    }
    const row = table.get(name) ?? [0, 0, 0, 0];
    const outermost = !hasAncestorNamed(tree, node, name);
    row[0] += tree.self[node];
    row[1] += outermost ? tree.total[node] : 0;
    row[2] += tree.selfRight?.[node] ?? 0;
    row[3] += outermost ? (tree.totalRight?.[node] ?? 0) : 0;
    table.set(name, row);
  }
  return table;
}

export function isOtherLeaf(tree: CallTree, node: number): boolean {
  return node > 0 && nodeName(tree, node) === 'other' && tree.subtreeEnd[node] === node + 1;
}

/** Row 0 counts as a function only where the top table has it. */
export function hasAncestorNamed(tree: CallTree, node: number, name: string): boolean {
  const first = isSyntheticRoot(tree) ? 1 : 0;
  for (let at = tree.parent[node]; at !== NONE && at >= first; at = tree.parent[at]) {
    if (nodeName(tree, at) === name) {
      return true;
    }
  }
  return false;
}
