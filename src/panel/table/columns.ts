import { t } from '../../wording/t';
import type { SortColumn } from '../view/viewState';

export const ROW_HEIGHT = 28;
export const HEADER_HEIGHT = 30;

/** From this width on, a value has its share beside it. */
const ROOMY = 420;
const TIGHT_VALUE = 72;
/** A character of the names' fixed-width font, and what stands before a name. */
const CHARACTER = 7.25;
const CHIP_ROOM = 18;
/** Padding and a scrollbar; between two columns. */
const AROUND = 28;
const GAP = 8;

export interface Column {
  by: SortColumn;
  label: string;
  help?: string;
}

export interface ColumnLayout {
  columns: Column[];
  /** Of a CSS grid. */
  template: string;
  /** How many characters of a name find room. */
  nameColumns: number;
  withShares: boolean;
}

/**
 * The columns of a profile, or of a comparison, in a table of this width. The columns of values are as wide as they are
 * at its `usual` width; what it is dragged to be wider or narrower is for the names.
 */
export function columnLayout(width: number, usual: number, compared: boolean): ColumnLayout {
  // Names come first: in a narrow table the bars alone show the shares, and the tooltip says them.
  const withShares = usual >= ROOMY && !compared;
  const inside = usual - AROUND;
  const value = Math.round(
    compared ? Math.max(64, inside * 0.18) : withShares ? Math.max(96, inside * 0.28) : TIGHT_VALUE
  );
  const columns = compared ? comparedColumns() : profileColumns();
  const values = columns.length - 1;
  return {
    columns,
    template: `minmax(0, 1fr) repeat(${values}, ${value}px)`,
    nameColumns: Math.floor((width - AROUND - values * (GAP + value) - CHIP_ROOM) / CHARACTER),
    withShares,
  };
}

function profileColumns(): Column[] {
  return [
    nameColumn(),
    {
      by: 'self',
      label: t('panel.table.self', 'Self'),
      help: t('panel.table.self-help', 'In the function itself, not in what it calls'),
    },
    { by: 'total', label: t('panel.table.total', 'Total'), help: totalHelp() },
  ];
}

function comparedColumns(): Column[] {
  return [
    nameColumn(),
    { by: 'total', label: t('panel.table.before', 'Before'), help: totalHelp() },
    { by: 'totalRight', label: t('panel.table.after', 'After'), help: totalHelp() },
    {
      by: 'change',
      label: t('panel.table.change', 'Change'),
      help: t('panel.table.change-help', 'Change in the share of each side, in percentage points'),
    },
  ];
}

function nameColumn(): Column {
  return { by: 'name', label: t('panel.table.function', 'Function') };
}

function totalHelp(): string {
  return t('panel.table.total-help', 'In the function and what it calls; recursion counted once');
}
