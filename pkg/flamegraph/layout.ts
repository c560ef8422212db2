import { grown } from '../calltree/growingColumn';
import type { CallTree, NodeIndex } from '../calltree/tree';
import type { BarIndex, Px, RowIndex } from './geometry';

/** A bar narrower than this is not drawn by itself. */
export const MIN_BAR_WIDTH: Px = 0.5;

/** Both sides of a comparison together, else the total: what a bar's width stands for. */
export function weight(tree: CallTree, node: NodeIndex): number {
  return tree.totalRight ? tree.total[node] + tree.totalRight[node] : tree.total[node];
}

/**
 * The bars of a tree at a width, row by row from the root: the focused node and its ancestors take the whole width,
 * and below it every node its share. A row's bars stand left to right, which is also the order of their nodes.
 *
 * Only children of drawn bars are looked at, and rows are added as they are asked for, so the work does not grow with
 * the tree. The columns are reused from one layout to the next.
 */
export class BarLayout {
  /** The number of bars so far. */
  length = 0;
  /** The number of rows so far. */
  rows = 0;
  /** Whether there is no further row. */
  complete = true;
  /** Nodes looked at since the last `reset`. */
  visited = 0;
  focus: NodeIndex = 0;
  width: Px = 0;

  /** The node of a bar; for a run, its first node. */
  node = new Uint32Array(1024);
  start = new Float64Array(1024);
  end = new Float64Array(1024);
  /** 0 for a bar, else how many neighbours too narrow to draw this run stands for. */
  merged = new Uint32Array(1024);
  /** The first node after everything a bar or run covers. */
  nodeEnd = new Uint32Array(1024);
  /** Row `r` is the bars `rowStart[r]` to `rowStart[r + 1] - 1`. */
  rowStart = new Uint32Array(256);

  private tree: CallTree | undefined;
  private scale = 0;

  reset(tree: CallTree, focus: NodeIndex, width: Px): void {
    this.tree = tree;
    this.focus = focus;
    this.width = width;
    this.length = 0;
    this.rows = 0;
    this.visited = 0;
    this.rowStart[0] = 0;
    const total = weight(tree, focus);
    this.scale = total > 0 ? width / total : 0;
    const depth = tree.depth[focus];
    this.makeRoomForBars(depth + 1);
    let node = focus;
    for (let row = depth; row >= 0; row--) {
      this.node[row] = node;
      this.start[row] = 0;
      this.end[row] = width;
      this.merged[row] = 0;
      this.nodeEnd[row] = tree.subtreeEnd[node];
      node = tree.parent[node];
    }
    this.length = depth + 1;
    for (let row = 0; row <= depth; row++) {
      this.endRow(row + 1);
    }
    this.complete = this.scale === 0;
  }

  /** Adds rows until there are `rows` of them or no more, and stops early after `budget` nodes. */
  extend(rows: RowIndex, budget = Infinity): void {
    const stop = this.visited + budget;
    while (!this.complete && this.rows < rows && this.visited < stop) {
      this.addRow();
    }
  }

  private addRow(): void {
    const tree = this.tree;
    if (!tree) {
      return;
    }
    const { subtreeEnd, total, totalRight } = tree;
    const scale = this.scale;
    const above = this.rowStart[this.rows];
    let length = above;
    let visited = 0;
    for (let bar = this.rowStart[this.rows - 1]; bar < above; bar++) {
      if (this.merged[bar] > 0) {
        continue;
      }
      const parent = this.node[bar];
      const end = subtreeEnd[parent];
      const left = this.start[bar];
      const right = this.end[bar];
      let before = 0;
      let run = -1;
      for (let child = parent + 1; child < end; child = subtreeEnd[child]) {
        visited++;
        const value = totalRight ? total[child] + totalRight[child] : total[child];
        if (!(value > 0)) {
          continue;
        }
        const narrow = value * scale < MIN_BAR_WIDTH;
        const to = Math.min(right, left + (before + value) * scale);
        if (narrow && run >= 0) {
          this.end[run] = to;
          this.nodeEnd[run] = subtreeEnd[child];
          this.merged[run]++;
        } else {
          if (length === this.node.length) {
            this.makeRoomForBars(length + 1);
          }
          this.node[length] = child;
          this.start[length] = Math.min(right, left + before * scale);
          this.end[length] = to;
          this.nodeEnd[length] = subtreeEnd[child];
          this.merged[length] = narrow ? 1 : 0;
          run = narrow ? length : -1;
          length++;
        }
        before += value;
      }
    }
    this.visited += visited;
    if (length === above) {
      this.complete = true;
      return;
    }
    this.length = length;
    this.endRow(length);
  }

  private endRow(bars: BarIndex): void {
    this.rows++;
    if (this.rows + 1 > this.rowStart.length) {
      this.rowStart = grown(this.rowStart, this.rows + 1);
    }
    this.rowStart[this.rows] = bars;
  }

  private makeRoomForBars(needed: BarIndex): void {
    if (needed > this.node.length) {
      this.node = grown(this.node, needed);
      this.start = grown(this.start, needed);
      this.end = grown(this.end, needed);
      this.merged = grown(this.merged, needed);
      this.nodeEnd = grown(this.nodeEnd, needed);
    }
  }
}
