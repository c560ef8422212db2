import type { CallTree, FunctionIndex, NodeIndex } from '../calltree/tree';

/** A number for each side of a comparison; `left` counts alone where there is none. */
export interface Sides {
  readonly left: number;
  readonly right: number;
}

export const BOTH_SIDES: Sides = { left: 1, right: 1 };

/** How the sides of a comparison are held against each other. */
export interface Measure {
  /** What makes values of each side parts of one whole. */
  readonly scale: Sides;
  /** A change of a function by a smaller part of the whole is drawn as none; `Infinity` where it may be chance. */
  readonly least: (fn: FunctionIndex) => number;
}

/** What the width of a bar stands for, which is each side as often as `sides` says. */
export function weight(
  { total, totalRight }: Pick<CallTree, 'total' | 'totalRight'>,
  node: NodeIndex,
  sides = BOTH_SIDES
): number {
  return totalRight ? total[node] * sides.left + totalRight[node] * sides.right : total[node];
}
