import { t } from '../../wording/t';
import type { Comparison, SortColumn } from '../view/viewState';

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
/** What is left for names before a comparison has another column. */
const NAME_ROOM = 130;
const COMPARED_VALUE = 78;
/** Always shown. */
const COMPARED_FIRST: readonly SortColumn[] = ['total', 'totalRight', 'change'];

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

/** What a table says of a comparison, beside its values. */
export interface ComparedTable {
  by: Comparison['by'];
  judged: boolean;
}

/**
 * The columns of a profile in a table of this width. The columns of values are as wide as they are at its `usual` width;
 * what it is dragged to be wider or narrower is for the names.
 */
export function columnLayout(width: number, usual: number, compared: ComparedTable | undefined): ColumnLayout {
  if (compared) {
    return comparedLayout(width, compared);
  }
  // Names come first: in a narrow table the bars alone show the shares, and the tooltip says them.
  const withShares = usual >= ROOMY;
  const value = Math.round(withShares ? Math.max(96, (usual - AROUND) * 0.28) : TIGHT_VALUE);
  return layoutOf(width, profileColumns(), value, withShares);
}

/** Of a comparison: as many columns as leave room for names, in the order in which they are worth it. */
function comparedLayout(width: number, { by, judged }: ComparedTable): ColumnLayout {
  const all = comparedColumns(by, judged);
  const wanted = [...COMPARED_FIRST, ...(judged ? (['sure'] as const) : []), 'relative', 'points'] as SortColumn[];
  const room = Math.floor((width - AROUND - NAME_ROOM) / (COMPARED_VALUE + GAP));
  const shown = wanted
    .filter((one) => all.some(({ by: own }) => own === one))
    .slice(0, Math.max(COMPARED_FIRST.length, room));
  return layoutOf(
    width,
    all.filter(({ by: own }) => own === 'name' || shown.includes(own)),
    COMPARED_VALUE,
    false
  );
}

function layoutOf(width: number, columns: Column[], value: number, withShares: boolean): ColumnLayout {
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

function comparedColumns(by: Comparison['by'], judged: boolean): Column[] {
  const points = {
    label: t('panel.table.points-label', 'Points'),
    help: t('panel.table.change-help', 'Change in the share of each side, in percentage points'),
  };
  return [
    nameColumn(),
    { by: 'total', label: t('panel.table.baseline', 'Baseline'), help: totalHelp() },
    { by: 'totalRight', label: t('panel.table.compared', 'Comparison'), help: totalHelp() },
    ...(by === 'shares'
      ? [{ ...points, by: 'change' as const, label: t('panel.table.change', 'Change') }]
      : [
          {
            by: 'change' as const,
            label: t('panel.table.change', 'Change'),
            help: t('panel.table.amount-help', 'The comparison less the baseline'),
          },
        ]),
    {
      by: 'relative',
      label: t('panel.table.relative', 'Relative'),
      help: t(
        'panel.table.relative-help',
        'The change as a part of the baseline; “new” and “removed” have no such part'
      ),
    },
    ...(by === 'totals' ? [{ ...points, by: 'points' as const }] : []),
    ...(judged
      ? [
          {
            by: 'sure' as const,
            label: t('panel.table.sure', 'Is it real?'),
            help: t('panel.table.sure-help', 'Certain, likely or noise; “–” is too small to be tested'),
          },
        ]
      : []),
  ];
}

function nameColumn(): Column {
  return { by: 'name', label: t('panel.table.function', 'Function') };
}

function totalHelp(): string {
  return t('panel.table.total-help', 'In the function and what it calls; recursion counted once');
}
