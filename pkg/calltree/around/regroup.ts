import { grown, GrowingColumn } from '../growingColumn';
import { rankingNames } from '../nameRanks';
import { isSyntheticRoot } from '../root';
import { overRows, ROWS_PER_STEP, type Steps } from '../slices';
import { NONE, wholeOf, type CallTree, type FunctionIndex, type NodeIndex } from '../tree';

/** How far a regrouped tree is worked out. */
export interface Detail {
  /** Functions from the one below the root down: the way to the node that is looked at, by default the root. */
  within?: readonly FunctionIndex[];
  /**
   * What lies below a node with less than this share (0 to 1) of the whole, or within the node that is looked at of
   * that node, is left out. The node's own numbers stay exact. 0, the default, leaves nothing out.
   */
  finest?: number;
}

export interface Regrouped {
  readonly tree: CallTree;
  /** False where there was more to follow than in proportion to the tree: what is furthest from the root is left out. */
  readonly complete: boolean;
}

/** The rows of a tree that become the root of another one, in order, and what each row of the tree counts. */
export interface Start {
  readonly function: FunctionIndex;
  readonly nodes: Uint32Array;
  readonly value: Float64Array;
  readonly valueRight?: Float64Array;
  /** Whether the rows are themselves the first step from the root, which then is none of them. */
  readonly below?: boolean;
}

/** So many steps from row to row are taken for each row of the tree, and this many besides. */
const STEPS_PER_ROW = 4;
const STEPS = 1_000_000;

/** Where a node lies: beside the one that is looked at, on the way to it, or within it. */
const BESIDE = 0;
const ON_THE_WAY = 1;
const WITHIN = 2;

/**
 * The tree that comes of following many rows of `tree` at once to their callees or to their callers, those of one
 * function together. Siblings are ordered by name. Towards callers, a node's self is what has no further caller.
 */
export function* regroup(
  tree: CallTree,
  towards: 'callees' | 'callers',
  start: Start,
  detail: Detail
): Steps<Regrouped> {
  const growth = new Growth(tree, towards, start, detail, yield* rankingNames(tree.functions.names));
  yield* growth.growing();
  return { tree: yield* growth.finishing(), complete: growth.complete };
}

/** The rows that the nodes of a level stand for, node after node. */
class Members {
  length = 0;
  /** The row that was reached. */
  at: Uint32Array = new Uint32Array(256);
  /** The row at the start that led to it. */
  from: Uint32Array = new Uint32Array(256);
  /** Where the rows of each node begin; at the end, where those of the last one end. */
  readonly begins = new GrowingColumn();

  makeRoom(rows: number): void {
    if (rows > this.at.length) {
      this.at = grown(this.at, rows);
      this.from = grown(this.from, rows);
    }
  }

  clear(): void {
    this.length = 0;
    this.begins.truncate(0);
  }
}

/** One side of a comparison, or the only one. */
class Side {
  readonly self = new GrowingColumn(new Float64Array(256));
  readonly total = new GrowingColumn(new Float64Array(256));
  /** By function, of the node whose callees or callers are being added up. */
  readonly selfOf: Float64Array;
  readonly totalOf: Float64Array;

  constructor(
    readonly treeSelf: Float64Array,
    readonly value: Float64Array,
    functions: number
  ) {
    this.selfOf = new Float64Array(functions);
    this.totalOf = new Float64Array(functions);
  }
}

/** A tree that grows level by level from its root. */
class Growth {
  complete = true;

  // A row a node, level by level.
  private readonly function = new GrowingColumn();
  private readonly parent = new GrowingColumn();
  private readonly place = new GrowingColumn();
  private readonly sides: Side[];

  private level = new Members();
  private next = new Members();

  // By function, of the node whose callees or callers are being added up.
  private readonly seenBy: Int32Array;
  private readonly count: Uint32Array;
  /** Where the next row of a function goes, or `NONE` where its rows are not followed. */
  private readonly cursor: Int32Array;
  /** The functions seen, each as a number that sorts by name. */
  private readonly seen: Float64Array;
  private seenLength = 0;
  private node: NodeIndex = 0;

