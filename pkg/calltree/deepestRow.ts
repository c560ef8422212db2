import type { CallTree } from './tree';

const known = new WeakMap<CallTree, number>();

/** The largest depth of a tree's nodes; 0 where there is a root alone. */
export function deepestRow(tree: CallTree): number {
  let most = known.get(tree);
  if (most === undefined) {
    const { depth, length } = tree;
    most = 0;
    for (let node = 0; node < length; node++) {
      if (depth[node] > most) {
        most = depth[node];
      }
    }
    known.set(tree, most);
  }
  return most;
}

/** What another thread found out: a page that has not gone through a million rows before takes 15 ms for it. */
export function knowDeepestRow(tree: CallTree, most: number): void {
  known.set(tree, most);
}
