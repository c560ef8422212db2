import { overRows, type Steps } from '../slices';
import { NONE, type CallTree, type FunctionTable, type NodeIndex } from '../tree';

/** What becomes of each row of a tree. */
export interface Rewriting {
  /**
   * The row whose node each becomes part of: itself where it stays a node, below the one its caller became part of;
   * otherwise that node or one above it. Row 0 becomes the root.
   */
  readonly into: Int32Array;
  /** Whether the root has what it spends in itself, and what the rows do that become part of it. */
  readonly root: { readonly self: boolean; readonly joined: boolean };
  /** Where functions become others. */
  readonly renamed?: Renamed;
}

export interface Renamed {
  /** What the new tree points into. */
  readonly functions: FunctionTable;
  /** The function that each row becomes. */
  readonly functionOf: Uint32Array;
  /** 1 for a function that may stand for several. */
  readonly isShared: Uint8Array;
}

// Four numbers a row, side by side: rows are met in any order, and each is then in one line of the processor's cache.
const NUMBERS = 4;
/** The next row of the same node, or of those that became part of the same one. */
const NEXT = 0;
/** Of the first row of a node that of the next sibling. */
const SIBLING = 1;
/** The first row with callees that became part of this one. */
const JOINED = 2;
/** The place of the row's function among all of them from bit `PLACE` up, and what follows. */
const INFO = 3;

/** The row stays a node. */
const STAYS = 1;
/** The row calls one that stays a node. */
const CALLS = 2;
/** Something below the row became part of another one, or has other callees than it had. */
const CHANGED = 4;
/** Callees of the row may have become one function. */
const MEETING = 8;
const PLACE = 4;

/**
 * What a rewriting does to each row, and the lists that rows are in while it is done. 0 ends a list, for the root is in
 * none.
 */
export class RowRecords {
  /** How many rows stay nodes. */
  nodes: number;
  /** What each row that stays a node spends in itself, with what became part of it. */
  readonly self: Float64Array;
  readonly selfRight: Float64Array | undefined;
  readonly #tree: CallTree;
  readonly #numbers: Int32Array;

  constructor(tree: CallTree) {
    this.#tree = tree;
    this.nodes = tree.length;
    this.self = tree.self.slice();
    this.selfRight = tree.selfRight?.slice();
    this.#numbers = new Int32Array(tree.length * NUMBERS);
  }

  /** `placeOf` is that of the new functions. */
  *recording({ into, root, renamed }: Rewriting, placeOf: Uint32Array): Steps<void> {
    const { length, parent, subtreeEnd } = this.#tree;
    const { self, selfRight } = this;
    const numbers = this.#numbers;
    const functionOf = renamed?.functionOf ?? this.#tree.function;
    if (!root.self) {
      self[0] = 0;
      selfRight?.fill(0, 0, 1);
    }
    // From the end, the root left out: callees come before their callers, and a list begins with what was put in last.
    yield* overRows(0, length - 1, (from, to) => {
      for (let row = length - 1 - from; row > length - 1 - to; row--) {
        const record = row * NUMBERS;
        const caller = parent[row];
        const target = into[row];
        const info = numbers[record + INFO];
        let change = CHANGED;
        if (target === row) {
          change = (info & (CHANGED | MEETING)) === 0 ? CALLS : CALLS | CHANGED;
          numbers[record + INFO] = info | STAYS | (placeOf[functionOf[row]] << PLACE);
        } else {
          this.nodes--;
          if ((info & CALLS) !== 0) {
            numbers[record + NEXT] = numbers[target * NUMBERS + JOINED];
            numbers[target * NUMBERS + JOINED] = row;
          }
          if (target > 0 || root.joined) {
            self[target] += self[row];
            if (selfRight) {
              selfRight[target] += selfRight[row];
            }
          }
        }
        const isOnlyCallee = subtreeEnd[row] - row === subtreeEnd[caller] - caller - 1;
        if (renamed?.isShared[functionOf[row]] === 1 && !isOnlyCallee) {
          change |= MEETING;
        }
        numbers[caller * NUMBERS + INFO] |= change;
      }
    });
  }

  /** Of how many rows, 2 standing for many, what `row` calls by itself and by what became part of it may come. */
  sources(row: NodeIndex): number {
    const info = this.#numbers[row * NUMBERS + INFO];
    if (this.#numbers[row * NUMBERS + JOINED] !== 0 || (info & MEETING) !== 0) {
      return 2;
    }
    return (info & CALLS) === 0 ? 0 : 1;
  }

  /** Whether all that is below the row is as it was. */
  isUnchanged(row: NodeIndex): boolean {
    return (this.#numbers[row * NUMBERS + INFO] & CHANGED) === 0;
  }

  /** The place of the function of a row that stays a node, or `NONE`. */
  placeOf(row: NodeIndex): number {
    const info = this.#numbers[row * NUMBERS + INFO];
    return (info & STAYS) === 0 ? NONE : info >>> PLACE;
  }

  /** The first row with callees that became part of `row`; {@link next} tells the others. */
  joined(row: NodeIndex): NodeIndex {
    return this.#numbers[row * NUMBERS + JOINED];
  }

  next(row: NodeIndex): NodeIndex {
    return this.#numbers[row * NUMBERS + NEXT];
  }

  putNext(row: NodeIndex, next: NodeIndex): void {
    this.#numbers[row * NUMBERS + NEXT] = next;
  }

  sibling(row: NodeIndex): NodeIndex {
    return this.#numbers[row * NUMBERS + SIBLING];
  }

  putSibling(row: NodeIndex, sibling: NodeIndex): void {
    this.#numbers[row * NUMBERS + SIBLING] = sibling;
  }
}
