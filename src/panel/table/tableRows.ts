import { nameRanks } from '../../../pkg/calltree/nameRanks';
import type { Hidden, TopTable } from '../../../pkg/calltree/operations/operations';
import type { CallTree } from '../../../pkg/calltree/tree';
import { differenceOf, type Difference, type Judged } from '../view/comparison';
import type { Comparison, SortColumn, ViewState } from '../view/viewState';

/** How the rows of a comparison are told apart. */
export interface Compared {
  by: Comparison['by'];
  judged?: Judged;
  /** Which changes are too small to matter; see `Comparison`. */
  grey?: Comparison['grey'];
  /** What the server left out: a function that is missing may be in it. */
  hidden?: Hidden;
}

/**
 * The rows of a top table to show, in order: those of the functions that match, sorted. Rows that are equal are
 * ordered by name, so that a refresh does not shuffle them.
 */
export function sortedRows(
  tree: CallTree,
  table: TopTable,
  matches: Uint8Array | undefined,
  sort: ViewState['sort'],
  compared: Compared = { by: 'shares' }
): Uint32Array {
  const rows = new Uint32Array(table.length);
  let length = 0;
  for (let row = 0; row < table.length; row++) {
    if (!matches || matches[table.function[row]] === 1) {
      rows[length++] = row;
    }
  }
  const rank = nameRanks(tree.functions.names);
  const byName = (a: number, b: number) => rank[table.function[a]] - rank[table.function[b]];
  const shown = rows.subarray(0, length);
  const values = valuesOf(tree, table, sort.by, compared);
  if (!values) {
    return shown.sort(sort.descending ? (a, b) => byName(b, a) : byName);
  }
  return shown.sort(
    sort.descending ? (a, b) => values[b] - values[a] || byName(a, b) : (a, b) => values[a] - values[b] || byName(a, b)
  );
}

function valuesOf(tree: CallTree, table: TopTable, by: SortColumn, compared: Compared): Float64Array | undefined {
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
      return table.totalRight ? differences((one) => Math.abs(change(one))) : table.self;
    case 'total':
      return table.total;
    case 'totalRight':
      return table.totalRight ?? new Float64Array(table.length);
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
