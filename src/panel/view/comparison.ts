import type { Hidden, TopTable } from '../../../pkg/calltree/operations/operations';
import { wholeOf, type CallTree } from '../../../pkg/calltree/tree';
import { BOTH_SIDES, type Measure, type Sides } from '../../../pkg/flamegraph/sides';
import type { JudgedFunction } from '../../frames/judgement';
import type { Comparison } from './viewState';

/** Which changes are more than chance, by the name of the function. */
export type Judged = ReadonlyMap<string, JudgedFunction>;

/** What is grey while nobody has asked which changes are more than chance. */
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
  const scale = scaleOf(tree, by);
  return grey === 'unsure' && judged
    ? { scale, least: 0, unsure: Uint8Array.from(tree.functions.names, (name) => (isSure(judged.get(name)) ? 0 : 1)) }
    : { scale, least: leastOf(grey) };
}

/** Whether a function's change of so many parts of the whole is grey. */
export function isGrey(change: number, name: string, grey: Comparison['grey'], judged: Judged | undefined): boolean {
  return grey === 'unsure' && judged ? !isSure(judged.get(name)) : Math.abs(change) < leastOf(grey);
}

function leastOf(grey: Comparison['grey']): number {
  return grey === 'unsure' ? UNJUDGED : grey;
}

function isSure(judged: JudgedFunction | undefined): boolean {
  return judged !== undefined && judged.judgement !== 'noise';
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

/** How a function's row of a comparison differs from one side to the other. */
export interface Difference {
  /** In the values of the profile, as they are. */
  amount: number;
  /** Of the share of each side's whole, -1 to 1. */
  share: number;
  /** Of what is compared (shares or totals), as a part of the baseline; undefined where the baseline has nothing. */
  relative: number | undefined;
  /** On one side alone; with `?` where the other one's `other` may hold it. */
  only?: 'new' | 'new?' | 'removed' | 'removed?';
}

export function differenceOf(
  tree: CallTree,
  table: TopTable,
  row: number,
  by: Comparison['by'],
  hidden: Hidden | undefined
): Difference {
  const whole = wholeOf(tree);
  const left = table.total[row];
  const right = table.totalRight?.[row] ?? 0;
  const shareLeft = whole.total > 0 ? left / whole.total : 0;
  const shareRight = whole.totalRight > 0 ? right / whole.totalRight : 0;
  const relative =
    by === 'totals'
      ? left > 0
        ? right / left - 1
        : undefined
      : shareLeft > 0
        ? shareRight / shareLeft - 1
        : undefined;
  return {
    amount: right - left,
    share: shareRight - shareLeft,
    relative: left === 0 && right === 0 ? 0 : relative,
    ...(left === 0 && right > 0 && { only: hidden && hidden.total > 0 ? ('new?' as const) : ('new' as const) }),
    ...(left > 0 &&
      right === 0 && { only: hidden && (hidden.totalRight ?? 0) > 0 ? ('removed?' as const) : ('removed' as const) }),
  };
}
