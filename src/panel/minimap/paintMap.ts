import type { CallTree } from '../../../pkg/calltree/tree';
import type { Orientation, Px, RowIndex } from '../../../pkg/flamegraph/geometry';
import { BarLayout } from '../../../pkg/flamegraph/layout';
import type { Folds } from '../../../pkg/flamegraph/folds';
import { barBucket, type BarScene } from '../../../pkg/flamegraph/painter';
import type { Palette } from '../../../pkg/flamegraph/palette';
import type { Sides } from '../../../pkg/flamegraph/sides';

/** Nodes looked at in one task. */
const STEP = 4000;
/** Deeper rows are thinner than can be seen. */
const MOST_ROWS = 4000;
const THICKEST_ROW: Px = 8;

/** The whole of a tree at the width of a map, laid out in pieces. Rejects once it is aborted. */
export async function layOutMap(
  tree: CallTree,
  width: Px,
  folds: Folds,
  sides: Sides,
  signal: AbortSignal
): Promise<BarLayout> {
  const layout = new BarLayout();
  layout.reset(tree, 0, width, folds, sides);
  while (!layout.complete && layout.rows < MOST_ROWS) {
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    layout.extend(MOST_ROWS, STEP);
  }
  return layout;
}

/** Where rows stand on a map of a height. */
export interface MapRows {
  height: Px;
  /** Of one row. */
  thickness: Px;
  orientation: Orientation;
}

export function mapRows(rows: RowIndex, height: Px, orientation: Orientation): MapRows {
  return { height, thickness: Math.min(THICKEST_ROW, height / Math.max(1, rows)), orientation };
}

/** The upper edge of `count` rows from a row on. */
export function mapTop({ height, thickness, orientation }: MapRows, row: number, count: number): Px {
  return orientation === 'down' ? row * thickness : height - (row + count) * thickness;
}

/** The row at a height of the map, with its fraction. */
export function mapRow({ height, thickness, orientation }: MapRows, y: Px): number {
  return (orientation === 'down' ? y : height - y) / thickness;
}

export function paintMap(
  context: Pick<CanvasRenderingContext2D, 'setTransform' | 'clearRect' | 'fillRect' | 'fillStyle'>,
  scene: BarScene & { palette: Palette; pixelRatio: number },
  rows: MapRows
): void {
  const { layout, palette, pixelRatio } = scene;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, layout.width, rows.height);
  const gap = rows.thickness >= 3 ? 1 : 0;
  for (let row = 0; row < layout.rows; row++) {
    const top = mapTop(rows, row, 1);
    for (let bar = layout.rowStart[row]; bar < layout.rowStart[row + 1]; bar++) {
      context.fillStyle = palette[barBucket(scene, bar)].fill;
      context.fillRect(layout.start[bar], top, layout.end[bar] - layout.start[bar], rows.thickness - gap);
    }
  }
}
