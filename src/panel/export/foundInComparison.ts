import type { GrownFunction } from '../../frames/growth';
import type { JudgedFunction } from '../../frames/judgement';
import { t } from '../../wording/t';
import type { FunctionIndex, FunctionTable } from '../../../pkg/calltree/tree';
import { foundOf } from '../view/comparison';
import type { ProfileScene } from '../view/scene';

interface FoundColumn {
  title: string;
  cell(fn: FunctionIndex): string | number;
}

/** What was found out of a comparison's functions beyond its two sides; '' for what was too small to be tested. */
export function foundInComparison(
  functions: FunctionTable,
  { judged, grown }: Pick<ProfileScene, 'judged' | 'grown'>,
  unit: string
): FoundColumn[] {
  const points = (value: number) => Number((value * 100).toPrecision(6));
  const ofJudged = (title: string, cell: (of: JudgedFunction) => string | number) => ({
    title,
    cell: (fn: FunctionIndex) => {
      const one = foundOf(judged, functions, fn);
      return one ? cell(one) : '';
    },
  });
  const ofGrown = (title: string, cell: (of: GrownFunction) => string | number) => ({
    title,
    cell: (fn: FunctionIndex) => {
      const one = foundOf(grown, functions, fn);
      return one ? cell(one) : '';
    },
  });
  return [
    ...(judged
      ? [
          ofJudged(t('panel.export.sure', 'Change is'), ({ judgement, moved }) =>
            moved ? `${judgement}, moved` : judgement
          ),
          ofJudged(t('panel.export.change', 'Change (percentage points)'), ({ change }) => points(change)),
          ofJudged(t('panel.export.change-low', 'Change, 95 % low'), ({ low }) => points(low)),
          ofJudged(t('panel.export.change-high', 'Change, 95 % high'), ({ high }) => points(high)),
        ]
      : []),
    ...(grown
      ? [
          ofGrown(t('panel.export.trend', 'Over time'), ({ trend }) => trend),
          ofGrown(t('panel.export.growth', 'Growth ({{unit}} per hour)', { unit }), ({ perHour }) => perHour),
          ofGrown(t('panel.export.growth-low', 'Growth, 95 % low'), ({ low }) => low),
          ofGrown(t('panel.export.growth-high', 'Growth, 95 % high'), ({ high }) => high),
        ]
      : []),
  ];
}
