import { isSyntheticRoot } from '../root';
import { NONE, nodeName, type CallTree } from '../tree';
import { hasAncestorNamed, isOtherLeaf, naiveTopTable } from './naive';

/** Which of the functions named call which, stack by stack: what a node takes itself counts once for each pair on its way. */
export function naiveCalls(tree: CallTree, names: ReadonlySet<string>): Map<string, Array<number | boolean>> {
  const calls = new Map<string, [left: number, right: number, indirect: boolean]>();
  const first = isSyntheticRoot(tree) ? 1 : 0;
  for (let node = first; node < tree.length; node++) {
    const stack: number[] = [];
    for (let at = node; at !== NONE && at >= first; at = tree.parent[at]) {
      stack.unshift(at);
    }
    const pairs = new Map<string, boolean>();
    let caller: string | undefined;
    let residual = false;
    for (const at of stack) {
      const name = nodeName(tree, at);
      if (isOtherLeaf(tree, at) || !names.has(name)) {
        residual = true;
        continue;
      }
      const pair = `${caller} > ${name}`;
      if (caller !== undefined && caller !== name && !pairs.has(pair)) {
        pairs.set(pair, residual);
      }
      caller = name;
      residual = false;
    }
    for (const [pair, indirect] of pairs) {
      const sums = calls.get(pair) ?? [0, 0, false];
      calls.set(pair, [sums[0] + tree.self[node], sums[1] + (tree.selfRight?.[node] ?? 0), sums[2] || indirect]);
    }
  }
  return calls;
}

/** Of each function its total less the heaviest of what it calls, at its outermost calls, or its self where that is more. */
export function naiveKept(tree: CallTree): Map<string, number> {
  const kept = new Map<string, number>();
  const weightOf = (node: number) => tree.total[node] + (tree.totalRight?.[node] ?? 0);
  for (let node = isSyntheticRoot(tree) ? 1 : 0; node < tree.length; node++) {
    const name = nodeName(tree, node);
    if (isOtherLeaf(tree, node) || hasAncestorNamed(tree, node, name)) {
      continue;
    }
    let heaviest = 0;
    for (let child = node + 1; child < tree.subtreeEnd[node]; child = tree.subtreeEnd[child]) {
      heaviest = Math.max(heaviest, isOtherLeaf(tree, child) ? 0 : weightOf(child));
    }
    kept.set(name, (kept.get(name) ?? 0) + weightOf(node) - heaviest);
  }
  for (const [name, [self, , selfRight]] of naiveTopTable(tree)) {
    kept.set(name, Math.max(kept.get(name) ?? 0, self + selfRight));
  }
  return kept;
}
