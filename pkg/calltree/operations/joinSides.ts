import { TreeSum } from './merge';
import { grown } from '../growingColumn';
import { rankingMoreNames } from './moreNameRanks';
import { overRows, ROWS_PER_STEP, type Steps } from '../slices';
import { NONE, type CallTree, type FunctionTable } from '../tree';

/**
 * Two profiles beside each other: the left one in `self` and `total`, the right one in `selfRight` and `totalRight`;
 * nodes with the same call path, by function name, are one. Siblings come by name, and the root's name is the left one's.
 *
 * Both trees are gone through together, twice: to see which has the next row, and to write rows into columns that are
 * then known to be as long as that.
 */
export function* joiningSides(left: CallTree, right: CallTree): Steps<CallTree> {
  const { functions, rows } = yield* joiningFunctions(left.functions, right.functions);
  const rankOf = yield* rankingMoreNames(left.functions.names, functions.names);
  const ranks = rows.map((own) => own.map((fn) => rankOf[fn]));
  yield;
  const a = yield* bySiblings(left, ranks[0]);
  const b = yield* bySiblings(right, ranks[1]);
  // A side that had to be sorted has functions of its own.
  if (a !== left || b !== right) {
    return yield* joiningSides(a, b);
  }
  const turns = new Turns(a, b, ranks);
  while (!turns.go(ROWS_PER_STEP)) {
    yield;
  }
  const { length } = turns;
  const columns = comparedColumns(length);
  yield;
  const writing = new Writing(a, b, rows, turns.taken, columns);
  yield* overRows(0, length, (from, to) => writing.go(from, to));
  writing.end(length);
  return { length, functions, ...columns };
}

/** The columns of a comparison of `length` rows, all zero. */
export function comparedColumns(length: number) {
  return {
    function: new Uint32Array(length),
    parent: new Int32Array(length),
    depth: new Uint32Array(length),
    subtreeEnd: new Uint32Array(length),
    self: new Float64Array(length),
    total: new Float64Array(length),
    selfRight: new Float64Array(length),
    totalRight: new Float64Array(length),
  };
}

/**
 * Which side has the next row. Rows are in depth-first order and siblings in that of their names, so it is the deeper
 * of two rows, or of two at one depth the one with the earlier name: their parents are the same, for whatever comes
 * before either has been taken.
 */
class Turns {
  /** Of each row, below 0 where the left side has it, above 0 where the right side has it, 0 where both have. */
  readonly taken: Int8Array;
  /** Both have the root. */
  length = 1;
  #atA = 1;
  #atB = 1;

  constructor(
    private readonly a: CallTree,
    private readonly b: CallTree,
    private readonly ranks: readonly Uint32Array[]
  ) {
    this.taken = new Int8Array(a.length + b.length);
  }

