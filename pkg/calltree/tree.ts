/** A row of a call tree: 0 is the root; rows are in depth-first order. */
export type NodeIndex = number;

/** A row of a function table. */
export type FunctionIndex = number;

/** Stands where a row has no answer: the root's parent, a function without a line. */
export const NONE = -1;

/**
 * The functions that a tree's nodes point into, one row a function.
 * `files`, `lines` and `modules` are there only where the source knew them; an unknown entry is `''` or `NONE`.
 */
export interface FunctionTable {
  readonly names: readonly string[];
  readonly files?: readonly string[];
  readonly lines?: Int32Array;
  readonly modules?: readonly string[];
  /** 1 for each row that is no function and stands for several, whatever it is called. */
  readonly isGroup?: Uint8Array;
}

/**
 * A profile: parallel columns, a row per node, in depth-first order (a parent right before its first child,
 * siblings in the order of their source). The subtree of `node` is the rows `node` to `subtreeEnd[node] - 1`.
 *
 * Values are in the smallest unit of the profile type (nanoseconds, bytes, a count) as float64: sums are exact up to
 * 2^53 - 1 (9.0e15: 104 days of CPU time in nanoseconds, 8 PiB); past that a value is rounded to 53 significant bits,
 * one part in 9e15.
 *
 * `total[node]` is `self[node]` plus the totals of its children. Row 0 is the root, usually named `total`; it exists
 * in an empty profile too, with a total of 0. For a comparison, `selfRight` and `totalRight` hold the right-hand
 * (compared) side and `self` and `total` the left-hand one (the baseline); every operation carries both.
 */
export interface CallTree {
  /** The number of nodes, the root included. */
  readonly length: number;
  readonly functions: FunctionTable;
  readonly function: Uint32Array;
  readonly parent: Int32Array;
  readonly depth: Uint32Array;
  readonly subtreeEnd: Uint32Array;
  readonly self: Float64Array;
  readonly total: Float64Array;
  readonly selfRight?: Float64Array;
  readonly totalRight?: Float64Array;
  /** What shares are shares of, where this tree is made of a part of a profile: see `wholeOf`. */
  readonly whole?: Whole;
  /**
   * Of a tree in which callers stand below those they call: the tree that it turns around. What each function takes is
   * asked of that one.
   */
  readonly upright?: CallTree;
  /** Of a tree that has only the nodes that can be seen: sums over it wait for the tree that follows it. */
  readonly isOutline?: boolean;
  /** Where its functions come from, of a tree that was made where there was time to find out: see `pkg/flamegraph/origin`. */
  readonly origins?: PackedOrigins;
}

/** Whose code a function is: the user's own, a library's, or the language's and system's. */
export type Ownership = 'own' | 'library' | 'runtime';

export interface Origin {
  /** A package, module, class or file: what gives the colour. '' when a name tells nothing. */
  readonly package: string;
  readonly ownership: Ownership;
}

export interface PackedOrigins {
  readonly all: readonly Origin[];
  /** Of each function, which of them is its own. */
  readonly numbers: Uint32Array;
}

/** Both sides of a profile's total; `totalRight` is 0 where there is no comparison. */
export interface Whole {
  readonly total: number;
  readonly totalRight: number;
}

/** What shares of a tree's nodes are shares of. */
export function wholeOf({ whole, total, totalRight }: Pick<CallTree, 'whole' | 'total' | 'totalRight'>): Whole {
  return whole ?? { total: total[0], totalRight: totalRight?.[0] ?? 0 };
}

/** Where to ask what functions take in the part of a tree below `root`: of an inverted tree, all that it turns around. */
export function uprightOf(tree: CallTree, root: NodeIndex): { tree: CallTree; root: NodeIndex } {
  return tree.upright ? { tree: tree.upright, root: 0 } : { tree, root };
}

/** The name of a node's function. */
export function nodeName(tree: CallTree, node: NodeIndex): string {
  return tree.functions.names[tree.function[node]];
}
