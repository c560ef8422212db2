import type { CallTree, NodeIndex } from '../calltree/tree';

const SLICE = 1 << 16;

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
  const end = tree.subtreeEnd[root];
  let found = new Uint32Array(256);
  let length = 0;
  let sliceStarted = Date.now();
  for (let from = root; from < end; from += SLICE) {
    if (Date.now() - sliceStarted > 8) {
      await new Promise((resolve) => setTimeout(resolve));
      sliceStarted = Date.now();
    }
    signal?.throwIfAborted();
    const to = Math.min(end, from + SLICE);
    for (let node = from; node < to; node++) {
      if (functions[tree.function[node]]) {
        if (length === found.length) {
          const larger = new Uint32Array(length * 2);
          larger.set(found);
          found = larger;
        }
        found[length++] = node;
      }
    }
  }
  return found.slice(0, length);
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