  private readonly toCallees: boolean;
  private readonly firstCaller: NodeIndex;
  private readonly within: readonly FunctionIndex[];
  private readonly finest: number;
  /** The least that is followed, by place. */
  private readonly least = [0, 0, 0];
  private stepsLeft: number;
  private sinceRest = 0;

  constructor(
    private readonly tree: CallTree,
    towards: 'callees' | 'callers',
    private readonly start: Start,
    { within = [], finest = 0 }: Detail,
    private readonly ranks: Uint32Array
  ) {
    const functions = tree.functions.names.length;
    this.toCallees = towards === 'callees';
    this.sides = [new Side(tree.self, start.value, functions)];
    if (tree.selfRight && start.valueRight) {
      this.sides.push(new Side(tree.selfRight, start.valueRight, functions));
    }
    this.seenBy = new Int32Array(functions).fill(NONE);
    this.count = new Uint32Array(functions);
    this.cursor = new Int32Array(functions);
    this.seen = new Float64Array(functions);
    this.firstCaller = isSyntheticRoot(tree) ? 1 : 0;
    this.within = within;
    this.finest = finest;
    this.stepsLeft = STEPS_PER_ROW * tree.length + STEPS;
  }

  *growing(): Steps<void> {
    yield* this.addingRoot();
    let first = 0;
    for (let depth = 0; first < this.function.length; depth++) {
      const end = this.function.length;
      for (let node = first; node < end; node++) {
        const from = this.level.begins.at(node - first);
        const to = this.level.begins.at(node - first + 1);
        if (from === to) {
          continue;
        }
        if (this.stepsLeft < 0) {
          this.complete = false;
          return;
        }
        this.node = node;
        this.seenLength = 0;
        yield* this.following(from, to, this.addUp);
        this.addNodes(this.within[depth], depth + 1 === this.within.length);
        yield* this.following(from, to, this.put);
      }
      this.next.begins.push(this.next.length);
      [this.level, this.next] = [this.next, this.level];
      this.next.clear();
      first = end;
    }
  }

  /** The tree in depth-first order. */
  *finishing(): Steps<CallTree> {
    const length = this.function.length;
    const parentOf = this.parent.values;
    const functionOf = this.function.values;
    const size = new Uint32Array(length).fill(1);
    // A parent is always older than its children.
    for (let node = length - 1; node > 0; node--) {
      size[parentOf[node]] += size[node];
    }
    yield;
    const [left, right] = this.sides.map(({ self, total }) => ({ self: self.values, total: total.values }));
    const column = () => new Float64Array(length);
    const tree = {
      length,
      functions: this.tree.functions,
      function: new Uint32Array(length),
      parent: new Int32Array(length),
      depth: new Uint32Array(length),
      subtreeEnd: new Uint32Array(length),
      self: column(),
      total: column(),
      ...(right && { selfRight: column(), totalRight: column() }),
      whole: wholeOf(this.tree),
    };
    const row = new Uint32Array(length);
    const nextRow = new Uint32Array(length);
    yield* overRows(0, length, (from, to) => {
      for (let node = from; node < to; node++) {
        const parent = parentOf[node];
        const at = node === 0 ? 0 : nextRow[parent];
        row[node] = at;
        nextRow[node] = at + 1;
        nextRow[parent] += node === 0 ? 0 : size[node];
        tree.function[at] = functionOf[node];
        tree.parent[at] = node === 0 ? NONE : row[parent];
        tree.depth[at] = node === 0 ? 0 : tree.depth[row[parent]] + 1;
        tree.subtreeEnd[at] = at + size[node];
        tree.self[at] = left.self[node];
        tree.total[at] = left.total[node];
        if (right && tree.selfRight && tree.totalRight) {
          tree.selfRight[at] = right.self[node];
          tree.totalRight[at] = right.total[node];
        }
      }
    });
    return tree;
  }

  private *addingRoot(): Steps<void> {
    const { nodes, function: fn } = this.start;
    this.level.at = nodes;
    this.level.from = nodes.slice();
    this.level.length = nodes.length;
    this.level.begins.push(0);
    this.level.begins.push(nodes.length);
    yield* overRows(0, nodes.length, (from, to) => {
      for (let at = from; at < to; at++) {
        this.sum(fn, nodes[at], nodes[at]);
      }
      if (this.start.below) {
        this.sides.forEach(({ selfOf }) => (selfOf[fn] = 0));
      }
    });
    const weight = this.push(fn, 0, this.within.length === 0 ? WITHIN : ON_THE_WAY);
    this.least[BESIDE] = weight * this.finest;
    this.least[WITHIN] = weight * this.finest;
  }

