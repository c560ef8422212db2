import type { FunctionIndex } from '../tree';

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
