import { NONE, type NodeIndex } from '../../../pkg/calltree/tree';
import { matchFrom } from '../../../pkg/flamegraph/matches';

/** The match after (1) or before (-1) the selected node, round and round; `NONE` where there is no match. */
export function nextMatch(
  matches: Uint32Array,
  selected: NodeIndex | typeof NONE,
  direction: 1 | -1
): NodeIndex | typeof NONE {
  if (matches.length === 0) {
    return NONE;
  }
  const at = selected !== NONE ? matchFrom(matches, selected) : direction > 0 ? 0 : matches.length;
  const next = direction < 0 ? at - 1 : matches[at] === selected ? at + 1 : at;
  return matches[(next + matches.length) % matches.length];
}
