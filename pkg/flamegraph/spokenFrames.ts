import { NONE, type CallTree, type NodeIndex } from '../calltree/tree';
import { rowTop, visibleRows, type Px, type Viewport } from './geometry';
import { barAt, barOf } from './hitTest';
import type { BarLayout } from './layout';

/** A frame on screen, as an outline of the picture has it. */
export interface SpokenFrame {
  readonly node: NodeIndex;
  /** 1 for the root. */
  readonly level: number;
  /** Its place among what its caller calls, from 1 on, and how many those are; undefined where there are very many. */
  readonly position?: number;
  readonly siblings?: number;
  /** Whether what it calls is drawn; undefined where it calls nothing. */
  readonly open?: boolean;
}

/** Narrower bars are seen as colour alone. */
const LEAST_WIDTH: Px = 8;
/** Of more callees than that nobody is told the place of one. */
const COUNTED = 500;

/**
 * What is on screen, callers first, at most `most` frames: the widest. The way from the root to `selected` is among them,
 * on screen or not.
 */
export function spokenFrames(
  layout: BarLayout,
  tree: CallTree,
  viewport: Viewport,
  selected: NodeIndex,
  most: number
): SpokenFrame[] {
  const { folds } = layout;
  if (!folds || layout.rows === 0) {
    return [];
  }
  const way =
    selected === NONE ? [] : [...folds.wayTo(folds.barNodeOf(selected)).nodes].map((node) => folds.barNodeOf(node));
  const rowsOf = new Map<NodeIndex, number>();
  for (const bar of widestBars(layout, viewport, Math.max(0, most - way.length))) {
    rowsOf.set(layout.node[bar], bar);
  }
  const nodes = [...new Set([...way, ...rowsOf.keys()])].sort((one, other) => one - other);
  const places = new Map<NodeIndex, Map<NodeIndex, number> | undefined>();
  return nodes.map((node) => {
    const caller = tree.parent[node];
    if (!places.has(caller)) {
      places.set(caller, placesBelow(tree, caller));
    }
    const siblings = places.get(caller);
    const bar = rowsOf.get(node) ?? barOf(layout, node);
    const row = folds.rowOf(node);
    return {
      node,
      level: row + 1,
      ...(siblings && { position: siblings.get(node), siblings: siblings.size }),
      ...(tree.subtreeEnd[node] > node + 1 && { open: bar !== NONE && hasBarBelow(layout, row, bar) }),
    };
  });
}

function widestBars(layout: BarLayout, viewport: Viewport, most: number): number[] {
  const bars: number[] = [];
  const { from, to } = visibleRows(viewport);
  const widthOf = (bar: number) => layout.end[bar] - layout.start[bar];
  for (let row = from; row < Math.min(to, layout.rows); row++) {
    const top = rowTop(viewport, row);
    if (top < 0 || top >= viewport.height) {
      continue;
    }
    for (let bar = layout.rowStart[row]; bar < layout.rowStart[row + 1]; bar++) {
      if (layout.merged[bar] === 0 && widthOf(bar) >= LEAST_WIDTH) {
        bars.push(bar);
      }
    }
  }
  return bars.length <= most ? bars : bars.sort((one, other) => widthOf(other) - widthOf(one)).slice(0, most);
}

function hasBarBelow(layout: BarLayout, row: number, bar: number): boolean {
  for (let x = layout.start[bar]; x < layout.end[bar];) {
    const below = barAt(layout, row + 1, x);
    if (below === NONE) {
      return false;
    }
    if (layout.merged[below] === 0) {
      return true;
    }
    x = layout.end[below];
  }
  return false;
}

function placesBelow({ subtreeEnd }: CallTree, caller: NodeIndex): Map<NodeIndex, number> | undefined {
  const places = new Map<NodeIndex, number>();
  if (caller === NONE) {
    return places.set(0, 1);
  }
  for (let callee = caller + 1; callee < subtreeEnd[caller]; callee = subtreeEnd[callee]) {
    if (places.size === COUNTED) {
      return undefined;
    }
    places.set(callee, places.size + 1);
  }
  return places;
}
