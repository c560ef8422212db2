import type { Hidden, TopTable } from '../../../../pkg/calltree/operations/operations';
import { wholeOf, type CallTree } from '../../../../pkg/calltree/tree';
import { isSure, leastOf, type Judged } from '../../view/comparison';
import type { Comparison, SortColumn } from '../../view/viewState';

/** How the rows of a comparison are told apart. */
export interface Compared {
  by: Comparison['by'];
  judged?: Judged;
  /** Which changes are too small to matter; see `Comparison`. */
  grey?: Comparison['grey'];
  /** What the server left out: a function that is missing may be in it. */
  hidden?: Hidden;
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

/** Whether a function's change of so many parts of the whole is grey. */
export function isGrey(change: number, name: string, grey: Comparison['grey'], judged: Judged | undefined): boolean {
  return grey === 'unsure' && judged ? !isSure(judged.get(name)) : Math.abs(change) < leastOf(grey);
}

/** What the rows of a comparison are sorted by; undefined for their names. */
export function comparedValues(
  tree: CallTree,
  table: TopTable,
  by: SortColumn,
  compared: Compared
): Float64Array | undefined {
  const differences = (of: (difference: Difference, row: number) => number) =>
    Float64Array.from({ length: table.length }, (_, row) =>
      of(differenceOf(tree, table, row, compared.by, compared.hidden), row)
    );
  const change = ({ amount, share }: Difference) => (compared.by === 'shares' ? share : amount);
  switch (by) {
    case 'name':
      return undefined;
    case 'self':
      // A comparison has no such column: until another is chosen, what changed most comes first.
      return differences((one) => Math.abs(change(one)));
    case 'total':
      return table.total;
    case 'totalRight':
      return table.totalRight;
    case 'change':
      return differences(change);
    case 'points':
      return differences(({ share }) => share);
    case 'relative':
      // What is new has grown beyond all measure, and the larger of it more.
      return differences(({ relative, share }) => relative ?? Number.MAX_SAFE_INTEGER * (1 + Math.abs(share)));
    case 'sure':
      return differences(({ share }, row) => {
        const judged = compared.judged?.get(tree.functions.names[table.function[row]]);
        return (judged ? SURENESS[judged.judgement] : 0) + Math.abs(share) / 2;
      });
  }
}

const SURENESS = { certain: 3, likely: 2, noise: 1 };
