import { openTree } from '../../calltree/operations/openTree';
import type { CallTree } from '../../calltree/tree';
import { amountText, shareText } from '../amounts';
import { fitted, printable, type Terminal } from '../terminal';
import { columns, type Column } from './columns';

export interface FunctionRow {
  name: string;
  self: number;
  total: number;
}

/** Self and total of each function, recursion counted once, by self; what the server hid is no function. */
export async function functionRows(tree: CallTree): Promise<FunctionRow[]> {
  const table = await openTree(tree).topTable();
  const rows: FunctionRow[] = [];
  for (let row = 0; row < table.length; row++) {
    rows.push({
      name: tree.functions.names[table.function[row]],
      self: table.self[row],
      total: table.total[row],
    });
  }
  return rows.sort(
    (one, other) => other.self - one.self || other.total - one.total || (one.name < other.name ? -1 : 1)
  );
}

/** The functions with the most of their own, a line each. */
export async function printFunctions(tree: CallTree, unit: string, limit: number, terminal: Terminal): Promise<void> {
  const rows = await functionRows(tree);
  const whole = tree.total[0];
  const shown = rows.slice(0, limit);
  const amount = (title: string, of: (row: FunctionRow) => number): Array<Column<FunctionRow>> => [
    { title, cell: (row) => amountText(of(row), unit) },
    { title: '', cell: (row) => shareText(of(row), whole), style: () => 'dim' },
  ];
  terminal.out(
    columns(
      shown,
      [...amount('Self', (row) => row.self), ...amount('Total', (row) => row.total)],
      { title: 'Function', cell: (row, width) => fitted(printable(row.name), width) },
      terminal
    )
  );
  if (rows.length > shown.length) {
    terminal.say(`${rows.length - shown.length} more functions; --limit shows more.`);
  }
}
