import type { Hidden, TopTable } from '../../../../pkg/calltree/operations/operations';
import { wholeOf, type CallTree } from '../../../../pkg/calltree/tree';
import type { GrownFunction } from '../../../frames/growth';
import { differenceBetween, type Difference } from '../../compare/change';
import { foundOf, type Grown, type Judged } from '../../view/comparison';
import type { Comparison, SortColumn } from '../../view/viewState';

/** How the rows of a comparison are told apart. */
export interface Compared {
  by: Comparison['by'];
  judged?: Judged;
  /** What grows over time, where that was asked. */
  grown?: Grown;
  /** Which changes are too small to matter; see `Comparison`. */
  grey?: Comparison['grey'];
  /** What the server left out: a function that is missing may be in it. */
  hidden?: Hidden;
  /** The rows are of what is in focus or of what transforms left, and no longer what was judged. */
  inPart?: boolean;
}

/** How a function's row of a comparison differs from one side to the other. */
export function differenceOf(
  tree: CallTree,
  table: TopTable,
  row: number,
  by: Comparison['by'],
  hidden: Hidden | undefined
): Difference {
  return differenceBetween(table.total[row], table.totalRight?.[row] ?? 0, wholeOf(tree), by, hidden);
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
  const whole = wholeOf(tree);
  const most = compared.by === 'shares' ? 1 : Math.max(1, whole.total, whole.totalRight);
  const rising = by === 'self' ? risingFirst(compared.grown) : undefined;
  const change = ({ amount, share }: Difference) => (compared.by === 'shares' ? share : amount);
  switch (by) {
    case 'name':
      return undefined;
    case 'self':
      // A comparison has no such column: until another is chosen, what changed most comes first.
      // What rises steadily stands before it, where that is known.
      return differences(
        (one, row) =>
          rising?.get(foundOf(compared.grown, tree.functions, table.function[row])) ?? Math.abs(change(one)) / most
      );
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
    case 'growth':
      return differences((_, row) => {
        const grown = foundOf(compared.grown, tree.functions, table.function[row]);
        return grown && grown.trend !== 'unsteady' ? grown.perHour : 0;
      });
    case 'sure':
      return differences(({ share }, row) => {
        const judged = foundOf(compared.judged, tree.functions, table.function[row]);
        return (judged ? SURENESS[judged.judgement] : 0) + Math.abs(share) / 2;
      });
  }
}

/** How far in front what rises stands, above 1: in the order in which it came. */
function risingFirst(grown: Grown | undefined): Map<GrownFunction | undefined, number> {
  const rising = [...(grown?.values() ?? [])].filter(({ trend }) => trend === 'rising');
  return new Map(rising.map((one, at) => [one, 2 - at / rising.length]));
}

const SURENESS = { certain: 3, likely: 2, noise: 1 };
