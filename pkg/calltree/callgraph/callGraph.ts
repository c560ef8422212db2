import { otherLeaf } from '../operations/hidden';
import type { TopTable } from '../operations/operations';
import { isSyntheticRoot } from '../root';
import { overRows, ROWS_PER_STEP, type Steps } from '../slices';
import { NONE, type CallTree, type FunctionIndex, type NodeIndex } from '../tree';

/** What calls of one function by another take. */
export interface Calls {
  /** Rows of the graph's functions. */
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly totalRight?: number;
  /** Whether any of it goes through functions that are not in the graph. */
  readonly indirect: boolean;
}

/** The functions that matter most in a tree or a subtree, and which of them call which. */
export interface CallGraph {
  /** Heaviest first, recursion counted once. */
  readonly functions: TopTable;
  readonly calls: readonly Calls[];
  /** How many functions there are, those in the graph included. */
  readonly of: number;
}

/** What a graph is of, and how much of it is shown. */
export interface CallGraphOptions {
  root?: NodeIndex;
  /** Functions at most, those of `always` not counted. */
  count: number;
  /** What a function has at least, both sides together. */
  least?: number;
  /** Functions that are shown whatever they take, where they occur. */
  always?: readonly FunctionIndex[];
}

/**
 * Where a profile's cost goes from function to function. A function matters by what it does not hand straight on: by its
 * total less the heaviest of what it calls, call by call, and at least by its self. So one that takes much itself is there, and one from which ways
 * part, and none of twenty wrappers around it. Where a way goes through functions that are left out, it is drawn between
 * those that are not. The edges mean what they mean in pprof: of a stack each counts once. `table` has what each function
 * takes below the root.
 */
export function* callGraph(tree: CallTree, table: TopTable, options: CallGraphOptions): Steps<CallGraph> {
  const { root = 0 } = options;
  const sums = yield* addingUp(tree, root, table);
  const shown = mostImportant(sums, table, options);
  yield;
  const calls = yield* connecting(tree, root, shown);
  return { functions: tableOf(table, sums.rowOf, shown), calls, of: table.length };
}

interface Sums {
  /** Functions that occur, in the order of the tree. */
  seen: Uint32Array;
  /** Of each function its row in the table; `NONE` where it does not occur. */
  rowOf: Int32Array;
  /** Of each function both sides of what is not handed straight on. */
  kept: Float64Array;
  /** The heaviest of those that nothing calls; `NONE` where there is none. */
  entry: FunctionIndex;
}

function* addingUp(tree: CallTree, root: NodeIndex, table: TopTable): Steps<Sums> {
  const { function: functionOf, parent, subtreeEnd, total, totalRight } = tree;
  const first = firstRow(tree, root);
  const end = subtreeEnd[root];
  const isOther = otherLeaf(tree);
  const heaviest = new Float64Array(end - root);
  yield* overRows(Math.max(first, root + 1), end, (from, to) => {
    for (let node = from; node < to; node++) {
      const caller = parent[node] - root;
      const weight = totalRight ? total[node] + totalRight[node] : total[node];
      if (weight > heaviest[caller] && !isOther(node)) {
        heaviest[caller] = weight;
      }
    }
  });
  const functions = tree.functions.names.length;
  const kept = new Float64Array(functions);
  const outermostEnd = new Uint32Array(functions);
  const seen = new Uint32Array(table.length);
  let length = 0;
  yield* overRows(first, end, (from, to) => {
    for (let node = from; node < to; node++) {
      const fn = functionOf[node];
      const covered = outermostEnd[fn];
      if (node < covered || isOther(node)) {
        continue;
      }
      if (covered === 0) {
        seen[length++] = fn;
      }
      outermostEnd[fn] = subtreeEnd[node];
      kept[fn] += (totalRight ? total[node] + totalRight[node] : total[node]) - heaviest[node - root];
    }
  });
  const entry = yield* heaviestEntry(tree, first, end, isOther);
  const rowOf = new Int32Array(functions).fill(NONE);
  for (let row = 0; row < table.length; row++) {
    const fn = table.function[row];
    rowOf[fn] = row;
    // Below another call of itself, too.
    kept[fn] = Math.max(kept[fn], bothSides(row, table.self, table.selfRight));
  }
  yield;
  return { seen, rowOf, kept, entry };
}

/** The heaviest of the functions that nothing calls; `NONE` where there is none. */
function* heaviestEntry(
  tree: CallTree,
  first: NodeIndex,
  end: NodeIndex,
  isOther: (node: NodeIndex) => boolean
): Steps<FunctionIndex> {
  const { function: functionOf, subtreeEnd, total, totalRight } = tree;
  const entries = new Map<FunctionIndex, number>();
  for (let node = first, looked = 0; node < end; node = subtreeEnd[node]) {
    if (!isOther(node)) {
      const fn = functionOf[node];
      entries.set(fn, (entries.get(fn) ?? 0) + bothSides(node, total, totalRight));
    }
    if (++looked % ROWS_PER_STEP === 0) {
      yield;
    }
  }
  let heaviest: FunctionIndex = NONE;
  let most = -Infinity;
  for (const [fn, weight] of entries) {
    if (weight > most) {
      heaviest = fn;
      most = weight;
    }
  }
  return heaviest;
}

