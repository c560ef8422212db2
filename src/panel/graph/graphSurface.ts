import type { CallPath } from '../../../pkg/calltree/callPath';
import { NONE, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import {
  rowAt,
  rowTop,
  scrollToRow,
  visibleRows,
  type BarIndex,
  type Orientation,
  type Px,
  type RowIndex,
  type Viewport,
} from '../../../pkg/flamegraph/geometry';
import { barAt, biggestOfRun, placeOf } from '../../../pkg/flamegraph/hitTest';
import type { Folds } from '../../../pkg/flamegraph/folds';
import { BarLayout } from '../../../pkg/flamegraph/layout';
import { paintOutlines, type Outlines } from '../../../pkg/flamegraph/outline';
import { Painter, type Scene } from '../../../pkg/flamegraph/painter';
import type { Sides } from '../../../pkg/flamegraph/sides';
import { drawing, ownTask, painted } from '../nextPaint';
import type { Anchor } from './HoverCard';
import { recordTiming } from './timing';

export const ROW_HEIGHT: Px = 20;

/** Rows of callers that stay in sight of a focus that had to be scrolled to. */
const CALLERS_ABOVE = 3;

/** Nodes looked at beyond the screen to learn how far down the graph goes; deeper ones are found while scrolling. */
const LOOK_AHEAD = 20_000;
/** As many at once; the next ones in a task of their own. */
const LOOK_STEP = 4000;

/** Where scrolling has come to rest, in milliseconds without a further scroll event. */
const SCROLL_REST = 150;

export interface SurfaceElements {
  scroller: HTMLElement;
  /** As high as the whole graph, to give the scroller its range. */
  spacer: HTMLElement;
  bars: HTMLCanvasElement;
  outlines: HTMLCanvasElement;
}

/** How many rows are out of view on either side, whole or in part. */
export interface Beyond {
  /** Towards the root. */
  before: number;
  /** Away from it. */
  after: number;
  /** Whether there may be more after these. */
  open: boolean;
}

/** All that is on the canvases. */
export interface GraphScene
  extends
    Pick<
      Scene,
      | 'palette'
      | 'buckets'
      | 'nodeBuckets'
      | 'labels'
      | 'font'
      | 'matches'
      | 'valueText'
      | 'runText'
      | 'isHidden'
      | 'named'
    >,
    Pick<Outlines, 'selected' | 'hovered' | 'selectedFunction' | 'hoveredFunction' | 'color' | 'mutedColor'> {
  tree: CallTree;
  focus: NodeIndex;
  folds: Folds;
  sides: Sides;
  /** The scrollbar included. */
  width: Px;
  height: Px;
  orientation: Orientation;
  /** What has less of the focus, 0 to 1, is no bar of its own. */
  minShare: number;
  pixelRatio: number;
  /** What `selected` was found by: a new one is brought on screen, the same one after a refresh is not. */
  selectedPath: CallPath | undefined;
  /** Rows to scroll past, where a step back or a link says so. */
  scroll: number;
}

/** What each part of the picture depends on. */
const PLACES = ['tree', 'focus', 'folds', 'sides', 'width', 'height', 'orientation', 'minShare', 'pixelRatio'] as const;
const LOOKS = [
  'palette',
  'buckets',
  'nodeBuckets',
  'labels',
  'font',
  'matches',
  'valueText',
  'isHidden',
  'named',
] as const;
const MARKS = ['selected', 'hovered', 'selectedFunction', 'hoveredFunction', 'color', 'mutedColor'] as const;

/** What is under the pointer: a bar, or a run of bars too narrow to draw one by one. */
export interface Hit {
  bar: BarIndex;
  isRun: boolean;
  anchor: Anchor;
}

/**
 * The canvases of one graph: given a scene, it works out what changed and lays out, scrolls and paints what that takes.
 * The canvases are as large as the screen area and no larger; the scroller gives the scroll position, whatever the
 * depth of the graph.
 */
export class GraphSurface {
  readonly layout = new BarLayout();
  readonly #painter = new Painter();
  readonly #gutter: Px;
  readonly #born = performance.now();
  #scene: GraphScene | undefined;
  #scroll: Px = 0;
  /** The rows scrolled past that are known outside. */
  #knownRows = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #further: ReturnType<typeof setTimeout> | undefined;
  #frames = 0;
  /** What is shown first is drawn in a task of its own. */
  #opening = false;
  /** Unless it is found out in no time, how far a picture goes on is looked at, and told, once it is on screen. */
  #settled = false;
  #disposed = false;
  #selectedByPointer = false;
  #beyond: Beyond = { before: 0, after: 0, open: false };

  constructor(
    private readonly elements: SurfaceElements,
    private readonly onScrollRest: (rows: number) => void,
    private readonly onBeyond: (beyond: Beyond) => void
  ) {
    this.#gutter = elements.scroller.offsetWidth - elements.scroller.clientWidth;
    document.fonts?.addEventListener('loadingdone', this.#repaint);
    // Where the graphics process has ended, a canvas comes back empty.
    elements.bars.addEventListener('contextrestored', this.#repaint);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#rest);
    clearTimeout(this.#further);
    document.fonts?.removeEventListener('loadingdone', this.#repaint);
    this.elements.bars.removeEventListener('contextrestored', this.#repaint);
  }

  /** The part of the graph on screen. */
  get viewport(): Viewport {
    const { width = 0, height = 0, orientation = 'down' } = this.#scene ?? {};
    return {
      width: Math.max(1, width - this.#gutter),
      height,
      scroll: this.#scroll,
      rowHeight: ROW_HEIGHT,
      orientation,
    };
  }

  /** Returns where a new selection stands in the window, unless the pointer made it. */
  show(scene: GraphScene): Anchor | undefined {
    const last = this.#scene;
    if (!last && !scene.selectedPath) {
      const opened = this.#open();
      drawing(opened);
      void opened.then(this.#lookFurther);
    }
    if (this.#opening) {
      this.#scene = scene;
      return undefined;
    }
    const changed = (keys: ReadonlyArray<keyof GraphScene>) => keys.some((key) => last?.[key] !== scene[key]);
    const scrollBefore = this.#scroll;
    this.#scene = scene;

    const moved = changed(PLACES);
    if (moved) {
      this.#layOut(scene);
      this.layout.extend(Infinity, LOOK_STEP - this.layout.visited);
      this.#settled = this.layout.complete;
      if (!this.#settled) {
        void this.#lookFurther();
      }
    }
    // What this graph has itself reported is already so.
    if (scene.scroll !== this.#knownRows && changed(['tree', 'scroll'])) {
      this.#knownRows = scene.scroll;
      this.#scrollTo(scene.scroll * ROW_HEIGHT);
    }
    const anchor = changed(['selectedPath']) ? this.#showSelected(scene) : undefined;
    if (moved || this.#scroll !== scrollBefore || changed(LOOKS)) {
      this.#paint();
    } else if (changed(MARKS)) {
      this.#paintMarks();
    }
    return anchor;
  }

  /** Shows the first scene, or what it has become by then, in a task of its own. */
  async #open(): Promise<void> {
    this.#opening = true;
    await ownTask();
    if (this.#disposed) {
      return;
    }
    const scene = this.#scene!;
    this.#layOut(scene);
    this.#knownRows = scene.scroll;
    this.#scrollTo(scene.scroll * ROW_HEIGHT);
    this.#opening = false;
    this.#paint();
  }

  /** Takes over where the user has scrolled to; false when that is where the graph already stands. */
  followScroller(): boolean {
    const { scrollTop } = this.elements.scroller;
    const scroll = this.viewport.orientation === 'down' ? scrollTop : this.#range() - scrollTop;
    if (Math.abs(scroll - this.#scroll) < 1) {
      return false;
    }
    this.#scrollTo(scroll);
    this.#paint();
    this.#reportRest();
    return true;
  }

  /** Away from the root (1) or towards it (-1) by a screen less a row. */
  scrollByScreen(direction: 1 | -1): void {
    this.#scrollTo(this.#scroll + direction * Math.max(ROW_HEIGHT, this.viewport.height - ROW_HEIGHT));
    this.#paint();
    this.#reportRest();
  }

  /** So that many rows from the root are out of view, as far as the graph goes. */
  scrollPast(rows: number): void {
    this.#scrollTo(rows * ROW_HEIGHT);
    this.#paint();
    this.#reportRest();
  }

  /** What is at a point of the window. */
  hitTest(clientX: Px, clientY: Px): Hit | undefined {
    const rect = this.elements.bars.getBoundingClientRect();
    const row = rowAt(this.viewport, clientY - rect.top);
    const bar = barAt(this.layout, row, clientX - rect.left);
    return bar === NONE
      ? undefined
      : { bar, isRun: this.layout.merged[bar] > 0, anchor: this.#anchorAt(row, clientX - rect.left) };
  }

  /** A click is about to select: its card is where the pointer is. */
  selectByPointer(): void {
    this.#selectedByPointer = true;
  }

  /** The node of a bar, or the biggest of those that a run stands for. */
  nodeOf({ bar, isRun }: Hit): NodeIndex {
    return isRun && this.#scene ? biggestOfRun(this.layout, this.#scene.tree, bar) : this.layout.node[bar];
  }

  /** Where a node's bar is in the window. */
  anchorOf(node: NodeIndex): Anchor | undefined {
    const place = this.#scene && placeOf(this.layout, this.#scene.tree, node);
    if (!place) {
      return undefined;
    }
    const middle = (Math.max(0, place.start) + Math.min(this.viewport.width, place.end)) / 2;
    return this.#anchorAt(place.row, Math.max(place.start, Math.min(middle, place.start + 120)));
  }

  /** Beside a point of a bar, in the graph's own coordinates, so that a button of 28 pixels has room. */
  placeInGraph({ x, top }: Anchor): { x: Px; y: Px } {
    const rect = this.elements.bars.getBoundingClientRect();
    return {
      x: Math.min(x - rect.left + ROW_HEIGHT, this.viewport.width - 28),
      y: Math.min(top - rect.top - 4, this.viewport.height - 28),
    };
  }

  #layOut({ tree, focus, folds, sides, minShare, pixelRatio }: GraphScene): void {
    const { width, height } = this.viewport;
    for (const canvas of [this.elements.bars, this.elements.outlines]) {
      resize(canvas, width, height, pixelRatio);
    }
    const start = performance.now();
    this.layout.reset(tree, focus, width, folds, sides, minShare);
    this.layout.extend(visibleRows(this.viewport).to);
    recordTiming('hotpath:layout', start);
  }

  readonly #lookFurther = async (): Promise<void> => {
    await painted();
    if (!this.#disposed) {
      this.#settled = true;
      this.#goFurther();
    }
  };

  /** Finds out how far the graph goes on, step by step. */
  #goFurther(): void {
    clearTimeout(this.#further);
    this.layout.extend(Infinity, LOOK_STEP);
    this.#scrollTo(this.#scroll);
    if (!this.layout.complete && this.layout.visited < LOOK_AHEAD) {
      this.#further = setTimeout(() => this.#goFurther());
    }
  }

  #showSelected({ focus, folds, selected }: GraphScene): Anchor | undefined {
    const byPointer = this.#selectedByPointer;
    this.#selectedByPointer = false;
    if (selected === NONE) {
      return undefined;
    }
    if (selected === focus) {
      this.#scrollToFocus(folds.rowOf(focus));
    } else {
      this.#scrollTo(scrollToRow(this.viewport, folds.rowOf(selected)));
    }
    this.#reportRest();
    return byPointer ? undefined : this.anchorOf(selected);
  }

  readonly #repaint = () => {
    this.#painter.forgetFont();
    this.#paint();
  };

  #paint(): void {
    if (this.#opening) {
      // There are no bars yet, and a frame without any would count as the first picture.
      return;
    }
    const context = this.elements.bars.getContext('2d');
    if (context && this.#scene) {
      const start = performance.now();
      this.#painter.paint(context, { ...this.#scene, layout: this.layout, viewport: this.viewport });
      recordTiming('hotpath:paint', start);
      this.#frames++;
      if (this.#frames === 1) {
        recordTiming('hotpath:first-paint', this.#born);
      }
      this.elements.bars.dataset.hotpathPainted = String(this.#frames);
    }
    this.#paintMarks();
  }

  #paintMarks(): void {
    const context = this.elements.outlines.getContext('2d');
    if (context && this.#scene) {
      paintOutlines(context, { ...this.#scene, layout: this.layout, viewport: this.viewport });
    }
  }

  /** Scrolls so that the root's edge is this far out of view, as far as the graph goes. */
  #scrollTo(scroll: Px): void {
    this.#lookAhead(scroll);
    const range = this.#range();
    this.#scroll = Math.max(0, Math.min(scroll, range));
    this.elements.spacer.style.height = `${range + this.viewport.height}px`;
    const top = this.viewport.orientation === 'down' ? this.#scroll : range - this.#scroll;
    if (Math.abs(this.elements.scroller.scrollTop - top) >= 1) {
      this.elements.scroller.scrollTop = top;
    }
    this.#tellBeyond(range);
  }

  #tellBeyond(range: Px): void {
    if (!this.#settled) {
      return;
    }
    const beyond = {
      before: Math.ceil(this.#scroll / ROW_HEIGHT),
      after: Math.ceil((range - this.#scroll) / ROW_HEIGHT),
      open: !this.layout.complete,
    };
    const { before, after, open } = this.#beyond;
    if (before !== beyond.before || after !== beyond.after || open !== beyond.open) {
      this.#beyond = beyond;
      this.onBeyond(beyond);
    }
  }

  /** Brings the focused row on screen, and what it calls with it: not further from the root's edge than halfway. */
  #scrollToFocus(row: RowIndex): void {
    const top = row * ROW_HEIGHT;
    const far = top - this.#scroll > this.viewport.height / 2;
    const more = this.layout.rows * ROW_HEIGHT > this.#scroll + this.viewport.height;
    if (top < this.#scroll || (far && more)) {
      this.#scrollTo(top - Math.min(top, CALLERS_ABOVE * ROW_HEIGHT));
    }
  }

  #reportRest(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#knownRows = this.#scroll / ROW_HEIGHT;
      this.onScrollRest(this.#knownRows);
    }, SCROLL_REST);
  }

  #anchorAt(row: RowIndex, x: Px): Anchor {
    const rect = this.elements.bars.getBoundingClientRect();
    const top = rect.top + rowTop(this.viewport, row);
    return { x: rect.left + x, top, bottom: top + ROW_HEIGHT };
  }

  #lookAhead(scroll: Px): void {
    const { to } = visibleRows({ ...this.viewport, scroll });
    if (!this.layout.complete && this.layout.rows < to + to / 4) {
      this.layout.extend(to);
      if (this.#settled) {
        this.layout.extend(Infinity, LOOK_AHEAD);
      }
    }
  }

  /** How far the graph can be scrolled. An unfinished graph goes on for a screen more than is known. */
  #range(): Px {
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
