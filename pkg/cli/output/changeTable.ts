import type { ChangeRow } from '../commands/changeRows';
import { amountText, shareText, signed } from '../amounts';
import { fitted, printable, type Terminal } from '../terminal';
import { columns } from './columns';

/** A line a function: its own cost on both sides. `wholes` are the totals of the sides. */
export function printChanges(
  rows: readonly ChangeRow[],
  unit: string,
  [whole, wholeRight]: readonly [number, number],
  limit: number,
  terminal: Terminal
): void {
  const direction = ({ self, selfRight }: ChangeRow) =>
    selfRight > self ? 'red' : selfRight < self ? 'green' : undefined;
  terminal.out(
    columns(
      rows.slice(0, limit),
      [
        { title: 'Self before', cell: (row) => amountText(row.self, unit) },
        { title: 'after', cell: (row) => amountText(row.selfRight, unit) },
        {
          title: 'change',
          cell: (row) => signed(amountText(row.selfRight - row.self, unit), row.selfRight - row.self),
          style: direction,
        },
        { title: '', cell: (row) => changeText(row.self, row.selfRight), style: direction },
        { title: 'Share before', cell: (row) => shareText(row.self, whole), style: () => 'dim' },
        { title: 'after', cell: (row) => shareText(row.selfRight, wholeRight), style: () => 'dim' },
      ],
      { title: 'Function', cell: (row, width) => fitted(printable(row.name), width) },
      terminal
    )
  );
  if (rows.length > limit) {
    terminal.say(`${rows.length - limit} more functions; --limit shows more.`);
  }
}

/** How much it changed, as a part of what it was. */
export function changeText(before: number, after: number): string {
  if (before === after) {
    return '0 %';
  }
  return before === 0 ? 'new' : after === 0 ? 'gone' : signed(shareText(after - before, before), after - before);
}
