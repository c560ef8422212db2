import { CallTreeError } from '../../calltree/errors';
import { rowColumns } from '../../calltree/rowColumns';
import { NONE, type CallTree, type NodeIndex } from '../../calltree/tree';
import { valuesPerNode, type LevelSource } from './levelSource';

/** Nodes of a level that are read at a time: few enough that those of all levels stay in the processor's cache. */
const READ_AHEAD = 64;

/** Where the latest node of each level lies on one side. */
class Side {
  /** Where its self value ends, and so its children may begin. */
  readonly childrenFrom: Float64Array;
  readonly end: Float64Array;
  /** What of it is neither self nor covered by the children so far. */
  readonly uncovered: Float64Array;

  constructor(
    levels: number,
    readonly self: Float64Array,
    readonly total: Float64Array,
    /** Whether places can be compared. */
    readonly exact: boolean
  ) {
    this.childrenFrom = new Float64Array(levels);
    this.end = new Float64Array(levels);
    this.uncovered = new Float64Array(levels);
  }

  /** Takes the next node of a level, which lies in the latest one of the level above; false where it cannot. */
  place(level: number, row: NodeIndex, gap: number, total: number, self: number): boolean {
    if (gap < 0 || self < 0 || total < self) {
      return false;
    }
    const x = this.end[level] + gap;
    const end = x + total;
    this.self[row] = self;
    this.total[row] = total;
    this.childrenFrom[level] = x + self;
    this.end[level] = end;
    this.uncovered[level] = 0;
    if (!this.exact) {
      return true;
    }
    this.uncovered[level] = total - self;
    if (level === 0) {
      return gap === 0;
    }
    if (total === 0) {
      return true;
    }
    const above = level - 1;
    return x >= this.childrenFrom[above] && end <= this.end[above] && (this.uncovered[above] -= total) >= 0;
  }
}

/**
 * Makes the depth-first tree of a flame graph that comes level by level, and makes sure that it is one whole flame
 * graph: a node's children lie side by side from the end of its self value to its own end. A node of no width (the
 * other side of a comparison alone has it) may lie anywhere within its parent. Past 2^53 places are rounded and cannot
 * be compared any more; only signs are checked.
 *
 * One walk: each level has a cursor at its next node, which is a child of the node the walk is at when it starts
 * within that node's extent. The two sides of a comparison are laid end to end for this: a node that one side lacks has
 * no width there, and only the sum of both says where it is.
 */
export class LevelWalk {
  readonly #source: LevelSource;
  readonly #length: number;
  readonly #function: Uint32Array;
  readonly #parent: Int32Array;
  readonly #depth: Uint32Array;
  readonly #subtreeEnd: Uint32Array;
  readonly #left: Side;
  readonly #right: Side | undefined;
  /** Whether places of both sides together can be compared: past 2^53 a node's middle is a surer sign than its edge. */
  readonly #exact: boolean;
  /** The values of nodes that were read ahead; of each level where its first, next and last one are. */
  readonly #values: Float64Array;
  readonly #first: Uint32Array;
  readonly #next: Uint32Array;
  readonly #end: Uint32Array;
  /** How many nodes of each level are still to be read. */
  readonly #unread: Uint32Array;
  /** Of both sides together, where the latest node of each level begins. */
  readonly #start: Float64Array;
  #rows = 0;
  #open: NodeIndex = NONE;
  #level = 0;

  /**
   * `columnsFor` gives columns of so many rows, all 0.
   *
   * @throws CallTreeError where there is no root, or more than one.
   */
  constructor(source: LevelSource, columnsFor = rowColumns) {
    const { counts } = source;
    const levels = counts.length;
    if (counts[0] !== 1) {
      throw new CallTreeError('no-root', counts[0]);
    }
    this.#source = source;
    // Below the lowest level there is one without nodes.
    this.#unread = Uint32Array.from({ length: levels + 1 }, (_, level) => counts[level] ?? 0);
    this.#first = new Uint32Array(levels + 1);
    for (let level = 0; level < levels; level++) {
      this.#first[level + 1] = this.#first[level] + Math.min(READ_AHEAD, counts[level]) * valuesPerNode(source);
    }
    this.#values = new Float64Array(this.#first[levels]);
    this.#next = this.#first.slice();
    this.#end = this.#first.slice();
    this.#start = new Float64Array(levels);
    const length = this.#unread.reduce((sum, count) => sum + count, 0);
    this.#length = length;
    const columns = columnsFor(length);
    this.#function = columns.function;
    this.#parent = columns.parent;
    this.#depth = columns.depth;
    this.#subtreeEnd = columns.subtreeEnd;
    this.#readAhead(0);
    const total = this.#values[1];
    const totalRight = source.compared ? this.#values[4] : 0;
    const side = (whole: number, self: Float64Array, totals: Float64Array) =>
      new Side(levels, self, totals, whole <= Number.MAX_SAFE_INTEGER);
    this.#left = side(total, columns.self, columns.total);
    this.#right = source.compared ? side(totalRight, new Float64Array(length), new Float64Array(length)) : undefined;
    this.#exact = total + totalRight <= Number.MAX_SAFE_INTEGER;
  }

