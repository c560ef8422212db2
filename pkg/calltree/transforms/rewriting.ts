import { NewRows } from './newRows';
import { FATE } from './rowFates';
import { depthsOf } from './rows';
import { Siblings } from './siblings';
import { grown } from '../growingColumn';
import { ROWS_PER_STEP, type Steps } from '../slices';
import type { CallTree, FunctionTable, NodeIndex } from '../tree';

const { out, gone, changed, several, meeting, joined } = FATE;
/** It is no node where it was. */
const off = out | gone;
const STEP = ROWS_PER_STEP;

/** What becomes of each row of a tree. */
export interface Rewriting {
  /** Of each row what becomes of it; more is written to it. Row 0 becomes the root. */
  readonly fates: Uint8Array;
  /** How many rows stay nodes. */
  readonly nodes: number;
  /** Of each function the place of what it becomes in the order of names. */
  readonly placeOf: Uint32Array;
  /** Whether the root has what it spends in itself, and what the rows do that become part of it. */
  readonly root: { readonly self: boolean; readonly joined: boolean };
  /** Where functions become others: the table that the new tree points into, and the row of each function in it. */
  readonly renamed?: { readonly functions: FunctionTable; readonly rowOf: Uint32Array };
  /** Where rows that are `gone` became part of others. */
  readonly moved?: Moved;
}

/** Rows that became part of others from which they may be far: each list ends with 0, for the root is in none. */
export interface Moved {
  /** Of a row that is `joined` the last of those that became part of it. */
  readonly last: Int32Array;
  /** The one before. */
  readonly before: Int32Array;
}

/**
 * A tree that is made of the rows of another one, some of which became part of others. Where rows of one function come
 * to stand below one node, they become one. A node that has lost all that was in it is left out.
 *
 * Most of a tree keeps its shape under most transforms, and there no two rows can become one: it is copied. A node whose
 * children all come from one row takes them as they come; only where those of several rows come together are they put
 * together by function, and then ordered by name. The tree is written from the root down, in depth-first order.
 */
export function* rewritten(tree: CallTree, rewriting: Rewriting): Steps<CallTree> {
  const walk = new Walk(tree, rewriting);
  // Room for a whole tree may take an engine some milliseconds to find.
  yield;
  while (walk.step()) {
    yield;
  }
  return yield* walk.made.finishing(rewriting.renamed?.functions ?? tree.functions);
}

/** The way through the new tree. */
class Walk {
  readonly made: NewRows;
  readonly #tree: CallTree;
  readonly #fates: Uint8Array;
  readonly #placeOf: Uint32Array;
  readonly #moved: Moved | undefined;
  readonly #joinsRoot: boolean;
  readonly #siblings: Siblings;
  // By depth, of the open nodes: the first row, and where its children are from. Those from one row are the rows from
  // `at` to before `end`; those that were put together are in the list, from `at` on.
  readonly #open: Int32Array;
  readonly #at: Int32Array;
  readonly #end: Int32Array;
  readonly #isListed: Uint8Array;
  /** The first rows of children that were put together, those of the innermost node last, its first child at the end. */
  #list = new Int32Array(256);
  #listed = 0;
  /** The rows whose callees are being put together, and how far that is. */
  #sources = new Int32Array(256);
  #sourcesLength = 0;
  #source = 0;
  #sourceAt: NodeIndex = 0;
  #isGathering = false;
  /** What is left to copy of rows that stay as they are. */
  #copyFirst: NodeIndex = 0;
  #copyAt: NodeIndex = 0;
  #copyEnd: NodeIndex = 0;

  constructor(tree: CallTree, { fates, nodes, placeOf, root, renamed, moved }: Rewriting) {
    this.#tree = tree;
    this.#fates = fates;
    this.#placeOf = placeOf;
    this.#moved = moved;
    this.#joinsRoot = root.joined;
    this.made = new NewRows(tree, nodes, renamed?.rowOf);
    this.#siblings = new Siblings(fates, renamed?.functions.names.length ?? placeOf.length);
    const depths = depthsOf(tree);
    this.#open = new Int32Array(depths);
    this.#at = new Int32Array(depths);
    this.#end = new Int32Array(depths);
    this.#isListed = new Uint8Array(depths);
    this.#begin(0, root.self);
  }