/** Heaviest first; of equal ones those that come first in the tree. */
function mostImportant(
  { seen, rowOf, kept, entry }: Sums,
  { self, total, selfRight, totalRight }: TopTable,
  { count, least = 0, always = [] }: CallGraphOptions
): Uint32Array {
  const totalOf = (fn: FunctionIndex) => bothSides(rowOf[fn], total, totalRight);
  const selfOf = (fn: FunctionIndex) => bothSides(rowOf[fn], self, selfRight);
  // There may be very many, and few are wanted: sorting all of them would take too long.
  const heaviest: FunctionIndex[] = [];
  let enough = 0;
  for (let at = 0; at < seen.length; at++) {
    const fn = seen[at];
    if (kept[fn] > enough && totalOf(fn) >= least) {
      const before = heaviest.findIndex((other) => kept[other] < kept[fn]);
      heaviest.splice(before < 0 ? heaviest.length : before, 0, fn);
      heaviest.length = Math.min(heaviest.length, count);
      enough = heaviest.length < count ? 0 : kept[heaviest[count - 1]];
    }
  }
  if (entry !== NONE && !heaviest.includes(entry)) {
    heaviest.length = Math.min(heaviest.length, count - 1);
    heaviest.push(entry);
  }
  const wanted = new Set([...heaviest, ...always.filter((fn) => fn !== NONE && rowOf[fn] !== NONE)]);
  const order = Uint32Array.from(wanted);
  return order.sort(
    (one, other) =>
      totalOf(other) - totalOf(one) || selfOf(other) - selfOf(one) || seen.indexOf(one) - seen.indexOf(other)
  );
}

function* connecting(tree: CallTree, root: NodeIndex, shown: Uint32Array): Steps<Calls[]> {
  const { function: functionOf, parent, subtreeEnd, total, totalRight } = tree;
  const first = firstRow(tree, root);
  const isOther = otherLeaf(tree);
  const rowOf = new Int32Array(tree.functions.names.length).fill(NONE);
  shown.forEach((fn, row) => (rowOf[fn] = row));
  /** Of each node the row of the nearest one above it, or of itself, that is shown. */
  const nearest = new Int32Array(subtreeEnd[root] - root).fill(NONE);
  const pairs = shown.length ** 2;
  const ends = new Uint32Array(pairs);
  const left = new Float64Array(pairs);
  const right = new Float64Array(pairs);
  const indirect = new Uint8Array(pairs);
  yield* overRows(first, subtreeEnd[root], (from, to) => {
    for (let node = from; node < to; node++) {
      const caller = node === root ? NONE : nearest[parent[node] - root];
      const row = rowOf[functionOf[node]];
      if (row === NONE || isOther(node)) {
        nearest[node - root] = caller;
        continue;
      }
      nearest[node - root] = row;
      const pair = caller * shown.length + row;
      if (caller === NONE || caller === row || node < ends[pair]) {
        continue;
      }
      ends[pair] = subtreeEnd[node];
      left[pair] += total[node];
      right[pair] += totalRight ? totalRight[node] : 0;
      indirect[pair] ||= rowOf[functionOf[parent[node]]] === NONE ? 1 : 0;
    }
  });
  const calls: Calls[] = [];
  ends.forEach((end, pair) => {
    if (end > 0) {
      calls.push({
        from: Math.floor(pair / shown.length),
        to: pair % shown.length,
        total: left[pair],
        ...(totalRight && { totalRight: right[pair] }),
        indirect: indirect[pair] === 1,
      });
    }
  });
  return calls;
}

/** A root that only holds a profile together is no function. */
function firstRow(tree: CallTree, root: NodeIndex): NodeIndex {
  return root === 0 && isSyntheticRoot(tree) ? 1 : root;
}

/** What a row has on both sides together. */
function bothSides(row: number, left: Float64Array, right: Float64Array | undefined): number {
  return left[row] + (right ? right[row] : 0);
}

function tableOf(table: TopTable, rowOf: Int32Array, shown: Uint32Array): TopTable {
  const pick = (column: Float64Array) => Float64Array.from(shown, (fn) => column[rowOf[fn]]);
  return {
    length: shown.length,
    function: shown,
    self: pick(table.self),
    total: pick(table.total),
    ...(table.selfRight && { selfRight: pick(table.selfRight) }),
    ...(table.totalRight && { totalRight: pick(table.totalRight) }),
  };
}