  /** So many rows more, at most; true when there are no more. */
  go(rows: number): boolean {
    const { a, b, taken } = this;
    const { depth: depthsA, function: functionA } = a;
    const { depth: depthsB, function: functionB } = b;
    const [rankA, rankB] = this.ranks;
    let [length, atA, atB] = [this.length, this.#atA, this.#atB];
    const stop = length + rows;
    while (length < stop && atA < a.length && atB < b.length) {
      const deeper = depthsB[atB] - depthsA[atA];
      const order = deeper === 0 ? rankA[functionA[atA]] - rankB[functionB[atB]] : deeper;
      if (order <= 0) {
        atA++;
      }
      if (order >= 0) {
        atB++;
      }
      taken[length++] = order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    [this.#atA, this.#atB] = [atA, atB];
    if (atA < a.length && atB < b.length) {
      this.length = length;
      return false;
    }
    this.length = length + (a.length - atA) + (b.length - atB);
    taken.fill(atA < a.length ? -1 : 1, length, this.length);
    return true;
  }
}

/** Writes rows, in order, as they are taken from the sides. */
class Writing {
  #atA = 0;
  #atB = 0;
  /** Of each depth the last row so far. */
  #last = new Int32Array(256);
  #deepest = NONE;

  constructor(
    private readonly a: CallTree,
    private readonly b: CallTree,
    /** The joined function of each side's functions. */
    private readonly functions: readonly Uint32Array[],
    private readonly taken: Int8Array,
    private readonly columns: ReturnType<typeof comparedColumns>
  ) {}

  go(from: number, to: number): void {
    const { taken } = this;
    const { function: functionOf, parent, depth, subtreeEnd, self, total, selfRight, totalRight } = this.columns;
    const { depth: depthsA, function: functionA, self: selfA, total: totalA } = this.a;
    const { depth: depthsB, function: functionB, self: selfB, total: totalB } = this.b;
    const [joinedA, joinedB] = this.functions;
    let [atA, atB, deepest, last] = [this.#atA, this.#atB, this.#deepest, this.#last];
    for (let row = from; row < to; row++) {
      const turn = taken[row];
      const own = turn <= 0 ? depthsA[atA] : depthsB[atB];
      for (; deepest >= own; deepest--) {
        subtreeEnd[last[deepest]] = row;
      }
      if (own === last.length) {
        last = grown(last);
      }
      deepest = own;
      last[own] = row;
      parent[row] = own === 0 ? NONE : last[own - 1];
      depth[row] = own;
      functionOf[row] = turn <= 0 ? joinedA[functionA[atA]] : joinedB[functionB[atB]];
      if (turn <= 0) {
        self[row] = selfA[atA];
        total[row] = totalA[atA++];
      }
      if (turn >= 0) {
        selfRight[row] = selfB[atB];
        totalRight[row] = totalB[atB++];
      }
    }
    [this.#atA, this.#atB, this.#deepest, this.#last] = [atA, atB, deepest, last];
  }

  /** What is open ends with the last row. */
  end(length: number): void {
    for (let depth = this.#deepest; depth >= 0; depth--) {
      this.columns.subtreeEnd[this.#last[depth]] = length;
    }
  }
}

/** The functions of both by name, each with what the first knows of it, and the row of each side's functions there. */
function* joiningFunctions(left: FunctionTable, right: FunctionTable) {
  const rowOf = new Map<string, number>();
  const names: string[] = [];
  const files: string[] = [];
  const lines: number[] = [];
  const modules: string[] = [];
  const rows: Uint32Array[] = [];
  for (const table of [left, right]) {
    const own = new Uint32Array(table.names.length);
    yield* overRows(0, own.length, (from, to) => {
      for (let fn = from; fn < to; fn++) {
        const name = table.names[fn];
        let row = rowOf.get(name);
        if (row === undefined) {
          row = names.push(name) - 1;
          rowOf.set(name, row);
          files.push(table.files?.[fn] ?? '');
          lines.push(table.lines?.[fn] ?? NONE);
          modules.push(table.modules?.[fn] ?? '');
        }
        own[fn] = row;
      }
    });
    rows.push(own);
  }
  const functions: FunctionTable = {
    names,
    ...((left.files ?? right.files) && { files }),
    ...((left.lines ?? right.lines) && { lines: Int32Array.from(lines) }),
    ...((left.modules ?? right.modules) && { modules }),
  };
  return { functions, rows };
}

/** The tree itself where siblings are in the order of their names and no two have the same one; else one that is so. */
function* bySiblings(tree: CallTree, rank: Uint32Array): Steps<CallTree> {
  const { length, depth, function: functionOf } = tree;
  /** Of each depth the rank of the last sibling so far, and 1. */
  let lastRank = new Uint32Array(256);
  let sorted = true;
  yield* overRows(1, length, (from, to) => {
    for (let node = from; sorted && node < to; node++) {
      const own = rank[functionOf[node]] + 1;
      const at = depth[node];
      sorted = own > lastRank[at];
      if (at + 1 >= lastRank.length) {
        lastRank = grown(lastRank);
      }
      lastRank[at] = own;
      lastRank[at + 1] = 0;
    }
  });
  if (sorted) {
    return tree;
  }
  const sum = new TreeSum();
  yield* sum.adding(tree);
  return yield* sum.finishing();
}
