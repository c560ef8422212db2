import { GrowingColumn } from '../growingColumn';
import { otherLeaf } from '../operations/hidden';
import type { TopTable } from '../operations/operations';
import { isSyntheticRoot } from '../root';
import { overRows, type Steps } from '../slices';
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
 * those that are not. The edges mean what they mean in pprof: of a stack each counts once.
 */
export function* callGraph(tree: CallTree, options: CallGraphOptions): Steps<CallGraph> {
  const { root = 0 } = options;
  const sums = yield* addingUp(tree, root);
  const shown = mostImportant(sums, options);
  const calls = yield* connecting(tree, root, shown);
  return { functions: tableOf(sums, shown, tree.totalRight !== undefined), calls, of: sums.seen.length };
}

interface Sums {
  /** Functions that occur, in the order of the tree. */
  seen: Uint32Array;
  /** 1 for each of them. */
  occurs: Uint8Array;
  /** By function, as what follows. */
  self: Float64Array;
  total: Float64Array;
  selfRight: Float64Array;
  totalRight: Float64Array;
  /** Both sides of what is not handed straight on. */
  kept: Float64Array;
  /** The heaviest of those that nothing calls; `NONE` where there is none. */
  entry: FunctionIndex;
}

function* addingUp(tree: CallTree, root: NodeIndex): Steps<Sums> {
  const { function: functionOf, parent, subtreeEnd, self, total, selfRight, totalRight } = tree;
  const first = firstRow(tree, root);
  const end = subtreeEnd[root];
  const isOther = otherLeaf(tree);
  const weightOf = (node: NodeIndex) => total[node] + (totalRight ? totalRight[node] : 0);
  const heaviest = new Float64Array(end - root);
  yield* overRows(first, end, (from, to) => {
    for (let node = from; node < to; node++) {
      const caller = parent[node] - root;
      if (caller >= 0 && !isOther(node)) {
        heaviest[caller] = Math.max(heaviest[caller], weightOf(node));
      }
    }
  });
  const functions = tree.functions.names.length;
  const column = () => new Float64Array(functions);
  const seen = new GrowingColumn();
  const sums = { self: column(), total: column(), selfRight: column(), totalRight: column(), kept: column() };
  const occurs = new Uint8Array(functions);
  const outermostEnd = new Uint32Array(functions);
  const entries = new Map<FunctionIndex, number>();
  yield* overRows(first, end, (from, to) => {
    for (let node = from; node < to; node++) {
      if (isOther(node)) {
        continue;
      }
      const fn = functionOf[node];
      sums.self[fn] += self[node];
      if (selfRight) {
        sums.selfRight[fn] += selfRight[node];
      }
      if (node < outermostEnd[fn]) {
        continue;
      }
      if (occurs[fn] === 0) {
        occurs[fn] = 1;
        seen.push(fn);
      }
      outermostEnd[fn] = subtreeEnd[node];
      sums.total[fn] += total[node];
      if (totalRight) {
        sums.totalRight[fn] += totalRight[node];
      }
      sums.kept[fn] += weightOf(node) - heaviest[node - root];
      if (node === root || parent[node] < first) {
        entries.set(fn, (entries.get(fn) ?? 0) + weightOf(node));
      }
    }
  });
  for (const fn of seen.values) {
    // Below another call of itself, too.
    sums.kept[fn] = Math.max(sums.kept[fn], sums.self[fn] + sums.selfRight[fn]);
  }
  const [[entry] = [NONE]] = [...entries].sort(([, one], [, other]) => other - one);
  return { ...sums, seen: seen.values.slice(), occurs, entry };
}

/** Heaviest first; of equal ones those that come first in the tree. */
function mostImportant(sums: Sums, { count, least = 0, always = [] }: CallGraphOptions): Uint32Array {
  const { seen, occurs, kept, self, selfRight, total, totalRight, entry } = sums;
  const totalOf = (fn: FunctionIndex) => total[fn] + totalRight[fn];
  // There may be very many, and few are wanted: sorting all of them would take too long.
  const heaviest: FunctionIndex[] = [];
  for (const fn of seen) {
    if (kept[fn] > 0 && totalOf(fn) >= least && (heaviest.length < count || kept[fn] > kept[heaviest[count - 1]])) {
      const at = heaviest.findIndex((other) => kept[other] < kept[fn]);
      heaviest.splice(at < 0 ? heaviest.length : at, 0, fn);
      heaviest.length = Math.min(heaviest.length, count);
    }
  }
  if (entry !== NONE && !heaviest.includes(entry)) {
    heaviest.length = Math.min(heaviest.length, count - 1);
    heaviest.push(entry);
  }
  const wanted = new Set([...heaviest, ...always.filter((fn) => occurs[fn] === 1)]);
  const order = seen.filter((fn) => wanted.has(fn));
  const selfOf = (fn: FunctionIndex) => self[fn] + selfRight[fn];
  return order.sort((one, other) => totalOf(other) - totalOf(one) || selfOf(other) - selfOf(one));
}

function* connecting(tree: CallTree, root: NodeIndex, shown: Uint32Array): Steps<Calls[]> {
  const { function: functionOf, parent, subtreeEnd, total, totalRight } = tree;
  const first = firstRow(tree, root);
  const isOther = otherLeaf(tree);
  const rowOf = new Int32Array(tree.functions.names.length).fill(NONE);
  shown.forEach((fn, row) => (rowOf[fn] = row));
  /** Of each node the nearest one above it, or itself, that is shown. */
  const nearest = new Int32Array(subtreeEnd[root] - root).fill(NONE);
  const pairs = shown.length ** 2;
  const edges = { end: new Uint32Array(pairs), left: new Float64Array(pairs), right: new Float64Array(pairs) };
  const indirect = new Uint8Array(pairs);
  yield* overRows(first, subtreeEnd[root], (from, to) => {
    for (let node = from; node < to; node++) {
      const caller = parent[node] < first ? NONE : nearest[parent[node] - root];
      const row = isOther(node) ? NONE : rowOf[functionOf[node]];
      nearest[node - root] = row === NONE ? caller : node;
      if (row === NONE || caller === NONE || functionOf[caller] === functionOf[node]) {
        continue;
      }
      const pair = rowOf[functionOf[caller]] * shown.length + row;
      if (node < edges.end[pair]) {
        continue;
      }
      edges.end[pair] = subtreeEnd[node];
      edges.left[pair] += total[node];
      edges.right[pair] += totalRight ? totalRight[node] : 0;
      indirect[pair] ||= caller === parent[node] ? 0 : 1;
    }
  });
  const calls: Calls[] = [];
  edges.end.forEach((end, pair) => {
    if (end > 0) {
      calls.push({
        from: Math.floor(pair / shown.length),
        to: pair % shown.length,
        total: edges.left[pair],
        ...(totalRight && { totalRight: edges.right[pair] }),
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

function tableOf({ self, total, selfRight, totalRight }: Sums, shown: Uint32Array, compared: boolean): TopTable {
  const pick = (column: Float64Array) => Float64Array.from(shown, (fn) => column[fn]);
  return {
    length: shown.length,
    function: shown,
    self: pick(self),
    total: pick(total),
    ...(compared && { selfRight: pick(selfRight), totalRight: pick(totalRight) }),
  };
}
