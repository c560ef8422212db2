import type { Hidden } from '../../../pkg/calltree/operations/operations';
import { t } from '../../wording/t';
import type { ValueFormat } from '../valueFormat';
import type { Comparison } from '../view/viewState';

/** How something on the baseline's side differs from the same on the other side. */
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

/** `left` of the baseline and `right` of the comparison. `hidden`: what the server left out, which may hold what is missing. */
export function differenceBetween(
  left: number,
  right: number,
  whole: { total: number; totalRight: number },
  by: Comparison['by'],
  hidden: Hidden | undefined
): Difference {
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

export function signed(amount: number, text: (value: number) => string): string {
  return amount === 0 ? text(0) : `${amount > 0 ? '+' : '−'}${text(Math.abs(amount))}`;
}

/** Past this many times as much, per cent say nothing any more. */
const TIMES = 10;

/** The change as a part of the baseline; what has no such part is said in a word. */
export function relativeText({ relative, only }: Difference): [text: string, title?: string] {
  switch (only) {
    case 'new':
      return [t('panel.table.new', 'new')];
    case 'removed':
      return [t('panel.table.removed', 'removed')];
    case 'new?':
      return [
        t('panel.table.maybe-new', 'new?'),
        t(
          'panel.table.maybe-new-help',
          'Not in the baseline, or in its “other”: the server returned only the biggest nodes'
        ),
      ];
    case 'removed?':
      return [
        t('panel.table.maybe-removed', 'removed?'),
        t(
          'panel.table.maybe-removed-help',
          'Not in the comparison, or in its “other”: the server returned only the biggest nodes'
        ),
      ];
    case undefined:
  }
  if (relative === undefined || !Number.isFinite(relative)) {
    return ['–'];
  }
  if (relative + 1 >= TIMES) {
    return [`×${Number((relative + 1).toPrecision(3))}`];
  }
  const percent = Number((Math.abs(relative) * 100).toPrecision(3));
  return [`${relative > 0 ? '+' : relative < 0 ? '−' : ''}${percent} %`];
}

/** Finer than a thousandth of a point no change is known, and finds no room. */
const DECIMALS = 3;

/** A change of a share, in percentage points, with its sign. */
export function points(change: number): string {
  const value = Number(Number((change * 100).toPrecision(3)).toFixed(DECIMALS));
  return t('panel.judge.points', '{{value}} pp', { value: value > 0 ? `+${value}` : `${value}`.replace('-', '−') });
}

/** What stands in a cell, and what it says where it is pointed at. */
export type CellText = [text: string, title?: string];

/** What one side has, as a share of it or as an amount, whichever is compared. */
export function sideText(value: number, whole: number, by: Comparison['by'], format: ValueFormat): CellText {
  const share = format.share(value, whole);
  return by === 'shares'
    ? [value > 0 ? share : '–', format.exact(value)]
    : [value > 0 ? format.text(value) : '–', `${format.exact(value)} · ${share}`];
}

/** By how much they differ: in points of their shares, or as an amount. */
export function changeText({ share, amount }: Difference, by: Comparison['by'], format: ValueFormat): CellText {
  const exact = signed(amount, format.exact);
  return by === 'shares' ? [points(share), exact] : [signed(amount, format.text), exact];
}

/** What a column of changes is of. */
export function changeHelp(by: Comparison['by']): string {
  return by === 'shares'
    ? t('panel.table.change-help', 'Change in the share of each side, in percentage points')
    : t('panel.table.amount-help', 'The comparison less the baseline');
}
