import { NONE, type CallTree, type FunctionIndex, type NodeIndex } from '../../../pkg/calltree/tree';
import {
  rowAt,
  rowTop,
  scrollToRow,
  visibleRows,
  type BarIndex,
  type Orientation,
  type Px,
  type Viewport,
} from '../../../pkg/flamegraph/geometry';
import { BarLayout } from '../../../pkg/flamegraph/layout';
import { paintOutlines, type Outlines } from '../../../pkg/flamegraph/outline';
import { Painter, type Scene } from '../../../pkg/flamegraph/painter';
import { barAt, placeOf } from '../../../pkg/flamegraph/hitTest';
import type { Anchor } from './HoverCard';
import { recordTiming } from './timing';

export const ROW_HEIGHT: Px = 20;

/** Rows of callers that stay in sight of a focus that had to be scrolled to. */
const CALLERS_ABOVE = 3;

/** Nodes looked at beyond the screen to learn how far down the graph goes; deeper ones are found while scrolling. */
const LOOK_AHEAD = 20_000;

export interface SurfaceElements {
  scroller: HTMLElement;
  /** As high as the whole graph, to give the scroller its range. */
  spacer: HTMLElement;
  bars: HTMLCanvasElement;
  outlines: HTMLCanvasElement;
}

export interface Shape {
  tree: CallTree;
  focus: NodeIndex;
  width: Px;
  height: Px;
  orientation: Orientation;
  pixelRatio: number;
}

export type Look = Pick<Scene, 'palette' | 'buckets' | 'labels' | 'font' | 'matches' | 'valueText' | 'isHidden'>;
export type Marks = Pick<Outlines, 'color' | 'mutedColor'> & {
  selected: NodeIndex;
  hovered: NodeIndex;
  selectedFunction: FunctionIndex;
  hoveredFunction: FunctionIndex;
};

/**
 * The canvases of one graph: keeps layout, scroll position and pixels together. The canvases are as large as the
 * screen area and no larger; the scroller gives the scroll position, whatever the depth of the graph.
 */
export class GraphSurface {
  readonly layout = new BarLayout();
  private readonly painter = new Painter();
  private shape: Shape | undefined;
  private look: Look | undefined;
  private marks: Marks | undefined;
  private scroll: Px = 0;
  private frames = 0;
  private readonly born = performance.now();

  constructor(private readonly elements: SurfaceElements) {}

  get viewport(): Viewport {
    const { width = 0, height = 0, orientation = 'down' } = this.shape ?? {};
    return { width, height, scroll: this.scroll, rowHeight: ROW_HEIGHT, orientation };
  }

  get scrolledRows(): number {
    return this.scroll / ROW_HEIGHT;
  }

  setShape(shape: Shape): void {
    this.shape = shape;
    for (const canvas of [this.elements.bars, this.elements.outlines]) {
      resize(canvas, shape.width, shape.height, shape.pixelRatio);
    }
    const start = performance.now();
    this.layout.reset(shape.tree, shape.focus, shape.width);
    this.layout.extend(visibleRows(this.viewport).to);
    this.layout.extend(Infinity, LOOK_AHEAD);
    recordTiming('hotpath:layout', start);
    this.scrollTo(this.scroll);
  }

  setLook(look: Look): void {
    this.look = look;
  }

  setMarks(marks: Marks): void {
    this.marks = marks;
  }

  forgetFont(): void {
    this.painter.forgetFont();
  }

  /** Paints both canvases. */
  paint(): void {
    const context = this.elements.bars.getContext('2d');
    if (context && this.shape && this.look) {
      const { tree, pixelRatio } = this.shape;
      const start = performance.now();
      this.painter.paint(context, { tree, layout: this.layout, viewport: this.viewport, pixelRatio, ...this.look });
      recordTiming('hotpath:paint', start);
      this.frames++;
      if (this.frames === 1) {
        recordTiming('hotpath:first-paint', this.born);
      }
      this.elements.bars.dataset.hotpathPainted = String(this.frames);
    }
    this.paintMarks();
  }

  paintMarks(): void {
    const context = this.elements.outlines.getContext('2d');
    if (context && this.shape && this.marks) {
      const { tree, pixelRatio } = this.shape;
      paintOutlines(context, { tree, layout: this.layout, viewport: this.viewport, pixelRatio, ...this.marks });
    }
  }

