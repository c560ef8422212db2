import type { CallTree } from '../../calltree/tree';
import { PrefixTree } from '../storage/prefixTree';

export interface PathDifference {
  path: string;
  left: { self: number; total: number };
  right: { self: number; total: number };
}

/**
 * The call paths whose self or total differ between two trees, siblings of one name taken together, in any order.
 * A path that one of them lacks counts as zero there.
 */
export function treeDifferences(left: CallTree, right: CallTree): PathDifference[] {
  const names = new Map<string, number>();
  const paths = new PrefixTree();
  const sides = [left, right].map((tree) => {
    const self = new Map<number, number>();
    const total = new Map<number, number>();
    const pathOf = new Uint32Array(tree.length);
    for (let node = 0; node < tree.length; node++) {
      if (node > 0) {
        const name = tree.functions.names[tree.function[node]];
        const step = names.get(name) ?? names.size;
        names.set(name, step);
        pathOf[node] = paths.child(pathOf[tree.parent[node]], step);
      }
      self.set(pathOf[node], (self.get(pathOf[node]) ?? 0) + tree.self[node]);
      total.set(pathOf[node], (total.get(pathOf[node]) ?? 0) + tree.total[node]);
    }
    return { self, total };
  });
  const texts = [...names.keys()];
  const differences: PathDifference[] = [];
  for (let path = 0; path < paths.length; path++) {
    const [l, r] = sides.map(({ self, total }) => ({ self: self.get(path) ?? 0, total: total.get(path) ?? 0 }));
    if (l.self !== r.self || l.total !== r.total) {
      const steps: string[] = [];
      for (let at = path; at !== 0; at = paths.parent.at(at)) {
        steps.unshift(texts[paths.step.at(at)]);
      }
      differences.push({ path: steps.join(';'), left: l, right: r });
    }
  }
  return differences;
}
