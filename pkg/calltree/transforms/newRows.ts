import { NONE, wholeOf, type CallTree, type FunctionTable, type NodeIndex } from '../tree';
import { depthsOf } from './rows';
import { ROWS_PER_STEP, type Steps } from '../slices';

/** Rows that are copied between two rests: little is done with each. */
const ROWS_PER_COPY = 2 * ROWS_PER_STEP;

/**
 * A new tree, written in depth-first order: nodes are opened, filled and closed, and subtrees that stay as they were are
 * copied. Totals add up and subtrees end as nodes are closed, so no row is gone back to.
 */
export class NewRows {
  /** The nodes so far. */
  length = 0;
  /** How many nodes are open: the depth of the next one. */
  depth = 0;

  readonly #tree: CallTree;
  readonly #rowOf: Uint32Array | undefined;
  /** The open nodes, by depth. */
  readonly #open: Int32Array;
  readonly #function: Uint32Array;
  readonly #parent: Int32Array;
  readonly #depth: Uint32Array;
  readonly #subtreeEnd: Uint32Array;
  readonly #self: Float64Array;
  readonly #total: Float64Array;
  readonly #selfRight: Float64Array | undefined;
  readonly #totalRight: Float64Array | undefined;

  /** For `most` nodes at most. With `rowOf`, which tells of each function the one that it becomes. */
  constructor(tree: CallTree, most: number, rowOf?: Uint32Array) {
    this.#tree = tree;
    this.#rowOf = rowOf;
    this.#open = new Int32Array(depthsOf(tree) + 1);
    this.#function = new Uint32Array(most);
    this.#parent = new Int32Array(most);
    this.#depth = new Uint32Array(most);
    this.#subtreeEnd = new Uint32Array(most);
    this.#self = new Float64Array(most);
    this.#total = new Float64Array(most);
    this.#selfRight = tree.selfRight && new Float64Array(most);
    this.#totalRight = tree.selfRight && new Float64Array(most);
  }

  /** Begins the node that `row` becomes, below the one that is open. */
  open(row: NodeIndex, withSelf = true): void {
    const node = this.length++;
    const depth = this.depth++;
    const fn = this.#tree.function[row];
    const self = withSelf ? this.#tree.self[row] : 0;
    this.#function[node] = this.#rowOf ? this.#rowOf[fn] : fn;
    this.#parent[node] = depth === 0 ? NONE : this.#open[depth - 1];
    this.#depth[node] = depth;
    this.#open[depth] = node;
    this.#self[node] = self;
    this.#total[node] = self;
    if (this.#selfRight && this.#totalRight && this.#tree.selfRight) {
      const selfRight = withSelf ? this.#tree.selfRight[row] : 0;
      this.#selfRight[node] = selfRight;
      this.#totalRight[node] = selfRight;
    }
  }

  /** Counts what `row` spends in itself for the node that is open. */
  addSelf(row: NodeIndex): void {
    const node = this.#open[this.depth - 1];
    const self = this.#tree.self[row];
    this.#self[node] += self;
    this.#total[node] += self;
    if (this.#selfRight && this.#totalRight && this.#tree.selfRight) {
      this.#selfRight[node] += this.#tree.selfRight[row];
      this.#totalRight[node] += this.#tree.selfRight[row];
    }
  }

  /** Ends the node that `row` became; it is left out where it has lost all that was in it. */
  close(row: NodeIndex): void {
    const depth = --this.depth;
    const node = this.#open[depth];
    const total = this.#total[node];
    if (total === 0 && depth > 0 && (this.#totalRight?.[node] ?? 0) === 0 && this.#hadAny(row)) {
      this.length = node;
      return;
    }
    this.#subtreeEnd[node] = this.length;
    if (depth > 0) {
      const above = this.#open[depth - 1];
      this.#total[above] += total;
      if (this.#totalRight) {
        this.#totalRight[above] += this.#totalRight[node];
      }
    }
  }

  /** {@link copy}, with rests: for many rows. */
  *copying(first: NodeIndex, end: NodeIndex): Steps<void> {
    for (let from = first; from < end; from += ROWS_PER_COPY) {
      this.copy(first, Math.min(end, from + ROWS_PER_COPY), from);
      yield;
    }
  }

  /**
   * Copies the rows `first` to before `to`, whole subtrees side by side, below the node that is open. Where those before
   * `from` have been copied just now, from there on.
   */
  copy(first: NodeIndex, to: NodeIndex, from = first): void {
    const { function: functionOf, parent, depth, subtreeEnd, self, total } = this.#tree;
    const rowOf = this.#rowOf;
    const above = this.#open[this.depth - 1];
    const start = this.length;
    const down = start - from;
    const deeper = this.depth - depth[first];
    let sum = this.#total[above];
    for (let row = from, node = start; row < to; row++, node++) {
      this.#function[node] = rowOf ? rowOf[functionOf[row]] : functionOf[row];
      this.#depth[node] = depth[row] + deeper;
      this.#subtreeEnd[node] = subtreeEnd[row] + down;
      this.#self[node] = self[row];
      this.#total[node] = total[row];
      if (parent[row] < first) {
        this.#parent[node] = above;
        sum += total[row];
      } else {
        this.#parent[node] = parent[row] + down;
      }
    }
    this.#total[above] = sum;
    this.length = start + to - from;
    if (this.#selfRight && this.#totalRight) {
      this.#copyRight(first, from, to, this.#selfRight, this.#totalRight);
    }
  }

  /** The tree of what was written, in columns with hardly any room for more. */
  *finishing(functions: FunctionTable): Steps<CallTree> {
    const { length } = this;
    const columns = {
      function: cut(this.#function, length),
      parent: cut(this.#parent, length),
      depth: cut(this.#depth, length),
      subtreeEnd: cut(this.#subtreeEnd, length),
    };
    yield;
    const values = {
      self: cut(this.#self, length),
      total: cut(this.#total, length),
    };
    yield;
    return {
      length,
      functions,
      ...columns,
      ...values,
      ...(this.#selfRight &&
        this.#totalRight && { selfRight: cut(this.#selfRight, length), totalRight: cut(this.#totalRight, length) }),
      whole: wholeOf(this.#tree),
    };
  }

  #copyRight(first: NodeIndex, from: NodeIndex, to: NodeIndex, selfTo: Float64Array, totalTo: Float64Array): void {
    const { parent, selfRight = selfTo, totalRight = totalTo } = this.#tree;
    const above = this.#open[this.depth - 1];
    for (let row = from, node = this.length - to + from; row < to; row++, node++) {
      selfTo[node] = selfRight[row];
      totalTo[node] = totalRight[row];
      if (parent[row] < first) {
        totalTo[above] += totalRight[row];
      }
    }
  }

  #hadAny(row: NodeIndex): boolean {
    return this.#tree.total[row] + (this.#tree.totalRight?.[row] ?? 0) > 0;
  }
}

/** Where hardly any room was left, copying the column would cost more than the room. */
function cut<T extends Uint32Array | Int32Array | Float64Array>(column: T, length: number): T {
  return (length * 16 >= column.length * 15 ? column.subarray(0, length) : column.slice(0, length)) as T;
}