  /**
   * Goes so many steps on; true at the end.
   *
   * @throws CallTreeError where the nodes are no whole flame graph, or point outside the names.
   */
  go(steps: number): boolean {
    const values = this.#values;
    const next = this.#next;
    const end = this.#end;
    const unread = this.#unread;
    const starts = this.#start;
    const functionOf = this.#function;
    const parent = this.#parent;
    const depth = this.#depth;
    const left = this.#left;
    const right = this.#right;
    const exact = this.#exact;
    const ends = left.end;
    const endsRight = right?.end;
    const perNode = valuesPerNode(this.#source);
    const names = this.#source.names.length;
    let level = this.#level;
    let open = this.#open;
    let rows = this.#rows;
    for (let step = 0; step < steps && level >= 0; step++) {
      if (next[level] === end[level] && unread[level] > 0) {
        this.#readAhead(level);
      }
      const at = next[level];
      let isChild = at < end[level];
      if (isChild) {
        let start = ends[level] + values[at];
        let width = values[at + 1];
        if (endsRight) {
          start += endsRight[level] + values[at + 3];
          width += values[at + 4];
        }
        if (level > 0) {
          const above = level - 1;
          const parentEnd = ends[above] + (endsRight ? endsRight[above] : 0);
          const probe = exact ? start : start + width / 2;
          // A level's last node takes what is left of the next one.
          isChild =
            probe < parentEnd ||
            (width === 0 && start === parentEnd) ||
            (next[above] === end[above] && unread[above] === 0);
          if (isChild && exact && (start < starts[above] || start + width > parentEnd)) {
            throw new CallTreeError('outside-parent', this.#nodeAt(level));
          }
        }
        if (isChild) {
          starts[level] = start;
        }
      }
      if (!isChild) {
        level--;
        if (open !== NONE) {
          this.#close(open, level, rows);
          open = parent[open];
        }
        continue;
      }
      const name = values[at + perNode - 1];
      if (name < 0 || name >= names) {
        throw new CallTreeError('bad-label', this.#nodeAt(level));
      }
      if (
        !left.place(level, rows, values[at], values[at + 1], values[at + 2]) ||
        (right && !right.place(level, rows, values[at + 3], values[at + 4], values[at + 5]))
      ) {
        throw new CallTreeError('outside-parent', this.#nodeAt(level));
      }
      next[level] = at + perNode;
      functionOf[rows] = name;
      parent[rows] = open;
      depth[rows] = level;
      open = rows++;
      level++;
    }
    this.#level = level;
    this.#open = open;
    this.#rows = rows;
    if (level < 0 && rows < this.#length) {
      const overlooked = next.findIndex((place, at) => place < end[at] || unread[at] > 0);
      throw new CallTreeError('outside-parent', this.#nodeAt(overlooked));
    }
    return level < 0;
  }

  /** The tree, at the end. */
  tree(): CallTree {
    return {
      length: this.#length,
      functions: { names: this.#source.names },
      function: this.#function,
      parent: this.#parent,
      depth: this.#depth,
      subtreeEnd: this.#subtreeEnd,
      self: this.#left.self,
      total: this.#left.total,
      ...(this.#right && { selfRight: this.#right.self, totalRight: this.#right.total }),
    };
  }

  #readAhead(level: number): void {
    const nodes = Math.min(READ_AHEAD, this.#unread[level]);
    const first = this.#first[level];
    this.#source.read(level, this.#values, first, nodes);
    this.#unread[level] -= nodes;
    this.#next[level] = first;
    this.#end[level] = first + nodes * valuesPerNode(this.#source);
  }

  /** All below the latest node of a level is there. */
  #close(node: NodeIndex, level: number, rows: number): void {
    if (this.#left.uncovered[level] > 0 || (this.#right && this.#right.uncovered[level] > 0)) {
      throw new CallTreeError('outside-parent', this.#nodeAt(level) - 1);
    }
    this.#subtreeEnd[node] = rows;
  }

  /** The next node of a level, counted from the root, level by level. */
  #nodeAt(level: number): number {
    const ahead = (this.#end[level] - this.#next[level]) / valuesPerNode(this.#source);
    const { counts } = this.#source;
    let before = 0;
    for (let above = 0; above <= level; above++) {
      before += counts[above];
    }
    return before - this.#unread[level] - ahead;
  }
}
