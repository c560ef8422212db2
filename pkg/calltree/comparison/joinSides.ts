import { TreeSum } from '../operations/merge';
import { grown } from '../growingColumn';
import { rankingMoreNames } from '../order/moreNameRanks';
import { rowColumns } from '../rowColumns';
import { overRows, ROWS_PER_STEP, type Steps } from '../slices';
import { NONE, type CallTree, type FunctionTable } from '../tree';

/** Room for the depths of nearly all profiles; it grows for others. */
const DEPTHS = 4096;

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
  const turns = takingTurns(a, b, ranks);
  while (!turns.go(ROWS_PER_STEP)) {
    yield;
  }
  const length = turns.length();
  const columns = comparedColumns(length);
  yield;
  const rowsOf = writing(a, b, rows, turns.taken, columns);
  yield* overRows(0, length, rowsOf.write);
  rowsOf.end(length);
  return { length, functions, ...columns };
}

/** The columns of a comparison of `length` rows, all zero. */
export function comparedColumns(length: number) {
  return {
    ...rowColumns(length),
    selfRight: new Float64Array(length),
    totalRight: new Float64Array(length),
  };
}

/**
 * Which side has the next row. Rows are in depth-first order and siblings in that of their names, so it is the deeper
 * of two rows, or of two at one depth the one with the earlier name: their parents are the same, for whatever comes
 * before either has been taken. (What is gone through row by row keeps no object of its own, whose shape an engine would
 * have to learn anew.)
 */
function takingTurns(a: CallTree, b: CallTree, [rankA, rankB]: readonly Uint32Array[]) {
  const [{ depth: depthsA, function: functionA }, { depth: depthsB, function: functionB }] = [a, b];
  const [endA, endB] = [a.length, b.length];
  /** Of each row, below 0 where the left side has it, above 0 where the right side has it, 0 where both have. */
  const taken = new Int8Array(endA + endB);
  // Both have the root.
  let [length, atA, atB] = [1, 1, 1];
  /** So many rows more, at most; true when there are no more. */
  const go = (rows: number): boolean => {
    let [row, left, right] = [length, atA, atB];
    const stop = row + rows;
    while (row < stop && left < endA && right < endB) {
      const deeper = depthsB[right] - depthsA[left];
      const order = deeper === 0 ? rankA[functionA[left]] - rankB[functionB[right]] : deeper;
      if (order <= 0) {
        left++;
      }
      if (order >= 0) {
        right++;
      }
      taken[row++] = order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    [length, atA, atB] = [row, left, right];
    if (left < endA && right < endB) {
      return false;
    }
    length += endA - left + (endB - right);
    taken.fill(left < endA ? -1 : 1, row, length);
    return true;
  };
  return { taken, go, length: () => length };
}

/** Writes rows, in order, as they are taken from the sides; `functions` are the joined ones of each side's. */
function writing(
  a: CallTree,
  b: CallTree,
  [joinedA, joinedB]: readonly Uint32Array[],
  taken: Int8Array,
  columns: ReturnType<typeof comparedColumns>
) {
  const { function: functionOf, parent, depth, subtreeEnd, self, total, selfRight, totalRight } = columns;
  const { depth: depthsA, function: functionA, self: selfA, total: totalA } = a;
  const { depth: depthsB, function: functionB, self: selfB, total: totalB } = b;
  /** Of each depth the last row so far. */
  let lastOf = new Int32Array(DEPTHS);
  let [atA, atB, deepest] = [0, 0, NONE];
  const write = (from: number, to: number): void => {
    let [left, right, above, last] = [atA, atB, deepest, lastOf];
    for (let row = from; row < to; row++) {
      const turn = taken[row];
      const own = turn <= 0 ? depthsA[left] : depthsB[right];
      for (; above >= own; above--) {
        subtreeEnd[last[above]] = row;
      }
      if (own === last.length) {
        last = grown(last);
      }
      above = own;
      last[own] = row;
      parent[row] = own === 0 ? NONE : last[own - 1];
      depth[row] = own;
      functionOf[row] = turn <= 0 ? joinedA[functionA[left]] : joinedB[functionB[right]];
      if (turn <= 0) {
        self[row] = selfA[left];
        total[row] = totalA[left++];
      }
      if (turn >= 0) {
        selfRight[row] = selfB[right];
        totalRight[row] = totalB[right++];
      }
    }
    [atA, atB, deepest, lastOf] = [left, right, above, last];
  };
  /** What is open ends with the last row. */
  const end = (length: number): void => {
    for (; deepest >= 0; deepest--) {
      subtreeEnd[lastOf[deepest]] = length;
    }
  };
  return { write, end };
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
  let lastRank = new Uint32Array(DEPTHS);
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
