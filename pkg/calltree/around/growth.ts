import { sortPlaces } from '../order/placeOrder';
import { isSyntheticRoot } from '../root';
import { overRows, ROWS_PER_STEP, type Steps } from '../slices';
import { NONE, type CallTree, type FunctionIndex, type NodeIndex } from '../tree';
import { Members, Reached } from './members';
import { Nodes } from './nodes';
import { GONE, STAYS, type Detail, type Shaping, type Start, type Weights } from './question';

/** So many steps from row to row are taken for each row of the tree, and this many besides. */
const STEPS_PER_ROW = 4;
const STEPS = 1_000_000;

/** So many places are looked through in the time that it takes to sort one. */
const SCANNED_PER_SORTED = 16;

/** A level with more nodes than this is taken as it comes: none of them is far above the others. */
const MOST_SORTED = 10_000;
const FIRST = new Uint32Array(1);

/** Where a node lies: beside the one that is looked at, on the way to it, or within it. */
const BESIDE = 0;
const ON_THE_WAY = 1;
const WITHIN = 2;

/** A tree that grows level by level from its root. */
export class Growth {
  complete = true;

  readonly nodes: Nodes;

  private level = new Members();
  private next = new Members();
  private readonly reached = new Reached();

  /** Of each function of the tree the place of what it becomes in the order of names. */
  private readonly placeOf: Uint32Array;
  /** Of each place in the order of names its function. */
  private readonly functionAt: Uint32Array;
  private readonly rootPlace: number;
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
  /** Where {@link reachShaped} goes on after a rest: the row that is followed, its next callee, and what it had reached. */
  private rested: { member: number; callee: NodeIndex; before: number } | undefined;
  private sinceRest = 0;

  constructor(
    private readonly tree: CallTree,
    towards: 'callees' | 'callers',
    private readonly start: Start,
    { within = [], finest = 0 }: Detail,
    /** Of each function that nodes are of its place in the order of names. */
    places: Uint32Array,
    private readonly shaping?: Shaping
  ) {
    const functions = places.length;
    this.toCallees = towards === 'callees';
    this.placeOf = shaping?.renamed ? shaping.renamed.rowOf.map((row) => places[row]) : places;
    this.rootPlace = places[start.function];
    this.functionAt = new Uint32Array(functions);
    for (let fn = 0; fn < functions; fn++) {
      this.functionAt[places[fn]] = fn;
    }
    this.nodes = new Nodes(tree, start, this.functionAt);
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
    for (let depth = 0; this.level.nodes.length > 0; depth++) {
      const { level } = this;
      for (const at of this.heaviestFirst(level)) {
        if (this.stepsLeft < 0) {
          this.complete = false;
          return;
        }
        const to = level.endOf(at);
        const whereabouts = level.whereabouts.at(at);
        this.node = level.nodes.at(at);
        if (this.isOneWay(level.begins.at(at), to, whereabouts)) {
          this.addWay(level.row[to - 1], level.source[to - 1]);
          if (this.sinceRest >= step) {
            this.sinceRest = 0;
            yield;
          }
          continue;
        }
        this.seenLength = 0;
        this.reached.length = 0;
        for (let piece = level.begins.at(at); piece < to; piece += step) {
          const end = Math.min(to, piece + step);
          if (this.shaping) {
            while (!this.reachShaped(piece, end, this.shaping)) {
              this.sinceRest = 0;
              yield;
            }
          } else {
            this.reach(piece, end);
          }
          if (this.sinceRest >= step) {
            this.sinceRest = 0;
            yield;
          }
        }
        const first = this.addNodes();
        for (let piece = 0; piece < this.seenLength; piece += step) {
          const end = Math.min(this.seenLength, piece + step);
          this.follow(first, piece, end, whereabouts, this.within[depth], depth + 1 === this.within.length);
          if (this.sinceRest >= step) {
            this.sinceRest = 0;
            yield;
          }
        }
        for (let piece = 0; piece < this.reached.length; piece += step) {
          this.put(piece, Math.min(this.reached.length, piece + step));
          if (this.sinceRest >= step) {
            this.sinceRest = 0;
            yield;
          }
        }
      }
      [this.level, this.next] = [this.next, level];
      this.next.clear();
    }
  }

  /**
   * The nodes of a level in the order in which they are followed: where not all can be, those are that cost most. All
   * callees can: no row is reached twice.
   */
  private heaviestFirst({ nodes }: Members): Uint32Array {
    if (nodes.length === 1) {
      return FIRST;
    }
    const order = new Uint32Array(nodes.length).map((_, at) => at);
    return this.toCallees || nodes.length > MOST_SORTED
      ? order
      : order.sort(
          (one, other) => this.nodes.weight(nodes.at(other)) - this.nodes.weight(nodes.at(one)) || one - other
        );
  }

