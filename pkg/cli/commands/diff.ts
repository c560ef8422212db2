import { comparing } from '../../calltree/operations/diff';
import { atOnce } from '../../calltree/slices';
import { parseProfileType } from '../../pyroscope/profileType';
import { amountText, shareText, signed } from '../amounts';
import { askTree } from '../ask';
import { connect, type ConnectionOptions } from '../connection';
import { columns } from '../output/columns';
import { hiddenNote } from '../output/hiddenNote';
import { selectorOf, typeOf } from '../subject';
import { fitted, printable, type Terminal } from '../terminal';
import { readRange } from '../timeRange';
import { UsageError } from '../usage';
import { changeRows, type ChangeRow } from './changeRows';
import { grown, type Growth } from './growth';

export interface DiffOptions extends ConnectionOptions {
  appName?: string;
  profileType: string;
  leftSelector?: string;
  leftFrom: string;
  leftUntil: string;
  rightSelector?: string;
  rightFrom: string;
  rightUntil: string;
  maxNodes: number;
  format: 'table' | 'json';
  limit: number;
  /** A part of 1. */
  failAbove?: number;
  function: string[];
}

/** Two profiles, function by function. Answers with what grew beyond `failAbove`. */
export async function diff(options: DiffOptions, terminal: Terminal, now = Date.now()): Promise<Growth[]> {
  const { client } = connect(options);
  const sides = [
    { selector: options.leftSelector, from: options.leftFrom, until: options.leftUntil },
    { selector: options.rightSelector, from: options.rightFrom, until: options.rightUntil },
  ].map(({ selector, from, until }) => ({
    range: readRange(from, until, now),
    labelSelector: selectorOf(options.appName, selector),
  }));
  const [left] = sides;
  const profileTypeId = await typeOf(client, options.profileType, left.labelSelector, left.range);
  const [baseline, compared] = await Promise.all(
    sides.map(({ range, labelSelector }) =>
      askTree(client, { ...range, profileTypeId, labelSelector, maxNodes: options.maxNodes })
    )
  );
  if (baseline.total[0] === 0 && compared.total[0] === 0) {
    throw new UsageError(`Neither side has samples of ${profileTypeId}.`);
  }
  const tree = atOnce(comparing(baseline, compared));
  const rows = await changeRows(tree);
  const unit = parseProfileType(profileTypeId)?.sampleUnit ?? '';
  const [whole, wholeRight] = [tree.total[0], tree.totalRight![0]];
  if (options.format === 'json') {
    const side = (at: number, total: number) => ({
      labelSelector: sides[at].labelSelector,
      from: sides[at].range.start,
      until: sides[at].range.end,
      total,
    });
    terminal.out(
      JSON.stringify({
        profileType: profileTypeId,
        unit,
        left: side(0, whole),
        right: side(1, wholeRight),
        functions: rows,
      })
    );
  } else {
    const total = `${amountText(whole, unit)} → ${amountText(wholeRight, unit)}`;
    terminal.say(`${profileTypeId}  ${total}  (${changeText(whole, wholeRight)})`);
    printChanges(rows.slice(0, options.limit), unit, [whole, wholeRight], terminal);
    if (rows.length > options.limit) {
      terminal.say(`${rows.length - options.limit} more functions; --limit shows more.`);
    }
  }
  const hidden = await hiddenNote(tree);
  if (hidden) {
    terminal.say(hidden);
  }
  return options.failAbove === undefined ? [] : grown(rows, [whole, wholeRight], options.failAbove, options.function);
}

function printChanges(
  rows: readonly ChangeRow[],
  unit: string,
  [whole, wholeRight]: readonly [number, number],
  terminal: Terminal
): void {
  const direction = ({ self, selfRight }: ChangeRow) =>
    selfRight > self ? 'red' : selfRight < self ? 'green' : undefined;
  terminal.out(
    columns(
      rows,
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
}

/** How much it changed, as a part of what it was. */
function changeText(before: number, after: number): string {
  if (before === after) {
    return '0 %';
  }
  return before === 0 ? 'new' : after === 0 ? 'gone' : signed(shareText(after - before, before), after - before);
}
