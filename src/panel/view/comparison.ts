import { wholeOf, type CallTree, type FunctionIndex, type FunctionTable } from '../../../pkg/calltree/tree';
import { BOTH_SIDES, type Measure, type Sides } from '../../../pkg/flamegraph/sides';
import type { GrownFunction } from '../../frames/growth';
import type { JudgedFunction } from '../../frames/judgement';
import type { Comparison } from './viewState';

/** Which changes are more than chance, by the name of the function. */
export type Judged = ReadonlyMap<string, JudgedFunction>;

/** What rises or falls over time, by the name of the function. */
export type Grown = ReadonlyMap<string, GrownFunction>;

/** What is grey while nobody has asked which changes are more than chance, and of what has no verdict of its own. */
const UNJUDGED = 0.001;

/** What sides are held against: the whole of each where shares count, else the larger one for both. */
export function scaleOf(tree: CallTree, by: Comparison['by']): Sides {
  const { total, totalRight } = wholeOf(tree);
  const largest = Math.max(total, totalRight);
  const part = (whole: number) => (whole > 0 ? 1 / whole : 0);
  return by === 'shares'
    ? { left: part(total), right: part(totalRight) }
    : { left: part(largest), right: part(largest) };
}

/** How the sides of a tree are held against each other; undefined where it has one alone. */
export function measureOf(tree: CallTree, { by, grey }: Comparison, judged: Judged | undefined): Measure | undefined {
  if (!tree.totalRight) {
    return undefined;
  }
  return { scale: scaleOf(tree, by), least: (fn) => leastOf(tree.functions, fn, grey, judged) };
}

/** The smallest change of a whole that is not grey. */
export function leastOf(
  functions: FunctionTable,
  fn: FunctionIndex,
  grey: Comparison['grey'],
  judged: Judged | undefined
): number {
  if (grey !== 'unsure') {
    return grey;
  }
  if (!judged || functions.isGroup?.[fn]) {
    return UNJUDGED;
  }
  return (foundOf(judged, functions, fn)?.judgement ?? 'noise') === 'noise' ? Infinity : 0;
}

/** What was found out of a function. Of a group of them that is nothing, and a group may be called as a function is. */
export function foundOf<T>(
  found: ReadonlyMap<string, T> | undefined,
  { names, isGroup }: FunctionTable,
  fn: FunctionIndex
): T | undefined {
  return isGroup?.[fn] ? undefined : found?.get(names[fn]);
}

/** What the width of a bar stands for. */
export function widthsOf(tree: CallTree, { width, by }: Comparison): Sides {
  switch (width) {
    case 'baseline':
      return { left: 1, right: 0 };
    case 'compared':
      return { left: 0, right: 1 };
    case 'both':
    case 'sideBySide':
      return tree.totalRight ? scaleOf(tree, by) : BOTH_SIDES;
  }
}
