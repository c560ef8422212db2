import type { FunctionIndex, NodeIndex } from '../tree';

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

/**
 * What a set of functions covers: the nodes that match, in depth-first order, and the share under the outermost of them
 * (recursion once).
 */
export interface Matched {
  readonly nodes: Uint32Array;
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
 * What looks at every node or name of one tree. It answers by promises, so that the page stays alive meanwhile. `root`
 * limits an operation to a subtree; the default is the whole tree. An aborted operation rejects with the signal's
 * reason.
 */
export interface OpenTree {
  topTable(root?: NodeIndex, signal?: AbortSignal): Promise<TopTable>;
  hidden(root?: NodeIndex, signal?: AbortSignal): Promise<Hidden>;
  /** Of each function the place of its name among the distinct ones, in the order of their UTF-8 bytes. */
  nameRanks(signal?: AbortSignal): Promise<Uint32Array>;
  /** 1 for each function whose name passes, in the order of the function table. */
  functionsWhere(test: (name: string) => boolean, signal?: AbortSignal): Promise<Uint8Array>;
  /** The node of a function with the most in it, `NONE` where there is none. */
  widest(fn: FunctionIndex, root?: NodeIndex, signal?: AbortSignal): Promise<NodeIndex>;
  /** 1 for each node above the first function of a stack that `starts`. */
  above(starts: (fn: FunctionIndex) => boolean, signal?: AbortSignal): Promise<Uint8Array>;
  /** `functions[f]` is 1 when function `f` matches. */
  matched(functions: Uint8Array, root?: NodeIndex, signal?: AbortSignal): Promise<Matched>;
}
