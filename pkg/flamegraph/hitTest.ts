import { NONE, type CallTree, type NodeIndex } from '../calltree/tree';
import type { BarIndex, Px, RowIndex } from './geometry';
import type { BarLayout } from './layout';
import { weight } from './sides';

/** The bar or run at a position of a row, or `NONE`. */
export function barAt(layout: BarLayout, row: RowIndex, x: Px): BarIndex {
  if (row < 0 || row >= layout.rows) {
    return NONE;
  }
  let low = layout.rowStart[row];
  let high = layout.rowStart[row + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (layout.end[middle] <= x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < layout.rowStart[row + 1] && layout.start[low] <= x ? low : NONE;
}

/** The bar that stands for a node, or `NONE` when it is in a run, outside the focus or in a row that is not laid out. */
export function barOf(layout: BarLayout, node: NodeIndex): BarIndex {
  const folds = layout.folds;
  return folds ? barInRow(layout, folds.rowOf(node), folds.barNodeOf(node)) : NONE;
}

/** The bar of exactly this node in a row. */
function barInRow(layout: BarLayout, row: RowIndex, node: NodeIndex): BarIndex {
  if (row >= layout.rows) {
    return NONE;
  }
  let low = layout.rowStart[row];
  let high = layout.rowStart[row + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (layout.node[middle] < node) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < layout.rowStart[row + 1] && layout.node[low] === node && layout.merged[low] === 0 ? low : NONE;
}

/** Keys pass over a bar narrower than this: nobody sees where they are. */
const SLIVER: Px = 3;

/**
 * The node of the next bar to the right (1) or left (-1) in a node's row that is more than a sliver, whoever its caller
 * is; `NONE` where there is none.
 */
export function neighbourInRow(layout: BarLayout, tree: CallTree, node: NodeIndex, direction: 1 | -1): NodeIndex {
  const place = placeOf(layout, tree, node);
  if (!place || place.row >= layout.rows) {
    return NONE;
  }
  const from = layout.rowStart[place.row];
  const to = layout.rowStart[place.row + 1];
  let bar = barOf(layout, node);
  if (bar === NONE) {
    // Hidden in a run: its neighbours are the run's.
    bar = barAt(layout, place.row, place.start);
  }
  if (bar === NONE) {
    return NONE;
  }
  do {
    bar += direction;
  } while (bar >= from && bar < to && (layout.merged[bar] > 0 || layout.end[bar] - layout.start[bar] < SLIVER));
  return bar >= from && bar < to ? layout.node[bar] : NONE;
}

/** Where a node stands, drawn or not. */
export interface Place {
  row: RowIndex;
  start: Px;
  end: Px;
}

/**
 * The place of the bar that stands for a node of the focused subtree or for an ancestor of the focus; undefined for any
 * other.
 */
export function placeOf(layout: BarLayout, tree: CallTree, node: NodeIndex): Place | undefined {
  const { focus, folds, sides } = layout;
  if (!folds) {
    return undefined;
  }
  if (node < focus) {
    return node === 0 || tree.subtreeEnd[node] > focus
      ? { row: folds.rowOf(node), start: 0, end: layout.width }
      : undefined;
  }
  if (node >= tree.subtreeEnd[focus]) {
    return undefined;
  }
  const total = weight(tree, focus, sides);
  const scale = total > 0 ? layout.width / total : 0;
  const shown = folds.barNodeOf(node);
  const { nodes, rows } = folds.wayTo(shown);
  let at = nodes.length - 1;
  let bar = barInRow(layout, rows[at], nodes[at]);
  while (bar === NONE && nodes[at] !== focus) {
    at--;
    bar = barInRow(layout, rows[at], nodes[at]);
  }
  const row = rows[rows.length - 1];
  if (nodes[at] === shown && bar !== NONE) {
    return { row, start: layout.start[bar], end: layout.end[bar] };
  }
  let before = 0;
  for (; at < nodes.length - 1; at++) {
    for (let sibling = nodes[at] + 1; sibling < nodes[at + 1]; sibling = tree.subtreeEnd[sibling]) {
      before += weight(tree, sibling, sides);
    }
  }
  const start = (bar === NONE ? 0 : layout.start[bar]) + before * scale;
  return { row, start, end: start + weight(tree, shown, sides) * scale };
}

/** The sum of what a run stands for: neighbours too narrow to draw. */
export function runTotal(layout: BarLayout, tree: CallTree, bar: BarIndex): { total: number; totalRight: number } {
  let total = 0;
  let totalRight = 0;
  for (let node = layout.node[bar]; node < layout.nodeEnd[bar]; node = tree.subtreeEnd[node]) {
    total += tree.total[node];
    totalRight += tree.totalRight ? tree.totalRight[node] : 0;
  }
  return { total, totalRight };
}

/** The biggest of the nodes that a run stands for. */
export function biggestOfRun(layout: BarLayout, tree: CallTree, bar: BarIndex): NodeIndex {
  let biggest: NodeIndex = NONE;
  for (let node = layout.node[bar]; node < layout.nodeEnd[bar]; node = tree.subtreeEnd[node]) {
    if (biggest === NONE || weight(tree, node, layout.sides) > weight(tree, biggest, layout.sides)) {
      biggest = node;
    }
  }
  return biggest;
}
