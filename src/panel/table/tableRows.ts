import { nameRanks } from '../../../pkg/calltree/nameRanks';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import { wholeOf, type CallTree } from '../../../pkg/calltree/tree';
import type { SortColumn, ViewState } from '../view/viewState';

/**
 * The rows of a top table to show, in order: those of the functions that match, sorted. Rows that are equal are
 * ordered by name, so that a refresh does not shuffle them.
 */
export function sortedRows(
  tree: CallTree,
  table: TopTable,
  matches: Uint8Array | undefined,
  sort: ViewState['sort']
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
  const values = valuesOf(tree, table, sort.by);
  if (!values) {
    return shown.sort(sort.descending ? (a, b) => byName(b, a) : byName);
  }
  return shown.sort(
    sort.descending ? (a, b) => values[b] - values[a] || byName(a, b) : (a, b) => values[a] - values[b] || byName(a, b)
  );
}

function valuesOf(tree: CallTree, table: TopTable, by: SortColumn): Float64Array | undefined {
  switch (by) {
    case 'name':
      return undefined;
    case 'self':
      // A comparison has no such column: until another is chosen, what changed most comes first.
      return table.totalRight ? changes(tree, table, Math.abs) : table.self;
    case 'total':
      return table.total;
    case 'totalRight':
      return table.totalRight ?? new Float64Array(table.length);
    case 'change':
      return changes(tree, table, (change) => change);
  }
}

function changes(tree: CallTree, table: TopTable, of: (change: number) => number): Float64Array {
  const values = new Float64Array(table.length);
  for (let row = 0; row < table.length; row++) {
    values[row] = of(shareChange(tree, table, row));
  }
  return values;
}

/** How much more of its side's whole a function has on the right than on the left: -1 to 1. */
export function shareChange(tree: CallTree, table: TopTable, row: number): number {
  const whole = wholeOf(tree);
  const left = whole.total > 0 ? table.total[row] / whole.total : 0;
  const right = whole.totalRight > 0 ? (table.totalRight?.[row] ?? 0) / whole.totalRight : 0;
  return right - left;
}