  /** Calls `visit` with each row that the level's rows `from` to before `to` lead to, and with the row at the start. */
  private *following(from: number, to: number, visit: (row: NodeIndex, source: NodeIndex) => void): Steps<void> {
    const { at: rows, from: sources } = this.level;
    const { parent, subtreeEnd } = this.tree;
    for (let piece = from; piece < to; piece += ROWS_PER_STEP) {
      const pieceEnd = Math.min(to, piece + ROWS_PER_STEP);
      for (let at = piece; at < pieceEnd; at++) {
        const row = rows[at];
        if (this.node === 0 && this.start.below) {
          visit(row, row);
        } else if (this.toCallees) {
          for (let callee = row + 1; callee < subtreeEnd[row]; callee = subtreeEnd[callee]) {
            visit(callee, callee);
          }
        } else if (parent[row] >= this.firstCaller) {
          visit(parent[row], sources[at]);
        }
      }
      // A row may have one callee or all of them.
      this.sinceRest += pieceEnd - piece;
      if (this.sinceRest >= ROWS_PER_STEP) {
        this.sinceRest = 0;
        yield;
      }
    }
  }

  private readonly addUp = (row: NodeIndex, source: NodeIndex): void => {
    const fn = this.tree.function[row];
    this.sinceRest++;
    if (this.seenBy[fn] !== this.node) {
      this.seenBy[fn] = this.node;
      this.count[fn] = 0;
      this.seen[this.seenLength++] = this.ranks[fn] * this.count.length + fn;
    }
    this.count[fn]++;
    this.stepsLeft--;
    this.sum(fn, row, source);
  };

  private sum(fn: FunctionIndex, row: NodeIndex, source: NodeIndex): void {
    for (const { selfOf, totalOf, treeSelf, value } of this.sides) {
      totalOf[fn] += value[source];
      if (this.toCallees) {
        selfOf[fn] += treeSelf[row];
      } else if (this.tree.parent[row] < this.firstCaller) {
        selfOf[fn] += value[source];
      }
    }
  }

  /** Makes a node of each function seen, and room for its rows where they are to be followed. */
  private addNodes(onTheWay: FunctionIndex | undefined, lastStep: boolean): void {
    const above = this.place.at(this.node);
    for (const key of this.seen.subarray(0, this.seenLength).sort()) {
      const fn = key % this.count.length;
      const place = above !== ON_THE_WAY ? above : fn !== onTheWay ? BESIDE : lastStep ? WITHIN : ON_THE_WAY;
      const weight = this.push(fn, this.node, place);
      if (place === WITHIN && above === ON_THE_WAY) {
        this.least[WITHIN] = weight * this.finest;
      }
      this.next.begins.push(this.next.length);
      const followed = weight >= this.least[place];
      this.cursor[fn] = followed ? this.next.length : NONE;
      this.next.length += followed ? this.count[fn] : 0;
    }
    this.next.makeRoom(this.next.length);
  }

  private readonly put = (row: NodeIndex, source: NodeIndex): void => {
    const fn = this.tree.function[row];
    this.sinceRest++;
    const at = this.cursor[fn];
    if (at !== NONE) {
      this.next.at[at] = row;
      this.next.from[at] = source;
      this.cursor[fn]++;
    }
  };

  /** Makes a node of what has been summed up of a function, and answers what it weighs, both sides together. */
  private push(fn: FunctionIndex, parent: NodeIndex, place: number): number {
    this.function.push(fn);
    this.parent.push(parent);
    this.place.push(place);
    let weight = 0;
    for (const { self, total, selfOf, totalOf } of this.sides) {
      self.push(selfOf[fn]);
      total.push(totalOf[fn]);
      weight += totalOf[fn];
      selfOf[fn] = 0;
      totalOf[fn] = 0;
    }
    return weight;
  }
}