  /** Goes on for about as long as work may take between two rests; false once all is done. */
  step(): boolean {
    const { made } = this;
    const { subtreeEnd, depth: depthOf } = this.#tree;
    const fates = this.#fates;
    for (let work = 0; work < STEP; work++) {
      if (this.#copyAt < this.#copyEnd) {
        work += this.#copyMore();
        continue;
      }
      if (this.#isGathering) {
        work += this.#gather();
        continue;
      }
      const depth = made.depth - 1;
      let row: NodeIndex;
      let end: NodeIndex;
      if (this.#isListed[depth] === 1) {
        if (this.#listed === this.#at[depth]) {
          made.close(this.#open[depth]);
          if (depth === 0) {
            return false;
          }
          continue;
        }
        row = this.#list[--this.#listed];
        end = subtreeEnd[row];
      } else {
        row = this.#at[depth];
        end = this.#end[depth];
        for (; row < end && (fates[row] & off) !== 0 && work < STEP; work++) {
          row = this.#leave(row);
        }
        this.#at[depth] = row;
        if (row === end) {
          made.close(this.#open[depth]);
          if (depth === 0) {
            return false;
          }
          continue;
        }
        if ((fates[row] & off) !== 0) {
          continue;
        }
        this.#at[depth] = subtreeEnd[row];
      }
      if ((fates[row] & (changed | several)) !== 0) {
        this.#begin(row, true);
        continue;
      }
      // With those that were beside it and stay as they are, too.
      let to = subtreeEnd[row];
      while (to < end && (fates[to] & (changed | off)) === 0 && depthOf[to] === depthOf[row]) {
        to = subtreeEnd[to];
      }
      if (this.#isListed[depth] === 0) {
        this.#at[depth] = to;
      }
      if (to - row <= STEP) {
        made.copy(row, to);
        work += (to - row) >> 1;
      } else {
        this.#copyFirst = row;
        this.#copyAt = row;
        this.#copyEnd = to;
      }
    }
    return true;
  }

  /** Begins the node of which `first` is the first row. */
  #begin(first: NodeIndex, withSelf: boolean): void {
    const { made } = this;
    const { subtreeEnd } = this.#tree;
    const fates = this.#fates;
    const depth = made.depth;
    made.open(first, withSelf);
    this.#open[depth] = first;
    this.#isListed[depth] = 0;
    if ((fates[first] & several) === 0 && (fates[first] & meeting) !== meeting) {
      this.#at[depth] = first + 1;
      this.#end[depth] = subtreeEnd[first];
      return;
    }
    this.#sourcesLength = 0;
    let meets = false;
    let row: NodeIndex = first;
    do {
      meets ||= (fates[row] & meeting) === meeting;
      this.#addSource(row, row !== first);
      if (this.#moved && (fates[row] & joined) !== 0) {
        for (let inner = this.#moved.last[row]; inner !== 0; inner = this.#moved.before[inner]) {
          this.#addSource(inner, first > 0 || this.#joinsRoot);
        }
      }
      row = (fates[first] & several) === 0 ? 0 : this.#siblings.next[row];
    } while (row !== 0);
    if (this.#sourcesLength > 1 || meets) {
      this.#isGathering = true;
      this.#source = -1;
      this.#sourceAt = 0;
      this.#siblings.begin();
      return;
    }
    const caller = this.#sourcesLength === 0 ? first : this.#sources[0];
    this.#at[depth] = caller + 1;
    this.#end[depth] = subtreeEnd[caller];
  }

  #addSource(row: NodeIndex, withSelf: boolean): void {
    if (withSelf) {
      this.made.addSelf(row);
    }
    if (this.#tree.subtreeEnd[row] > row + 1) {
      if (this.#sourcesLength === this.#sources.length) {
        this.#sources = grown(this.#sources);
      }
      this.#sources[this.#sourcesLength++] = row;
    }
  }

  /** Goes on putting together the children of the node that is open; answers how many rows were looked at. */
  #gather(): number {
    const { subtreeEnd, function: functionOf } = this.#tree;
    const fates = this.#fates;
    const placeOf = this.#placeOf;
    const siblings = this.#siblings;
    let source = this.#source;
    let row = this.#sourceAt;
    let end = source < 0 ? 0 : subtreeEnd[this.#sources[source]];
    let work = 0;
    for (; work < STEP; work++) {
      if (row === end) {
        if (++source === this.#sourcesLength) {
          const depth = this.made.depth - 1;
          this.#isGathering = false;
          this.#isListed[depth] = 1;
          this.#at[depth] = this.#listed;
          if (this.#listed + siblings.length > this.#list.length) {
            this.#list = grown(this.#list, this.#listed + siblings.length);
          }
          this.#listed = siblings.list(this.#list, this.#listed);
          return work;
        }
        row = this.#sources[source] + 1;
        end = subtreeEnd[row - 1];
      } else if ((fates[row] & off) !== 0) {
        row = this.#leave(row);
      } else {
        siblings.add(row, placeOf[functionOf[row]]);
        row = subtreeEnd[row];
      }
    }
    this.#source = source;
    this.#sourceAt = row;
    return work;
  }

  /** Goes past a row that is no node, and answers the next one. */
  #leave(row: NodeIndex): NodeIndex {
    if ((this.#fates[row] & gone) !== 0) {
      return this.#tree.subtreeEnd[row];
    }
    if (this.made.depth > 1 || this.#joinsRoot) {
      this.made.addSelf(row);
    }
    return row + 1;
  }

  /** Goes on copying; answers how much work that was. */
  #copyMore(): number {
    const to = Math.min(this.#copyEnd, this.#copyAt + 2 * STEP);
    const work = (to - this.#copyAt) >> 1;
    this.made.copy(this.#copyFirst, to, this.#copyAt);
    this.#copyAt = to;
    return work;
  }
}
