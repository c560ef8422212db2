import type { FunctionIndex, FunctionTable, NodeIndex } from '../tree';

/** How far a regrouped tree is worked out. */
export interface Detail {
  /** Functions from the one below the root down: the way to the node that is looked at, by default the root. */
  within?: readonly FunctionIndex[];
  /**
   * What lies below a node with less than this share (0 to 1) of the whole, or within the node that is looked at of
   * that node, is left out. The node's own numbers stay exact. 0, the default, leaves nothing out.
   */
  finest?: number;
}

/** The rows of a tree that become the root of another one, in order, and what each row of the tree counts. */
export interface Start {
  readonly function: FunctionIndex;
  readonly nodes: Uint32Array;
  readonly value: Float64Array;
  readonly valueRight?: Float64Array;
  /** Whether the rows are themselves the first step from the root, which then is none of them. */
  readonly below?: boolean;
}

/** What becomes of rows on the way to callees, where not each is to be a node. */
export interface Shaping {
  /** What becomes of a row below a node of this function, which is one of the new tree. */
  fateOf(row: NodeIndex, node: NodeIndex, nodeFunction: FunctionIndex): Fate;
  /** Whether the root has what it spends in itself, and what the rows do that are `OUT` right below it. */
  readonly root: { readonly self: boolean; readonly joined: boolean };
  /** Where functions become others: the table that the new tree points into, and the row of each function in it. */
  readonly renamed?: { readonly functions: FunctionTable; readonly rowOf: Uint32Array };
  /** Where rows count less than they did. */
  readonly weights?: Weights;
}

/** What a row counts. The compared side is asked for in a comparison alone. */
export interface Weights {
  self(row: NodeIndex): number;
  total(row: NodeIndex): number;
  selfRight(row: NodeIndex): number;
  totalRight(row: NodeIndex): number;
}

/** It is a node; what it spends in itself and calls is that of the node above; it counts for nothing. */
export const STAYS = 0;
export const OUT = 1;
export const GONE = 2;
export type Fate = typeof STAYS | typeof OUT | typeof GONE;