  /** Scrolls so that the root's edge is this far out of view, as far as the graph goes. */
  scrollTo(scroll: Px): void {
    this.lookAhead(scroll);
    const range = this.range();
    this.scroll = Math.max(0, Math.min(scroll, range));
    this.elements.spacer.style.height = `${range + this.viewport.height}px`;
    const top = this.viewport.orientation === 'down' ? this.scroll : range - this.scroll;
    if (Math.abs(this.elements.scroller.scrollTop - top) >= 1) {
      this.elements.scroller.scrollTop = top;
    }
  }

  /** Brings a node's row on screen, and moves nothing when it is there. */
  scrollToNode(node: NodeIndex): void {
    this.scrollTo(scrollToRow(this.viewport, this.shape?.tree.depth[node] ?? 0));
  }

  /** Brings the focused node on screen, and what it calls with it: not further from the root's edge than halfway. */
  scrollToFocus(): void {
    const top = this.layout.focus === 0 ? 0 : (this.shape?.tree.depth[this.layout.focus] ?? 0) * ROW_HEIGHT;
    const far = top - this.scroll > this.viewport.height / 2;
    const more = this.layout.rows * ROW_HEIGHT > this.scroll + this.viewport.height;
    if (top < this.scroll || (far && more)) {
      this.scrollTo(top - Math.min(top, CALLERS_ABOVE * ROW_HEIGHT));
    }
  }

  /** Takes over where the reader has scrolled to; false when that is where the graph already stands. */
  followScroller(): boolean {
    const { scrollTop } = this.elements.scroller;
    const scroll = this.viewport.orientation === 'down' ? scrollTop : this.range() - scrollTop;
    if (Math.abs(scroll - this.scroll) < 1) {
      return false;
    }
    this.scrollTo(scroll);
    return true;
  }

  /** The bar at a point of the canvas, or `NONE`. */
  barAt(x: Px, y: Px): BarIndex {
    return barAt(this.layout, rowAt(this.viewport, y), x);
  }

  /** Where a node's bar is in the window. */
  anchorOf(node: NodeIndex): Anchor | undefined {
    const place = this.shape && placeOf(this.layout, this.shape.tree, node);
    if (!place) {
      return undefined;
    }
    const middle = (Math.max(0, place.start) + Math.min(this.viewport.width, place.end)) / 2;
    return this.anchorAt(place.row, Math.max(place.start, Math.min(middle, place.start + 120)));
  }

  anchorAt(row: number, x: Px): Anchor {
    const rect = this.elements.bars.getBoundingClientRect();
    const top = rect.top + rowTop(this.viewport, row);
    return { x: rect.left + x, top, bottom: top + ROW_HEIGHT };
  }

  /** Whether a node is wide enough to have a bar of its own. */
  isDrawn(node: NodeIndex): boolean {
    const place = this.shape && placeOf(this.layout, this.shape.tree, node);
    return place !== undefined && place.end - place.start >= 0.5;
  }

  private lookAhead(scroll: Px): void {
    const { to } = visibleRows({ ...this.viewport, scroll });
    if (!this.layout.complete && this.layout.rows < to + to / 4) {
      this.layout.extend(to);
      this.layout.extend(Infinity, LOOK_AHEAD);
    }
  }

  /** How far the graph can be scrolled. An unfinished graph goes on for a screen more than is known. */
  private range(): Px {
    const { height } = this.viewport;
    const known = this.layout.rows * ROW_HEIGHT;
    return Math.max(0, (this.layout.complete ? known : known + height) - height);
  }
}

function resize(canvas: HTMLCanvasElement, width: Px, height: Px, pixelRatio: number): void {
  const pixelWidth = Math.max(1, Math.round(width * pixelRatio));
  const pixelHeight = Math.max(1, Math.round(height * pixelRatio));
  // Setting a size, even the same one, clears a canvas.
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
}

/** The biggest of the nodes that a run stands for. */
export function biggestOfRun(layout: BarLayout, tree: CallTree, bar: BarIndex): NodeIndex {
  let biggest: NodeIndex = NONE;
  for (let node = layout.node[bar]; node < layout.nodeEnd[bar]; node = tree.subtreeEnd[node]) {
    if (biggest === NONE || tree.total[node] > tree.total[biggest]) {
      biggest = node;
    }
  }
  return biggest;
}
