import { Members, Reached } from './members';
import { Side } from './side';
import { grown, GrowingColumn } from '../growingColumn';
import { placingNames, sortPlaces } from '../order/placeOrder';
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
  const growth = new Growth(tree, towards, start, detail, yield* placingNames(tree.functions.names));
  yield* growth.growing();
  return { tree: yield* growth.finishing(), complete: growth.complete };
}

/** A tree that grows level by level from its root. */
class Growth {
  complete = true;

  // A row a node, level by level.
  private readonly function = new GrowingColumn();
  private readonly parent = new GrowingColumn();
  private readonly whereabouts = new GrowingColumn();
  private readonly left: Side;
  private readonly right: Side | undefined;

  private level = new Members();
  private next = new Members();
  /** What the rows of one node lead to, and the place of each one's function. */
  private readonly reached = new Reached();
  private placeReached: Uint32Array = new Uint32Array(256);

  /** Of each place in the order of names its function. */
  private readonly functionAt: Uint32Array;
  // By place, of the node whose callees or callers are being added up.
  private readonly seenBy: Int32Array;
  private readonly count: Uint32Array;
  /** Where the next row of a function goes, or `NONE` where its rows are not followed. */
  private readonly cursor: Int32Array;
  /** The places seen. */
  private readonly seen: Int32Array;
  private seenLength = 0;
  private node: NodeIndex = 0;

  private readonly toCallees: boolean;
  private readonly firstCaller: NodeIndex;
  private readonly within: readonly FunctionIndex[];
  private readonly finest: number;
  /** The least that is followed, by whereabouts. */
  private readonly least = [0, 0, 0];
  private stepsLeft: number;
  private sinceRest = 0;

  constructor(
    private readonly tree: CallTree,
    towards: 'callees' | 'callers',
    private readonly start: Start,
    { within = [], finest = 0 }: Detail,
    /** Of each function its place in the order of names. */
    private readonly placeOf: Uint32Array
  ) {
    const functions = tree.functions.names.length;
    this.toCallees = towards === 'callees';
    this.left = new Side(tree.self, start.value, functions);
    this.right = tree.selfRight && start.valueRight && new Side(tree.selfRight, start.valueRight, functions);
    this.functionAt = new Uint32Array(functions);
    placeOf.forEach((place, fn) => (this.functionAt[place] = fn));
    this.seenBy = new Int32Array(functions).fill(NONE);
    this.count = new Uint32Array(functions);
    this.cursor = new Int32Array(functions);
    this.seen = new Int32Array(functions);
    this.firstCaller = isSyntheticRoot(tree) ? 1 : 0;
    this.within = within;
    this.finest = finest;
    this.stepsLeft = STEPS_PER_ROW * tree.length + STEPS;
  }

  *growing(): Steps<void> {
    yield* this.addingRoot();
    const step = ROWS_PER_STEP;
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
        this.reached.length = 0;
        for (let piece = from; piece < to; piece += step) {
          this.reach(piece, Math.min(to, piece + step));
          if (this.sinceRest >= step) {
            this.sinceRest = 0;
            yield;
          }
        }
        this.addNodes(this.within[depth], depth + 1 === this.within.length);
        for (let piece = 0; piece < this.reached.length; piece += step) {
          this.put(piece, Math.min(this.reached.length, piece + step));
          if (this.sinceRest >= step) {
            this.sinceRest = 0;
            yield;
          }
        }
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
    const left = this.left.values();
    const right = this.right?.values();
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
    const place = this.placeOf[fn];
    this.level.at = nodes;
    this.level.from = nodes.slice();
    this.level.length = nodes.length;
    this.level.begins.push(0);
    this.level.begins.push(nodes.length);
    yield* overRows(0, nodes.length, (from, to) => {
      for (let at = from; at < to; at++) {
        if (this.start.below) {
          this.left.add(place, nodes[at], false);
          this.right?.add(place, nodes[at], false);
        } else {
          this.add(place, nodes[at], nodes[at]);
        }
      }
    });
    const weight = this.push(place, 0, this.within.length === 0 ? WITHIN : ON_THE_WAY);
    this.least[BESIDE] = weight * this.finest;
    this.least[WITHIN] = weight * this.finest;
  }