  private *addingRoot(): Steps<void> {
    const { reached, level, start, rootPlace } = this;
    const { nodes } = start;
    level.add(0, this.within.length === 0 ? WITHIN : ON_THE_WAY, nodes.length);
    level.row.set(nodes);
    level.source.set(nodes);
    reached.makeRoom(nodes.length);
    reached.row.set(nodes);
    reached.source.set(nodes);
    reached.place.fill(rootPlace, 0, nodes.length);
    const { left, right } = this.nodes;
    yield* overRows(0, nodes.length, (from, to) => {
      left.add(reached, from, to);
      right?.add(reached, from, to);
      if (!start.below && this.shaping?.root.self !== false) {
        this.addSelf(from, to);
      }
    });
    this.seen[0] = rootPlace;
    this.nodes.add(this.seen, 1, 0);
    this.weighRoot();
  }

  private weighRoot(): void {
    const weight = this.nodes.weight(0);
    this.least[BESIDE] = weight * this.finest;
    this.least[WITHIN] = weight * this.finest;
  }

  /** Adds up what the level's rows `from` to before `to` lead to. */
  private reach(from: number, to: number): void {
    const { level, reached } = this;
    const before = reached.length;
    if (this.node === 0 && this.start.below) {
      reached.makeRoom(before + to - from);
      reached.row.set(level.row.subarray(from, to), before);
      reached.source.set(level.source.subarray(from, to), before);
      reached.length += to - from;
    } else if (this.toCallees) {
      this.reachCallees(from, to);
    } else {
      this.reachCallers(from, to);
    }
    // A row may have one callee or all of them.
    this.sinceRest += to - from;
    this.addReached(before, reached.length);
  }

  private reachCallees(from: number, to: number): void {
    const { reached } = this;
    const { row: rows } = this.level;
    const { subtreeEnd } = this.tree;
    let length = reached.length;
    for (let at = from; at < to; at++) {
      const row = rows[at];
      for (let callee = row + 1; callee < subtreeEnd[row]; callee = subtreeEnd[callee]) {
        if (length === reached.row.length) {
          reached.makeRoom(2 * length);
        }
        reached.row[length] = callee;
        reached.source[length++] = callee;
      }
    }
    reached.length = length;
  }

  /**
   * {@link reach}, past the rows that are no nodes. Of these there may be as many as the tree has: false where there are
   * more to go past after a rest.
   */
  private reachShaped(from: number, to: number, { fateOf, weights, root }: Shaping): boolean {
    const { reached, node, nodes } = this;
    const { row: rows } = this.level;
    const { subtreeEnd } = this.tree;
    const fn = nodes.functionOf(node);
    const takesSelf = node > 0 || root.joined;
    const { rested } = this;
    let member = rested?.member ?? from;
    let callee = rested?.callee ?? NONE;
    const before = rested?.before ?? reached.length;
    let steps = 0;
    for (; member < to; member++) {
      const row = rows[member];
      const end = subtreeEnd[row];
      for (callee = callee === NONE ? row + 1 : callee; callee < end; steps++) {
        if (steps === ROWS_PER_STEP) {
          this.rested = { member, callee, before };
          return false;
        }
        const fate = fateOf(callee, node, fn);
        if (fate === STAYS) {
          if (!weights || this.leavesAny(callee, weights)) {
            reached.makeRoom(reached.length + 1);
            reached.row[reached.length] = callee;
            reached.source[reached.length++] = callee;
          }
        } else if (fate !== GONE && takesSelf) {
          nodes.addSelf(node, callee);
        }
        callee = fate === STAYS || fate === GONE ? subtreeEnd[callee] : callee + 1;
      }
      callee = NONE;
    }
    this.rested = undefined;
    this.sinceRest += steps;
    this.addReached(before, reached.length);
    return true;
  }

  /** Whether a row did not lose all that was in it. */
  private leavesAny(row: NodeIndex, weights: Weights): boolean {
    const { total, totalRight } = this.tree;
    const left = weights.total(row) + (totalRight ? weights.totalRight(row) : 0);
    return left > 0 || total[row] + (totalRight?.[row] ?? 0) === 0;
  }

  private reachCallers(from: number, to: number): void {
    const { reached, firstCaller } = this;
    const { row: rows, source: sources } = this.level;
    const { parent } = this.tree;
    let length = reached.length;
    reached.makeRoom(length + to - from);
    const { row: callers, source: reachedFrom } = reached;
    for (let at = from; at < to; at++) {
      const caller = parent[rows[at]];
      if (caller >= firstCaller) {
        callers[length] = caller;
        reachedFrom[length++] = sources[at];
      }
    }
    reached.length = length;
  }

