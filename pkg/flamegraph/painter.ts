import { grown } from '../calltree/growingColumn';
import { oneSided } from '../calltree/comparison/oneSided';
import { isSyntheticRoot } from '../calltree/root';
import { NONE, type CallTree, type NodeIndex } from '../calltree/tree';
import type { Buckets } from './colour';
import { rowTop, visibleRows, type BarIndex, type Px, type Viewport } from './geometry';
import { columns, fit, type Labels } from './names/labels';
import type { BarLayout } from './layout';
import { matchWithin } from './matches';
import { BUCKETS, type Bucket, type Palette } from './palette';

/** What the painter needs of a canvas' 2D context. */
export interface PaintContext {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textBaseline: unknown;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  clearRect(x: number, y: number, width: number, height: number): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { width: number };
}

/** What a search found: by function, and the nodes in depth-first order (empty until they are known). */
export interface SearchMatches {
  readonly functions: Uint8Array;
  readonly nodes: Uint32Array;
}

export interface Scene {
  readonly tree: CallTree;
  readonly layout: BarLayout;
  readonly viewport: Viewport;
  readonly pixelRatio: number;
  readonly palette: Palette;
  /** See `functionBuckets`. */
  readonly buckets: Buckets;
  /** Where each node has a colour of its own, whatever its function: by what changed, by how much it is. */
  readonly nodeBuckets?: (node: NodeIndex) => Bucket;
  readonly labels: Labels;
  /** A fixed-width font, as CSS writes it. */
  readonly font: string;
  readonly matches?: SearchMatches;
  /** A folded node that its bar is named after, as the one selected; `NONE` for none. */
  readonly named: NodeIndex;
  /** Written after a name where there is room. */
  readonly valueText: (node: NodeIndex) => string;
  /** Written on what stands for so many calls that are not drawn. */
  readonly runText: (count: number) => string;
  /** Whether a node is what the server folded into `other`. */
  readonly isHidden: (node: NodeIndex) => boolean;
}

const PADDING: Px = 4;
const MIN_LABEL: Px = 26;
/** Thin bars of one look that touch are drawn as one. */
const THIN: Px = 2;
/** The least a match may shrink to. */
const MATCH_WIDTH: Px = 2;

/**
 * Draws the rows of a layout that are on screen, bars of one colour together (setting a fill style costs more than
 * filling a rectangle). The scratch columns are kept from frame to frame.
 */
export class Painter {
  #left = new Float64Array(1024);
  #right = new Float64Array(1024);
  #top = new Float64Array(1024);
  #bucket = new Uint8Array(1024);
  /** The bar to be named, or -1. */
  #labelled = new Int32Array(1024);
  #order = new Uint32Array(1024);
  #length = 0;
  #columnWidth = 0;
  #measuredFont = '';

  /** Forgets the width of the font's characters: the font itself may have been loaded only now. */
  forgetFont(): void {
    this.#measuredFont = '';
  }

