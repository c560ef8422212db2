import { isSyntheticRoot } from '../root';
import { ROWS_PER_STEP, type Steps } from '../slices';
import { NONE, type CallTree, type FunctionIndex } from '../tree';
import { otherLeaf } from './hidden';

/** A function that calls another one, or is called by it, and what these calls take. */
export interface Neighbour {
  readonly function: FunctionIndex;
  readonly total: number;
  readonly totalRight?: number;
}

/** A function, all its calls together; recursion is counted once. */
export interface FunctionFacts {
  readonly self: number;
  readonly total: number;
  readonly selfRight?: number;
  readonly totalRight?: number;
  /** How many call paths lead to it, those through itself not counted. */
  readonly paths: number;
  /** Whether it calls itself, however indirectly. */
  readonly recursive: boolean;
  /** Who calls it and what it calls itself, heaviest first, both sides of a comparison together. */
  readonly callers: readonly Neighbour[];
  readonly callees: readonly Neighbour[];
  /** What the server left out among what it calls itself. */
  readonly hidden: number;
  readonly hiddenRight?: number;
}

/** Adds up what is known of one function of a tree, in one pass over its nodes. */
export function* functionFacts(tree: CallTree, fn: FunctionIndex): Steps<FunctionFacts> {
  const { function: functionOf, parent, subtreeEnd, self, total, selfRight, totalRight } = tree;
  const isOther = otherLeaf(tree);
  const firstCaller = isSyntheticRoot(tree) ? 1 : 0;
  const callers = new NeighbourSums();
  const callees = new NeighbourSums();
  const sum = { self: 0, total: 0, selfRight: 0, totalRight: 0, paths: 0, hidden: 0, hiddenRight: 0 };
  let recursive = false;
  let outermost = NONE;
  let end = 0;
  for (let node = firstCaller; node < tree.length; node++) {
    if (node % ROWS_PER_STEP === 0) {
      yield;
    }
    const right = totalRight?.[node] ?? 0;
    if (node < end && parent[node] === outermost) {
      if (isOther(node)) {
        sum.hidden += total[node];
        sum.hiddenRight += right;
      } else {
        callees.add(functionOf[node], total[node], right);
      }
    }
    if (functionOf[node] !== fn || isOther(node)) {
      continue;
    }
    sum.self += self[node];
    sum.selfRight += selfRight?.[node] ?? 0;
    if (node < end) {
      recursive = true;
      continue;
    }
    outermost = node;
    end = subtreeEnd[node];
    sum.paths++;
    sum.total += total[node];
    sum.totalRight += right;
    if (parent[node] >= firstCaller) {
      callers.add(functionOf[parent[node]], total[node], right);
    }
  }
  const compared = totalRight !== undefined;
  return {
    self: sum.self,
    total: sum.total,
    ...(compared && { selfRight: sum.selfRight, totalRight: sum.totalRight, hiddenRight: sum.hiddenRight }),
    paths: sum.paths,
    recursive,
    callers: callers.heaviestFirst(compared),
    callees: callees.heaviestFirst(compared),
    hidden: sum.hidden,
  };
}

class NeighbourSums {
  readonly #totals = new Map<FunctionIndex, [left: number, right: number]>();

  add(fn: FunctionIndex, left: number, right: number): void {
    const sums = this.#totals.get(fn);
    if (sums) {
      sums[0] += left;
      sums[1] += right;
    } else {
      this.#totals.set(fn, [left, right]);
    }
  }

  heaviestFirst(compared: boolean): Neighbour[] {
    return [...this.#totals]
      .sort(([, one], [, other]) => other[0] + other[1] - one[0] - one[1])
      .map(([fn, [total, totalRight]]) => ({ function: fn, total, ...(compared && { totalRight }) }));
  }
}
