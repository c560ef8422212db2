import { nameRanks } from '../../../pkg/calltree/order/nameRanks';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import type { CallTree } from '../../../pkg/calltree/tree';
import type { SortColumn, ViewState } from '../view/viewState';

/**
 * The rows of a top table to show, in order: those of the functions that match and have at least `least`, both sides
 * together, sorted by `values`, a number a row, or by name where there are none. Rows that are equal are ordered by name, so that a refresh does not shuffle them.
 */
export function sortedRows(
  tree: CallTree,
  table: TopTable,
  matches: Uint8Array | undefined,
  { descending }: Pick<ViewState['sort'], 'descending'>,
  values: Float64Array | undefined,
  least = 0
): Uint32Array {
  const rows = new Uint32Array(table.length);
  let length = 0;
  for (let row = 0; row < table.length; row++) {
    const enough = table.total[row] + (table.totalRight?.[row] ?? 0) >= least;
    if (enough && (!matches || matches[table.function[row]] === 1)) {
      rows[length++] = row;
    }
  }
  const rank = nameRanks(tree.functions.names);
  const byName = (a: number, b: number) => rank[table.function[a]] - rank[table.function[b]];
  const shown = rows.subarray(0, length);
  if (!values) {
    return shown.sort(descending ? (a, b) => byName(b, a) : byName);
  }
  return shown.sort(
    descending ? (a, b) => values[b] - values[a] || byName(a, b) : (a, b) => values[a] - values[b] || byName(a, b)
  );
}

/** What the rows of a profile are sorted by. */
export function plainValues({ self, total }: TopTable, by: SortColumn): Float64Array | undefined {
  return by === 'name' ? undefined : by === 'self' ? self : total;
}

const kept = new WeakMap<TopTable, { by: SortColumn; descending: boolean; least: number; rows: Uint32Array }>();

/** The rows of a profile's table. Those made last are kept with it: a view that is come back to has them in no time. */
export function keptRows(
  tree: CallTree,
  table: TopTable,
  matches: Uint8Array | undefined,
  { by, descending }: ViewState['sort'],
  least: number
): Uint32Array {
  const last = kept.get(table);
  if (!matches && last?.by === by && last.descending === descending && last.least === least) {
    return last.rows;
  }
  const rows = sortedRows(tree, table, matches, { descending }, plainValues(table, by), least);
  if (!matches) {
    kept.set(table, { by, descending, least, rows });
  }
  return rows;
}
