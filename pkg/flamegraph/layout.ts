import { grown } from '../calltree/growingColumn';
import { NONE, type CallTree, type NodeIndex } from '../calltree/tree';
import { Folds } from './folds';
import type { BarIndex, Px, RowIndex } from './geometry';
import { BOTH_SIDES, weight, type Sides } from './sides';

/** A bar narrower than this is not drawn by itself. */
export const MIN_BAR_WIDTH: Px = 1;

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
  /** Folded into bar `b` are `foldedNode[foldedStart[b]]` to `foldedNode[foldedStart[b + 1] - 1]`, callers first. */
  foldedStart = new Uint32Array(1024);
  foldedNode = new Uint32Array(256);
  /** Row `r` is the bars `rowStart[r]` to `rowStart[r + 1] - 1`. */
  rowStart = new Uint32Array(256);

  folds: Folds | undefined;
  /** How often each side of a comparison counts in a width. */
  sides: Sides = BOTH_SIDES;

  #tree: CallTree | undefined;
  #scale = 0;
  /** What is narrower is part of a run. */
  #least: Px = MIN_BAR_WIDTH;
  /** The node that starts the chain of a bar's node. */
  #chain = new Uint32Array(1024);
  /** The callers of a folded node that is gone through, and where what they call next begins. */
  #callers: NodeIndex[] = [];
  #lefts: Px[] = [];

  /**
   * `folds` has the focus open; without it nothing is folded. What has less than `minShare` (0 to 1) of the focus is no
   * bar of its own, however wide the graph is.
   */
  reset(tree: CallTree, focus: NodeIndex, width: Px, folds = new Folds(tree), sides = BOTH_SIDES, minShare = 0): void {
    this.#tree = tree;
    this.#least = Math.max(MIN_BAR_WIDTH, minShare * width);
    this.folds = folds;
    this.sides = sides;
    this.focus = focus;
    this.width = width;
    this.length = 0;
    this.rows = 0;
    this.visited = 0;
    this.rowStart[0] = 0;
    const total = weight(tree, focus, sides);
    this.#scale = total > 0 ? width / total : 0;
    const { nodes, rows, chains } = folds.wayTo(focus);
    for (let at = 0; at < nodes.length; at++) {
      if (at > 0 && rows[at] === rows[at - 1]) {
        this.#fold(nodes[at]);
      } else {
        const bar = this.#add(nodes[at], 0, width, 0);
        this.#chain[bar] = chains[at];
        if (nodes[at] === focus) {
          this.#foldInto(bar, chains[at]);
        }
        this.#endRow();
      }
    }
    this.complete = this.#scale === 0;
  }

  /** Adds rows until there are `rows` of them or no more, and stops early after `budget` nodes. */
  extend(rows: RowIndex, budget = Infinity): void {
    const stop = this.visited + budget;
    while (!this.complete && this.rows < rows && this.visited < stop) {
      this.#addRow();
    }
  }

  #addRow(): void {
    const above = this.rowStart[this.rows];
    for (let bar = this.rowStart[this.rows - 1]; bar < above; bar++) {
      if (this.merged[bar] === 0) {
        this.#addBelow(bar);
      }
    }
    if (this.length === above) {
      this.complete = true;
    } else {
      this.#endRow();
    }
  }

  /** What a bar's node calls, and what the nodes folded into it do, each where it would stand without the fold. */
  #addBelow(bar: BarIndex): void {
    const scale = this.#scale;
    const callers = this.#callers;
    const lefts = this.#lefts;
    const tree = this.#tree!;
    const { parent, subtreeEnd } = tree;
    const right = this.end[bar];
    const chain = this.#chain[bar];
    let folded = this.foldedStart[bar];
    const lastFolded = this.foldedStart[bar + 1];
    // From each caller to what is folded of its callees, depth first: the nodes are in that order.
    let depth = 0;
    let caller = this.node[bar];
    let from = caller + 1;
    let left = this.start[bar];
    for (;;) {
      const into = folded < lastFolded ? this.foldedNode[folded] : NONE;
      if (into !== NONE && parent[into] === caller) {
        left = this.#addCallees(from, into, left, right, chain);
        callers[depth] = caller;
        lefts[depth] = Math.min(right, left + weight(tree, into, this.sides) * scale);
        depth++;
        folded++;
        caller = into;
        from = into + 1;
        continue;
      }
      this.#addCallees(from, subtreeEnd[caller], left, right, chain);
      if (depth === 0) {
        return;
      }
      depth--;
      from = subtreeEnd[caller];
      caller = callers[depth];
      left = lefts[depth];
    }
  }

  /**
   * The siblings `from` to before `end`, the first at `left`, whose caller is part of the chain that starts at `chain`.
   * Answers where the last one ends.
   */
  #addCallees(from: NodeIndex, end: NodeIndex, left: Px, right: Px, chain: NodeIndex): Px {
    const scale = this.#scale;
    const least = this.#least;
    const { left: ofLeft, right: ofRight } = this.sides;
    const folds = this.folds!;
    const { subtreeEnd, total, totalRight } = this.#tree!;
    let before = 0;
    let run = -1;
    let visited = 0;
    for (let child = from; child < end; child = subtreeEnd[child]) {
      visited++;
      const value = totalRight ? total[child] * ofLeft + totalRight[child] * ofRight : total[child];
      if (!(value > 0)) {
        continue;
      }
      const narrow = value * scale < least;
      const to = Math.min(right, left + (before + value) * scale);
      if (narrow && run >= 0) {
        this.end[run] = to;
        this.nodeEnd[run] = subtreeEnd[child];
        this.merged[run]++;
      } else {
        const bar = this.#add(child, Math.min(right, left + before * scale), to, narrow ? 1 : 0);
        run = narrow ? bar : -1;
        if (!narrow) {
          const own = folds.continues(chain, child) ? chain : child;
          this.#chain[bar] = own;
          this.#foldInto(bar, own);
        }
      }
      before += value;
    }
    this.visited += visited;
    return Math.min(right, left + before * scale);
  }

  #add(node: NodeIndex, start: Px, end: Px, merged: number): BarIndex {
    const bar = this.length++;
    this.#makeRoomForBars(this.length + 1);
    this.node[bar] = node;
    this.start[bar] = start;
    this.end[bar] = end;
    this.merged[bar] = merged;
    this.nodeEnd[bar] = this.#tree!.subtreeEnd[node];
    this.foldedStart[this.length] = this.foldedStart[bar];
    return bar;
  }

  /** Into the last bar what shares its row. */
  #foldInto(bar: BarIndex, chain: NodeIndex): void {
    const { sides } = this;
    const scale = this.#scale;
    const least = this.#least;
    const tree = this.#tree!;
    this.folds!.eachFolded(chain, this.node[bar], (node) => {
      const wide = weight(tree, node, sides) * scale >= least;
      if (wide) {
        this.#fold(node);
      }
      return wide;
    });
  }

  /** Into the last bar. */
  #fold(node: NodeIndex): void {
    const at = this.foldedStart[this.length]++;
    if (at === this.foldedNode.length) {
      this.foldedNode = grown(this.foldedNode);
    }
    this.foldedNode[at] = node;
  }

  #endRow(): void {
    this.rows++;
    if (this.rows + 1 > this.rowStart.length) {
      this.rowStart = grown(this.rowStart, this.rows + 1);
    }
    this.rowStart[this.rows] = this.length;
  }

  #makeRoomForBars(needed: BarIndex): void {
    if (needed > this.node.length) {
      this.node = grown(this.node, needed);
      this.start = grown(this.start, needed);
      this.end = grown(this.end, needed);
      this.merged = grown(this.merged, needed);
      this.nodeEnd = grown(this.nodeEnd, needed);
      this.foldedStart = grown(this.foldedStart, needed);
      this.#chain = grown(this.#chain, needed);
    }
  }
}
