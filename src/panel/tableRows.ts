import type { TopTable } from '../../pkg/calltree/operations';
import type { CallTree } from '../../pkg/calltree/tree';
import type { SortColumn, ViewState } from './viewState';

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
  const { names } = tree.functions;
  const byName = (a: number, b: number) => {
    const one = names[table.function[a]];
    const other = names[table.function[b]];
    return one < other ? -1 : one > other ? 1 : 0;
  };
  const direction = sort.descending ? -1 : 1;
  const amount = amountOf(tree, table, sort.by);
  return rows
    .subarray(0, length)
    .sort(amount ? (a, b) => direction * (amount(a) - amount(b)) || byName(a, b) : (a, b) => direction * byName(a, b));
}

function amountOf(tree: CallTree, table: TopTable, by: SortColumn): ((row: number) => number) | undefined {
  switch (by) {
    case 'name':
      return undefined;
    case 'self':
      return (row) => table.self[row];
    case 'total':
      return (row) => table.total[row];
    case 'totalRight':
      return (row) => table.totalRight?.[row] ?? 0;
    case 'change':
      return (row) => shareChange(tree, table, row);
  }
}

/** How much more of its side's whole a function has on the right than on the left: -1 to 1. */
export function shareChange(tree: CallTree, table: TopTable, row: number): number {
  const left = tree.total[0] > 0 ? table.total[row] / tree.total[0] : 0;
  const wholeRight = tree.totalRight?.[0] ?? 0;
  const right = wholeRight > 0 ? (table.totalRight?.[row] ?? 0) / wholeRight : 0;
  return right - left;
}
