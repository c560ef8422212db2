import type { CallTree, NodeIndex } from '../tree';

/**
 * Self and total of each function that occurs in a tree or a subtree, a row a function, unsorted.
 * Recursion is counted once: a function's total is the sum over its outermost occurrences.
 * What the server folded into `other` is no function and has no row: see `Hidden`.
 */
export interface TopTable {
  readonly length: number;
  /** Rows of the tree's function table. */
  readonly function: Uint32Array;
  readonly self: Float64Array;
  readonly total: Float64Array;
  readonly selfRight?: Float64Array;
  readonly totalRight?: Float64Array;
}

/** What a set of functions covers: nodes that match, and the share under the outermost of them (recursion once). */
export interface Matched {
  readonly nodes: number;
  readonly total: number;
  readonly totalRight?: number;
}

/** What the server left out of the tree to stay under its node limit: the leaves named `other`. */
export interface Hidden {
  readonly nodes: number;
  readonly total: number;
  readonly totalRight?: number;
}

/**
 * The operations that look at every node. They answer by a promise so that they can run in slices or in a worker
 * without their callers knowing. `root` limits an operation to a subtree; the default is the whole tree.
 * An aborted operation rejects with the signal's reason.
 */
export interface TreeOperations {
  topTable(tree: CallTree, root?: NodeIndex, signal?: AbortSignal): Promise<TopTable>;
  /** `functions[f]` is 1 when function `f` matches. */
  matched(tree: CallTree, functions: Uint8Array, root?: NodeIndex, signal?: AbortSignal): Promise<Matched>;
  hidden(tree: CallTree, root?: NodeIndex, signal?: AbortSignal): Promise<Hidden>;
}