  /** Adds up the rows reached, `from` to before `to`, by the place of their function. */
  private addReached(from: number, to: number): void {
    const { reached, placeOf, seenBy, seen, count, node } = this;
    const { row: rows, place: places } = reached;
    const functionOf = this.tree.function;
    let seenLength = this.seenLength;
    for (let at = from; at < to; at++) {
      const place = placeOf[functionOf[rows[at]]];
      places[at] = place;
      if (seenBy[place] !== node) {
        seenBy[place] = node;
        count[place] = 0;
        seen[seenLength++] = place;
      }
      count[place]++;
    }
    this.seenLength = seenLength;
    const { left, right } = this.nodes;
    const weights = this.shaping?.weights;
    if (weights) {
      left.addWeighed(reached, from, to, weights.self, weights.total);
      right?.addWeighed(reached, from, to, weights.selfRight, weights.totalRight);
      return;
    }
    left.add(reached, from, to);
    right?.add(reached, from, to);
    this.addSelf(from, to);
  }

  private addSelf(from: number, to: number): void {
    const { reached, firstCaller } = this;
    const { left, right } = this.nodes;
    if (this.toCallees) {
      left.addSelf(reached, from, to);
      right?.addSelf(reached, from, to);
    } else {
      left.addEnds(reached, from, to, this.tree.parent, firstCaller);
      right?.addEnds(reached, from, to, this.tree.parent, firstCaller);
    }
  }

  /** Makes a node of each function seen below the node that is looked at, and answers the first of them. */
  private addNodes(): NodeIndex {
    const { nodes, seen, seenLength } = this;
    this.stepsLeft -= this.reached.length;
    this.sinceRest += this.reached.length + seenLength;
    this.sortSeen();
    const first = nodes.length;
    nodes.add(seen, seenLength, this.node);
    if (this.node === 0 && this.shaping) {
      nodes.addUpRoot();
      this.weighRoot();
    }
    return first;
  }

  /**
   * Makes room for the rows of the functions seen, `from` to before `to`, where they are followed: what has them lies
   * `above`, and the node of the first one is `first`.
   */
  private follow(
    first: NodeIndex,
    from: number,
    to: number,
    above: number,
    onTheWay: FunctionIndex | undefined,
    lastStep: boolean
  ): void {
    const { nodes, seen, next, cursor, count, least } = this;
    this.sinceRest += to - from;
    for (let at = from; at < to; at++) {
      const place = seen[at];
      const weight = nodes.weight(first + at);
      let whereabouts = above;
      if (above === ON_THE_WAY) {
        whereabouts = this.functionAt[place] !== onTheWay ? BESIDE : lastStep ? WITHIN : ON_THE_WAY;
        if (whereabouts === WITHIN) {
          least[WITHIN] = weight * this.finest;
        }
      }
      cursor[place] = weight >= least[whereabouts] ? next.add(first + at, whereabouts, count[place]) : NONE;
    }
  }

  /** Puts the places seen in order. */
  private sortSeen(): void {
    const { seen, seenBy, node } = this;
    if (this.seenLength * SCANNED_PER_SORTED < seenBy.length) {
      sortPlaces(seen, this.seenLength);
      return;
    }
    let length = 0;
    for (let place = 0; place < seenBy.length; place++) {
      if (seenBy[place] === node) {
        seen[length++] = place;
      }
    }
  }

  /** Whether one row is all that a node stands for, so that one way leads on from it, and to the profile's root. */
  private isOneWay(from: number, to: number, whereabouts: number): boolean {
    return to - from === 1 && !this.toCallees && whereabouts !== ON_THE_WAY && !(this.node === 0 && this.start.below);
  }

  /** Adds the way from a row to the profile's root. */
  private addWay(row: NodeIndex, source: NodeIndex): void {
    const { nodes } = this;
    const before = nodes.length;
    nodes.addCallers(row, source, this.node, this.firstCaller);
    this.stepsLeft -= nodes.length - before;
    this.sinceRest += nodes.length - before;
  }

  /** Hands the rows reached to the nodes that were made of them. */
  private put(from: number, to: number): void {
    const { cursor } = this;
    const { row: nextRow, source: nextSource } = this.next;
    const { row, source, place: places } = this.reached;
    this.sinceRest += to - from;
    for (let at = from; at < to; at++) {
      const place = places[at];
      const member = cursor[place];
      if (member !== NONE) {
        nextRow[member] = row[at];
        nextSource[member] = source[at];
        cursor[place] = member + 1;
      }
    }
  }
}