  /** Adds up what the level's rows `from` to before `to` lead to. */
  private reach(from: number, to: number): void {
    const { at: rows, from: sources } = this.level;
    const { parent, subtreeEnd } = this.tree;
    // A row may have one callee or all of them.
    this.sinceRest += to - from;
    for (let at = from; at < to; at++) {
      const row = rows[at];
      if (this.node === 0 && this.start.below) {
        this.addRow(row, row);
      } else if (this.toCallees) {
        for (let callee = row + 1; callee < subtreeEnd[row]; callee = subtreeEnd[callee]) {
          this.addRow(callee, callee);
        }
      } else if (parent[row] >= this.firstCaller) {
        this.addRow(parent[row], sources[at]);
      }
    }
  }

  private addRow(row: NodeIndex, source: NodeIndex): void {
    const place = this.placeOf[this.tree.function[row]];
    const reached = this.reached;
    const at = reached.length++;
    if (at >= this.placeReached.length) {
      reached.makeRoom(reached.length);
      this.placeReached = grown(this.placeReached, reached.at.length);
    }
    reached.at[at] = row;
    reached.from[at] = source;
    this.placeReached[at] = place;
    if (this.seenBy[place] !== this.node) {
      this.seenBy[place] = this.node;
      this.count[place] = 0;
      this.seen[this.seenLength++] = place;
    }
    this.count[place]++;
    this.add(place, row, source);
  }

  private add(place: number, row: NodeIndex, source: NodeIndex): void {
    const isEnd = !this.toCallees && this.tree.parent[row] < this.firstCaller;
    this.left.add(place, source, isEnd);
    this.right?.add(place, source, isEnd);
    if (this.toCallees) {
      this.left.addSelf(place, row);
      this.right?.addSelf(place, row);
    }
  }

  /** Makes a node of each function seen, and room for its rows where they are to be followed. */
  private addNodes(onTheWay: FunctionIndex | undefined, lastStep: boolean): void {
    const { seen, seenLength, next } = this;
    const above = this.whereabouts.at(this.node);
    this.stepsLeft -= this.reached.length;
    this.sinceRest += this.reached.length;
    sortPlaces(seen, seenLength);
    for (let at = 0; at < seenLength; at++) {
      const place = seen[at];
      const fn = this.functionAt[place];
      const whereabouts = above !== ON_THE_WAY ? above : fn !== onTheWay ? BESIDE : lastStep ? WITHIN : ON_THE_WAY;
      const weight = this.push(place, this.node, whereabouts);
      if (whereabouts === WITHIN && above === ON_THE_WAY) {
        this.least[WITHIN] = weight * this.finest;
      }
      next.begins.push(next.length);
      const isFollowed = weight >= this.least[whereabouts];
      this.cursor[place] = isFollowed ? next.length : NONE;
      next.length += isFollowed ? this.count[place] : 0;
    }
    next.makeRoom(next.length);
  }

  /** Hands the rows reached to the nodes that were made of them. */
  private put(from: number, to: number): void {
    const { next, reached, cursor, placeReached } = this;
    this.sinceRest += to - from;
    for (let at = from; at < to; at++) {
      const place = placeReached[at];
      const member = cursor[place];
      if (member !== NONE) {
        next.at[member] = reached.at[at];
        next.from[member] = reached.from[at];
        cursor[place]++;
      }
    }
  }

  /** Makes a node of what has been added up of a function, and answers what it weighs, both sides together. */
  private push(place: number, parent: NodeIndex, whereabouts: number): number {
    this.function.push(this.functionAt[place]);
    this.parent.push(parent);
    this.whereabouts.push(whereabouts);
    const weight = this.left.push(place);
    return this.right ? weight + this.right.push(place) : weight;
  }
}
