import { otherLeaf } from './hidden';
import { overRows, type Steps } from '../slices';
import { NONE, type CallTree, type NodeIndex } from '../tree';

/**
 * Where the heaviest call paths below `root` end, heaviest first: nodes with at least `share` of the root's total
 * (0 to 1; of a comparison, of both sides together) whose callees each have less. What the server left out is none.
 */
export function* heaviestPaths(tree: CallTree, root: NodeIndex, share: number, count: number): Steps<NodeIndex[]> {
  const { total, totalRight, parent } = tree;
  const isOther = otherLeaf(tree);
  const weight = (node: NodeIndex) => total[node] + (totalRight?.[node] ?? 0);
  const least = weight(root) * share;
  const ends = new Set<NodeIndex>();
  yield* overRows(root, tree.subtreeEnd[root], (from, to) => {
    for (let node = from; node < to; node++) {
      if (weight(node) >= least && weight(node) > 0 && !isOther(node)) {
        // Rows come after their parents, which are then no ends.
        if (parent[node] !== NONE) {
          ends.delete(parent[node]);
        }
        ends.add(node);
      }
    }
  });
  ends.delete(root);
  return [...ends].sort((one, other) => weight(other) - weight(one)).slice(0, count);
}
