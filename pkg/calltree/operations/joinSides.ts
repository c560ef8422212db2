import { TreeSum } from './merge';
import { grown } from '../growingColumn';
import { rankingMoreNames } from './moreNameRanks';
import { overRows, ROWS_PER_STEP, type Steps } from '../slices';
import { NONE, type CallTree, type FunctionTable } from '../tree';

/**
 * Two profiles beside each other: the left one in `self` and `total`, the right one in `selfRight` and `totalRight`;
 * nodes with the same call path, by function name, are one. Siblings come by name, and the root's name is the left one's.
 *
 * Both trees are gone through once and together. Rows are in depth-first order and siblings in that of their names, so
 * what comes next is the deeper of two rows, or of two at one depth the one with the earlier name: their parents are the
 * same, for whatever comes before either has been taken.
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
  const [rowsA, rowsB] = rows;
  const [rankA, rankB] = ranks;
  const joined = comparedColumns(a.length + b.length - 1);
  const { parent, depth, subtreeEnd, self, total, selfRight, totalRight } = joined;
  const { depth: depthsA, function: functionA } = a;
  const { depth: depthsB, function: functionB } = b;
  const step = ROWS_PER_STEP;
  /** Of each depth the last row so far. */
  let last = new Int32Array(256).fill(NONE);
  let deepest = NONE;
  let [atA, atB, length] = [0, 0, 0];
  while (atA < a.length || atB < b.length) {
    const stop = length + step;
    while (length < stop && (atA < a.length || atB < b.length)) {
      const depthA = atA < a.length ? depthsA[atA] : NONE;
      const depthB = atB < b.length ? depthsB[atB] : NONE;
      const own = depthA > depthB ? depthA : depthB;
      const order = depthA !== depthB ? depthB - depthA : own === 0 ? 0 : rankA[functionA[atA]] - rankB[functionB[atB]];
      const row = length++;
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
      joined.function[row] = order <= 0 ? rowsA[functionA[atA]] : rowsB[functionB[atB]];
      if (order <= 0) {
        self[row] = a.self[atA];
        total[row] = a.total[atA++];
      }
      if (order >= 0) {
        selfRight[row] = b.self[atB];
        totalRight[row] = b.total[atB++];
      }
    }
    yield;
  }
  for (; deepest >= 0; deepest--) {
    subtreeEnd[last[deepest]] = length;
  }
  return { length, functions, ...(yield* cutting(joined, length)) };
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

/** Columns that hold `length` rows and no room for more. */
function* cutting(
  columns: ReturnType<typeof comparedColumns>,
  length: number
): Steps<ReturnType<typeof comparedColumns>> {
  if (columns.function.length === length) {
    return columns;
  }
  const cut = { ...columns };
  cut.function = columns.function.slice(0, length);
  cut.parent = columns.parent.slice(0, length);
  cut.depth = columns.depth.slice(0, length);
  cut.subtreeEnd = columns.subtreeEnd.slice(0, length);
  yield;
  cut.self = columns.self.slice(0, length);
  cut.total = columns.total.slice(0, length);
  yield;
  cut.selfRight = columns.selfRight.slice(0, length);
  cut.totalRight = columns.totalRight.slice(0, length);
  return cut;
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
  const { length, parent, function: functionOf } = tree;
  /** Of each node the rank of the last child so far, and 1. */
  const lastRank = new Uint32Array(length);
  const step = ROWS_PER_STEP;
  for (let from = 1; from < length; from += step) {
    const to = Math.min(length, from + step);
    for (let node = from; node < to; node++) {
      const own = rank[functionOf[node]] + 1;
      if (own <= lastRank[parent[node]]) {
        const sum = new TreeSum();
        yield* sum.adding(tree);
        return yield* sum.finishing();
      }
      lastRank[parent[node]] = own;
    }
    yield;
  }
  return tree;
}