  /** Paints a frame and returns the number of rectangles drawn. */
  paint(context: PaintContext, scene: Scene): number {
    const { viewport, pixelRatio, palette, tree, layout } = scene;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.clearRect(0, 0, viewport.width, viewport.height);
    context.font = scene.font;
    context.textBaseline = 'middle';
    if (this.#measuredFont !== scene.font) {
      this.#columnWidth = context.measureText('0'.repeat(16)).width / 16 || 7;
      this.#measuredFont = scene.font;
    }
    this.#collect(scene);
    const starts = this.#sortByBucket(palette.length);
    const height = viewport.rowHeight - 1;
    for (let bucket = 0; bucket < palette.length; bucket++) {
      const from = starts[bucket];
      const to = starts[bucket + 1];
      if (from === to) {
        continue;
      }
      context.fillStyle = palette[bucket].fill;
      for (let at = from; at < to; at++) {
        const rect = this.#order[at];
        context.fillRect(this.#left[rect], this.#top[rect], this.#right[rect] - this.#left[rect], height);
      }
      context.fillStyle = palette[bucket].text;
      for (let at = from; at < to; at++) {
        const rect = this.#order[at];
        if (this.#labelled[rect] !== NONE) {
          this.#write(context, scene, rect, height);
        }
      }
    }
    if (tree.totalRight) {
      this.#markNewAndGone(context, scene, layout, height);
    }
    return this.#length;
  }

  /** Rectangles of the rows on screen, snapped to device pixels. */
  #collect(scene: Scene): void {
    const { layout, viewport, pixelRatio } = scene;
    const rows = visibleRows(viewport);
    const snap = (x: Px) => Math.round(x * pixelRatio) / pixelRatio;
    const pixel = 1 / pixelRatio;
    this.#length = 0;
    for (let row = rows.from; row < Math.min(rows.to, layout.rows); row++) {
      const top = snap(rowTop(viewport, row));
      let previous = NONE;
      for (let bar = layout.rowStart[row]; bar < layout.rowStart[row + 1]; bar++) {
        const bucket = barBucket(scene, bar);
        const width = layout.end[bar] - layout.start[bar];
        if (width < THIN) {
          const matching = scene.matches !== undefined && bucket !== BUCKETS.run && bucket !== BUCKETS.dimmed;
          if (layout.merged[bar] > 0 && width < MATCH_WIDTH / 4 && !matching) {
            continue;
          }
          const right = layout.start[bar] + Math.max(width, matching ? MATCH_WIDTH : pixel / 2);
          if (
            previous !== NONE &&
            this.#bucket[previous] === bucket &&
            this.#right[previous] >= layout.start[bar] - pixel / 2
          ) {
            this.#right[previous] = right;
          } else {
            previous = this.#add(layout.start[bar], right, top, bucket, NONE);
          }
          continue;
        }
        previous = NONE;
        const left = snap(layout.start[bar]);
        this.#add(
          left,
          Math.max(left + pixel, snap(layout.end[bar]) - (width > 3 ? 1 : 0)),
          top,
          bucket,
          width >= MIN_LABEL ? bar : NONE
        );
      }
    }
  }

  #add(left: Px, right: Px, top: Px, bucket: Bucket, bar: BarIndex): number {
    const at = this.#length++;
    if (at === this.#left.length) {
      this.#left = grown(this.#left);
      this.#right = grown(this.#right);
      this.#top = grown(this.#top);
      this.#bucket = grown(this.#bucket);
      this.#labelled = grown(this.#labelled);
      this.#order = grown(this.#order);
    }
    this.#left[at] = left;
    this.#right[at] = right;
    this.#top[at] = top;
    this.#bucket[at] = bucket;
    this.#labelled[at] = bar;
    return at;
  }

  #sortByBucket(buckets: number): Uint32Array {
    const starts = new Uint32Array(buckets + 1);
    for (let rect = 0; rect < this.#length; rect++) {
      starts[this.#bucket[rect] + 1]++;
    }
    for (let bucket = 0; bucket < buckets; bucket++) {
      starts[bucket + 1] += starts[bucket];
    }
    const next = starts.slice();
    for (let rect = 0; rect < this.#length; rect++) {
      this.#order[next[this.#bucket[rect]]++] = rect;
    }
    return starts;
  }

  #write(context: PaintContext, scene: Scene, rect: number, height: Px): void {
    const { tree, layout } = scene;
    const bar = this.#labelled[rect];
    if (layout.merged[bar] > 0) {
      const text = scene.runText(layout.merged[bar]);
      if (columns(text) * this.#columnWidth + 2 * PADDING <= this.#right[rect] - this.#left[rect]) {
        context.fillText(text, this.#left[rect] + PADDING, this.#top[rect] + height / 2 + 0.5);
      }
      return;
    }
    const node = faceOf(scene, bar);
    const folded = layout.foldedStart[bar + 1] - layout.foldedStart[bar];
    const room = Math.floor((this.#right[rect] - this.#left[rect] - 2 * PADDING) / this.#columnWidth);
    const label = scene.labels(tree.function[node]);
    const mark = markOf(tree, node) + (folded > 0 ? `+${folded} ` : '');
    const name = fit(label, room - mark.length);
    if (name === '') {
      return;
    }
    let text = mark + name;
    const rest = room - mark.length - label.columns[0];
    if (rest >= 8) {
      const value = scene.valueText(node);
      if (2 + columns(value) <= rest) {
        text = `${mark}${label.rightToLeft ? isolated(name) : name}  ${value}`;
      }
    }
    context.fillText(text, this.#left[rect] + PADDING, this.#top[rect] + height / 2 + 0.5);
  }

  /** A bar that is only on one side has an edge besides its colour. */
  #markNewAndGone(context: PaintContext, scene: Scene, layout: BarLayout, height: Px): void {
    const { tree, viewport, palette } = scene;
    const rows = visibleRows(viewport);
    context.fillStyle = palette[BUCKETS.change + BUCKETS.changeCount - 1].text;
    for (let row = rows.from; row < Math.min(rows.to, layout.rows); row++) {
      for (let bar = layout.rowStart[row]; bar < layout.rowStart[row + 1]; bar++) {
        const wide = layout.end[bar] - layout.start[bar] >= 4;
        if (wide && layout.merged[bar] === 0 && onlySide(tree, layout.node[bar])) {
          context.fillRect(layout.start[bar], rowTop(viewport, row), 2, height);
        }
      }
    }
  }
}

/** What the colour of a bar depends on. */
export type BarScene = Pick<Scene, 'tree' | 'layout' | 'buckets' | 'nodeBuckets' | 'matches' | 'named' | 'isHidden'>;

/** A row of the palette. */
export function barBucket(scene: BarScene, bar: BarIndex): Bucket {
  const { tree, layout, matches } = scene;
  const node = layout.node[bar];
  if (layout.merged[bar] > 0) {
    return matches && matchWithin(matches.nodes, node, layout.nodeEnd[bar]) ? BUCKETS.matchingRun : BUCKETS.run;
  }
  const name = tree.function[matches ? faceOf(scene, bar) : node];
  if (matches && !matches.functions[name]) {
    return BUCKETS.dimmed;
  }
  if (node === 0 && (!tree.whole || isSyntheticRoot(tree))) {
    return BUCKETS.root;
  }
  if (scene.isHidden(node)) {
    return BUCKETS.hidden;
  }
  return scene.nodeBuckets?.(node) ?? scene.buckets(name);
}

/** The node that a bar is named and coloured after: what is selected or searched for among those folded into it. */
function faceOf({ tree, layout, matches, named }: BarScene, bar: BarIndex): NodeIndex {
  const node = layout.node[bar];
  const from = layout.foldedStart[bar];
  const to = layout.foldedStart[bar + 1];
  if (from === to) {
    return node;
  }
  const folded = layout.foldedNode.subarray(from, to);
  if (named !== NONE && folded.includes(named)) {
    return named;
  }
  return matches && !matches.functions[tree.function[node]]
    ? (folded.find((one) => matches.functions[tree.function[one]] === 1) ?? node)
    : node;
}

/** Keeps the direction of a name from what stands beside it. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** Stands before the name of what is only on the right side (new) or only on the left one (gone). */
function markOf(tree: CallTree, node: NodeIndex): string {
  if (!tree.totalRight || (node === 0 && !tree.whole)) {
    return '';
  }
  const side = onlySide(tree, node);
  return side === 'right' ? '+ ' : side === 'left' ? '− ' : '';
}

const sidesOf = new WeakMap<CallTree, ReturnType<typeof oneSided>>();

function onlySide(tree: CallTree, node: NodeIndex): 'left' | 'right' | undefined {
  let sides = sidesOf.get(tree);
  if (!sides) {
    sides = oneSided(tree);
    sidesOf.set(tree, sides);
  }
  return sides(node);
}
