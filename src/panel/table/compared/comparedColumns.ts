import { t } from '../../../wording/t';
import { changeHelp } from '../../compare/change';
import type { Comparison, SortColumn } from '../../view/viewState';
import { AROUND, GAP, layoutOf, nameColumn, totalHelp, type Column, type ColumnLayout } from '../columns';

/** What is left for names before there is another column. */
const NAME_ROOM = 130;
const VALUE = 78;
/** The longest heading keeps its distance from the one before it. */
const WIDE: Partial<Record<SortColumn, number>> = { totalRight: 92, growth: 92 };
/** So many are always shown. */
const LEAST_COLUMNS = 3;

/** Of a comparison: as many columns as leave room for names, in the order in which they are worth it. */
export function comparedLayout(width: number, by: Comparison['by'], judged: boolean, grown: boolean): ColumnLayout {
  const all = comparedColumns(by, judged, grown);
  const wanted: SortColumn[] = ['total', 'totalRight', 'growth', 'change', 'sure', 'relative', 'points'];
  const known = wanted.filter((one) => all.some(({ by: own }) => own === one));
  let room = width - AROUND - NAME_ROOM;
  const shown = known.filter((one, at) => {
    room -= widthOf(one) + GAP;
    return at < LEAST_COLUMNS || room >= 0;
  });
  return layoutOf(
    width,
    all.filter(({ by: own }) => own === 'name' || shown.includes(own)),
    widthOf,
    false
  );
}

function widthOf(column: SortColumn): number {
  return WIDE[column] ?? VALUE;
}

function comparedColumns(by: Comparison['by'], judged: boolean, grown: boolean): Column[] {
  const points = { label: t('panel.table.points-label', 'Points'), help: changeHelp('shares') };
  return [
    nameColumn(),
    { by: 'total', label: t('panel.table.baseline', 'Baseline'), help: totalHelp() },
    { by: 'totalRight', label: t('panel.table.compared', 'Comparison'), help: totalHelp() },
    { by: 'change', label: t('panel.table.change', 'Change'), help: changeHelp(by) },
    {
      by: 'relative',
      label: t('panel.table.relative', 'Relative'),
      help: t(
        'panel.table.relative-help',
        'The change as a part of the baseline; “new” and “removed” have no such part'
      ),
    },
    ...(by === 'totals' ? [{ ...points, by: 'points' as const }] : []),
    ...(grown
      ? [
          {
            by: 'growth' as const,
            label: t('panel.table.growth', 'Growth/h'),
            help: t(
              'panel.table.growth-help',
              'What rises or falls steadily, per hour; “–” does neither, or is too small'
            ),
          },
        ]
      : []),
    ...(judged
      ? [
          {
            by: 'sure' as const,
            label: t('panel.table.sure', 'Is it real?'),
            help: t(
              'panel.table.sure-help',
              'Certain, likely or noise, of the function in all; “–” was not tested, or changed otherwise here'
            ),
          },
        ]
      : []),
  ];
}
