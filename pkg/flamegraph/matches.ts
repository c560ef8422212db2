import type { NodeIndex } from '../calltree/tree';

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
