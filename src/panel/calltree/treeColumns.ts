import { t } from '../../wording/t';
import { changeHelp } from '../compare/change';
import type { Comparison } from '../view/viewState';

export const ROW_HEIGHT = 26;
export const HEADER_HEIGHT = 30;

/** From this width on, an amount has its share beside it. */
const ROOMY = 520;
/** A character of the names' fixed-width font. */
const CHARACTER = 7.25;
/** Padding and a scrollbar; between two columns. */
const AROUND = 28;
const GAP = 8;
/** What stands before a name and after it: to open it, its colour, its menu. */
const BESIDE_NAME = 64;
/** A step to the right for each level, as long as that leaves enough for the name. */
const INDENT = 12;
const MOST_INDENT_SHARE = 0.3;

export interface TreeColumns {
  headings: ReadonlyArray<{ label: string; help?: string }>;
  /** Of a CSS grid. */
  template: string;
  withShares: boolean;
  /** How many pixels a row is moved to the right; deeper levels than `lastIndented` stand below each other. */
  indent(level: number): number;
  lastIndented: number;
  /** How many characters of a name find room. */
  nameRoom(level: number): number;
}

/** The columns of a call tree in a table of this width; of one by self, or of what is compared. */
export function treeColumns(width: number, by: Comparison['by'] | undefined, inverted: boolean): TreeColumns {
  const compared = by !== undefined;
  const withShares = width >= ROOMY && !compared;
  const value = compared ? Math.min(84, Math.max(56, width * 0.15)) : withShares ? 128 : width < 300 ? 58 : 72;
  const values = compared ? 3 : inverted ? 1 : 2;
  const name = Math.max(80, width - AROUND - values * (GAP + value));
  const lastIndented = 1 + Math.floor((name * MOST_INDENT_SHARE) / INDENT);
  const indent = (level: number) => (Math.min(level, lastIndented) - 1) * INDENT;
  const selfHelp = t('panel.table.self-help', 'In the function itself, not in what it calls');
  const totalHelp = t('panel.tree.total-help', 'In the function called this way, and what it calls');
  const help = inverted ? selfHelp : totalHelp;
  return {
    headings: [
      { label: t('panel.tree.function', 'Function') },
      ...(by
        ? [
            { label: t('panel.table.baseline', 'Baseline'), help },
            { label: t('panel.table.compared', 'Comparison'), help },
            { label: t('panel.table.change', 'Change'), help: changeHelp(by) },
          ]
        : [
            {
              label: t('panel.table.self', 'Self'),
              help: selfHelp,
            },
            ...(inverted ? [] : [{ label: t('panel.table.total', 'Total'), help: totalHelp }]),
          ]),
    ],
    template: `minmax(0, 1fr) repeat(${values}, ${value}px)`,
    withShares,
    indent,
    lastIndented,
    nameRoom: (level) => Math.floor((name - indent(level) - BESIDE_NAME) / CHARACTER),
  };
}
