import { NONE, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import { weight } from '../../../pkg/flamegraph/sides';

/** In CSS pixels: a bar that is narrower cannot be seen, and one as wide can be read. */
const VISIBLE = 3;
const READABLE = 40;

/**
 * The match after (1) or before (-1) the selected node, round and round: the widest first, and of equally wide ones the
 * first of the tree. From a node that is no match it is the widest, or the narrowest. `NONE` where there is no match.
 */
export function nextMatch(
  tree: CallTree,
  matches: Uint32Array,
  selected: NodeIndex | typeof NONE,
  direction: 1 | -1
): NodeIndex | typeof NONE {
  const from = matches.includes(selected) ? selected : NONE;
  let first: NodeIndex = NONE;
  let next: NodeIndex = NONE;
  for (const match of matches) {
    first = nearer(tree, match, first, direction) ? match : first;
    if (from !== NONE && match !== from && isAfter(tree, match, from, direction)) {
      next = nearer(tree, match, next, direction) ? match : next;
    }
  }
  return next === NONE ? first : next;
}

/** The place of a node among the matches, widest first, from 1; undefined for a node that is none of them. */
export function matchRank(tree: CallTree, matches: Uint32Array, node: NodeIndex): number | undefined {
  if (!matches.includes(node)) {
    return undefined;
  }
  let rank = 1;
  for (const match of matches) {
    rank += match !== node && isAfter(tree, node, match, 1) ? 1 : 0;
  }
  return rank;
}

/**
 * What is to be focused so that a node can be seen at a width in CSS pixels where bars have at least `minShare` of the
 * focus (0 to 1): the focus as it is, or the root, or the outermost caller that leaves the node room to be read.
 */
export function focusToSee(tree: CallTree, node: NodeIndex, focus: NodeIndex, width: number, minShare = 0): NodeIndex {
  const own = weight(tree, node);
  const fits = (root: NodeIndex, least: number) =>
    own * width >= Math.max(least, minShare * width) * weight(tree, root);
  if (node >= focus && node < tree.subtreeEnd[focus] && fits(focus, VISIBLE)) {
    return focus;
  }
  if (fits(0, VISIBLE)) {
    return 0;
  }
  let shown = node;
  for (let up = tree.parent[node]; up !== NONE && fits(up, READABLE); up = tree.parent[up]) {
    shown = up;
  }
  return shown;
}

function nearer(tree: CallTree, match: NodeIndex, best: NodeIndex, direction: 1 | -1): boolean {
  return best === NONE || isAfter(tree, best, match, direction);
}

/** Whether a node comes after another one in the order of `nextMatch`. */
function isAfter(tree: CallTree, node: NodeIndex, other: NodeIndex, direction: 1 | -1): boolean {
  const wider = weight(tree, other) - weight(tree, node) || node - other;
  return wider * direction > 0;
}
