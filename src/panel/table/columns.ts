import { t } from '../../wording/t';
import type { TableColumn } from '../settings/options';
import type { SortColumn, ViewState } from '../view/viewState';

export const ROW_HEIGHT = 28;
export const HEADER_HEIGHT = 30;

/** From this width on, a value has its share beside it. */
const ROOMY = 420;
const TIGHT_VALUE = 72;
/** A character of the names' fixed-width font, and what stands before a name. */
const CHARACTER = 7.25;
const CHIP_ROOM = 18;
/** Padding and a scrollbar; between two columns. */
export const AROUND = 28;
export const GAP = 8;

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
 * The columns of a profile in a table of this width. The columns of values are as wide as they are at its `usual` width;
 * what it is dragged to be wider or narrower is for the names.
 */
export function columnLayout(width: number, usual: number, wanted: readonly TableColumn[]): ColumnLayout {
  // Names come first: in a narrow table the bars alone show the shares, and the tooltip says them.
  const withShares = usual >= ROOMY && wanted.includes('share');
  const value = Math.round(withShares ? Math.max(96, (usual - AROUND) * 0.28) : TIGHT_VALUE);
  return layoutOf(width, profileColumns(wanted), () => value, withShares);
}

/** `widthOf` a column of values, in pixels; the names have what is left. */
export function layoutOf(
  width: number,
  columns: Column[],
  widthOf: (by: SortColumn) => number,
  withShares: boolean
): ColumnLayout {
  const widths = columns.slice(1).map(({ by }) => widthOf(by));
  const taken = widths.reduce((sum, one) => sum + GAP + one, 0);
  return {
    columns,
    template: ['minmax(0, 1fr)', ...widths.map((one) => `${one}px`)].join(' '),
    nameColumns: Math.floor((width - AROUND - taken - CHIP_ROOM) / CHARACTER),
    withShares,
  };
}

/** The order of the rows, where the column that was chosen for it is shown; else that of the first column of values. */
export function shownSort(sort: ViewState['sort'], columns: readonly Column[]): ViewState['sort'] {
  return columns.some(({ by }) => by === sort.by)
    ? sort
    : { by: columns[1]?.by ?? 'name', descending: columns.length > 1 };
}

function profileColumns(wanted: readonly TableColumn[]): Column[] {
  const values: Column[] = [
    {
      by: 'self',
      label: t('panel.table.self', 'Self'),
      help: t('panel.table.self-help', 'In the function itself, not in what it calls'),
    },
    { by: 'total', label: t('panel.table.total', 'Total'), help: totalHelp() },
  ];
  return [nameColumn(), ...values.filter(({ by }) => wanted.some((one) => one === by))];
}

export function nameColumn(): Column {
  return { by: 'name', label: t('panel.table.function', 'Function') };
}

export function totalHelp(): string {
  return t('panel.table.total-help', 'In the function and what it calls; recursion counted once');
}
