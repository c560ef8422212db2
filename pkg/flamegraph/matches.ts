import { GrowingColumn } from '../calltree/growingColumn';
import { inSlices } from '../calltree/operations/slices';
import type { CallTree, NodeIndex } from '../calltree/tree';

/**
 * The nodes of a subtree whose function matches, in depth-first order: what a search walks through, and what tells
 * whether a run of bars too narrow to draw hides a match. Runs in slices; rejects with the signal's reason.
 */
export async function matchingNodes(
  tree: CallTree,
  functions: Uint8Array,
  root: NodeIndex = 0,
  signal?: AbortSignal
): Promise<Uint32Array> {
  const found = new GrowingColumn();
  const collect = (from: NodeIndex, to: NodeIndex) => {
    for (let node = from; node < to; node++) {
      if (functions[tree.function[node]] === 1) {
        found.push(node);
      }
    }
  };
  await inSlices(root, tree.subtreeEnd[root], collect, signal);
  return found.values.slice();
}

/** The place of the first match at or after a node; the number of matches when there is none. */
export function matchFrom(matches: Uint32Array, node: NodeIndex): number {
  let low = 0;
  let high = matches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (matches[middle] < node) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Whether any match is among the nodes `from` to `to - 1`. */
export function matchWithin(matches: Uint32Array, from: NodeIndex, to: NodeIndex): boolean {
  const at = matchFrom(matches, from);
  return at < matches.length && matches[at] < to;
}
