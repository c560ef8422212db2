import { NONE, type CallTree, type NodeIndex } from '../calltree/tree';
import type { BarIndex, Px, RowIndex } from './geometry';
import { weight, type BarLayout } from './layout';

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

/** The bar of a node, or `NONE` when it is hidden in a run, outside the focus or in a row that is not laid out. */
export function barOf(layout: BarLayout, tree: CallTree, node: NodeIndex): BarIndex {
  const row = tree.depth[node];
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

/** The node of the next bar to the right (1) or left (-1) in a node's row, whoever its caller is; `NONE` at the edge. */
export function neighbourInRow(layout: BarLayout, tree: CallTree, node: NodeIndex, direction: 1 | -1): NodeIndex {
  const row = tree.depth[node];
  const place = placeOf(layout, tree, node);
  if (!place || row >= layout.rows) {
    return NONE;
  }
  const from = layout.rowStart[row];
  const to = layout.rowStart[row + 1];
  let bar = barOf(layout, tree, node);
  if (bar === NONE) {
    // Hidden in a run: its neighbours are the run's.
    bar = barAt(layout, row, place.start);
  }
  if (bar === NONE) {
    return NONE;
  }
  do {
    bar += direction;
  } while (bar >= from && bar < to && layout.merged[bar] > 0);
  return bar >= from && bar < to ? layout.node[bar] : NONE;
}

/** Where a node stands, drawn or not. */
export interface Place {
  row: RowIndex;
  start: Px;
  end: Px;
}

/** The place of a node of the focused subtree or of an ancestor of the focus; undefined for any other. */
export function placeOf(layout: BarLayout, tree: CallTree, node: NodeIndex): Place | undefined {
  const { focus } = layout;
  const row = tree.depth[node];
  if (node < focus) {
    return node === 0 || tree.subtreeEnd[node] > focus ? { row, start: 0, end: layout.width } : undefined;
  }
  if (node >= tree.subtreeEnd[focus]) {
    return undefined;
  }
  const total = weight(tree, focus);
  const scale = total > 0 ? layout.width / total : 0;
  let before = 0;
  let at = node;
  let bar = barOf(layout, tree, at);
  while (bar === NONE && at !== focus) {
    const parent = tree.parent[at];
    for (let sibling = parent + 1; sibling < at; sibling = tree.subtreeEnd[sibling]) {
      before += weight(tree, sibling);
    }
    at = parent;
    bar = barOf(layout, tree, at);
  }
  const start = (bar === NONE ? 0 : layout.start[bar]) + before * scale;
  return { row, start, end: at === node && bar !== NONE ? layout.end[bar] : start + weight(tree, node) * scale };
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
    if (biggest === NONE || weight(tree, node) > weight(tree, biggest)) {
      biggest = node;
    }
  }
  return biggest;
}
