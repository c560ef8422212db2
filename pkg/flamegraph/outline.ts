import { NONE, type CallTree, type FunctionIndex, type NodeIndex } from '../calltree/tree';
import { rowTop, visibleRows, type BarIndex, type Px, type Viewport } from './geometry';
import type { BarLayout } from './layout';
import type { PaintContext } from './painter';
import { placeOf } from './hitTest';

export interface Outlines {
  readonly tree: CallTree;
  readonly layout: BarLayout;
  readonly viewport: Viewport;
  readonly pixelRatio: number;
  /** Bars under the pointer and with the keyboard's focus; `NONE` for none. */
  readonly hovered: NodeIndex;
  readonly selected: NodeIndex;
  /** A function whose bars are all marked, lightly for the pointer and strongly when chosen; `NONE` for none. */
  readonly hoveredFunction: FunctionIndex;
  readonly selectedFunction: FunctionIndex;
  readonly color: string;
  readonly mutedColor: string;
}

/** A node that is too narrow to be drawn is marked as if it had this width. */
const MIN_OUTLINE: Px = 3;

/** Marks the hovered and the selected on a canvas that lies over the graph, so that moving the pointer redraws no bar. */
export function paintOutlines(context: PaintContext, outlines: Outlines): void {
  const { viewport, pixelRatio } = outlines;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, viewport.width, viewport.height);
  outlineFunction(context, outlines, outlines.hoveredFunction, outlines.mutedColor, 1);
  outlineFunction(context, outlines, outlines.selectedFunction, outlines.color, 1);
  outlineNode(context, outlines, outlines.hovered, outlines.color, 1);
  outlineNode(context, outlines, outlines.selected, outlines.color, 2);
}

function outlineFunction(
  context: PaintContext,
  outlines: Outlines,
  name: FunctionIndex,
  color: string,
  line: Px
): void {
  if (name === NONE) {
    return;
  }
  const { tree, layout, viewport } = outlines;
  const rows = visibleRows(viewport);
  context.strokeStyle = color;
  context.lineWidth = line;
  for (let row = rows.from; row < Math.min(rows.to, layout.rows); row++) {
    for (let bar = layout.rowStart[row]; bar < layout.rowStart[row + 1]; bar++) {
      if (layout.merged[bar] === 0 && shows(tree, layout, bar, name)) {
        frame(context, viewport, layout.start[bar], layout.end[bar], rowTop(viewport, row), line);
      }
    }
  }
}

function shows(tree: CallTree, layout: BarLayout, bar: BarIndex, name: FunctionIndex): boolean {
  if (tree.function[layout.node[bar]] === name) {
    return true;
  }
  for (let at = layout.foldedStart[bar]; at < layout.foldedStart[bar + 1]; at++) {
    if (tree.function[layout.foldedNode[at]] === name) {
      return true;
    }
  }
  return false;
}

function outlineNode(context: PaintContext, outlines: Outlines, node: NodeIndex, color: string, line: Px): void {
  const place = node === NONE ? undefined : placeOf(outlines.layout, outlines.tree, node);
  if (place) {
    context.strokeStyle = color;
    context.lineWidth = line;
    frame(context, outlines.viewport, place.start, place.end, rowTop(outlines.viewport, place.row), line);
  }
}

function frame(context: PaintContext, viewport: Viewport, start: Px, end: Px, top: Px, line: Px): void {
  const width = Math.max(MIN_OUTLINE, Math.min(end, viewport.width) - start - 1);
  const left = Math.min(start, viewport.width - width);
  context.strokeRect(left + line / 2, top + line / 2, width - line, viewport.rowHeight - 1 - line);
}
