/** CSS pixels; fractions are kept until painting. */
export type Px = number;

/** A row of bars: the depth of its nodes, 0 being the root's. */
export type RowIndex = number;

/** A place in a layout's columns: a bar, or a run of bars too narrow to draw one by one. */
export type BarIndex = number;

/** `down`: root at the top, callees below it. `up`: root at the bottom, callees above it. */
export type Orientation = 'down' | 'up';

/** The part of the graph on screen. `scroll` is how far the root's edge has been scrolled out of view. */
export interface Viewport {
  readonly width: Px;
  readonly height: Px;
  readonly scroll: Px;
  readonly rowHeight: Px;
  readonly orientation: Orientation;
}

/** The upper edge of a row, which may lie outside the viewport. */
export function rowTop(viewport: Viewport, row: RowIndex): Px {
  const fromRoot = row * viewport.rowHeight - viewport.scroll;
  return viewport.orientation === 'down' ? fromRoot : viewport.height - fromRoot - viewport.rowHeight;
}

/** The row at a height of the viewport; negative, or past the last row, where there is none. */
export function rowAt(viewport: Viewport, y: Px): RowIndex {
  const fromEdge = viewport.orientation === 'down' ? y : viewport.height - y;
  return Math.floor((fromEdge + viewport.scroll) / viewport.rowHeight);
}

/** The first row on screen and the one past the last, of a graph of any height. */
export function visibleRows(viewport: Viewport): { from: RowIndex; to: RowIndex } {
  return {
    from: Math.max(0, Math.floor(viewport.scroll / viewport.rowHeight)),
    to: Math.max(0, Math.ceil((viewport.scroll + viewport.height) / viewport.rowHeight)),
  };
}

/** The smallest change of `scroll` that brings a row fully on screen. */
export function scrollToRow(viewport: Viewport, row: RowIndex): Px {
  const top = row * viewport.rowHeight;
  if (top < viewport.scroll) {
    return top;
  }
  const bottom = top + viewport.rowHeight;
  return bottom > viewport.scroll + viewport.height ? bottom - viewport.height : viewport.scroll;
}
