import { t } from '../../wording/t';
import type { Grown, Judged } from '../view/comparison';

interface NamedColumn {
  title: string;
  cell(name: string): string | number;
}

/** What was found out of a comparison's functions beyond its two sides; '' for what was too small to be tested. */
export function foundInComparison(judged: Judged | undefined, grown: Grown | undefined, unit: string): NamedColumn[] {
  const points = (value: number) => Number((value * 100).toPrecision(6));
  const ofJudged = (title: string, cell: (of: NonNullable<ReturnType<Judged['get']>>) => string | number) => ({
    title,
    cell: (name: string) => {
      const one = judged?.get(name);
      return one ? cell(one) : '';
    },
  });
  const ofGrown = (title: string, cell: (of: NonNullable<ReturnType<Grown['get']>>) => string | number) => ({
    title,
    cell: (name: string) => {
      const one = grown?.get(name);
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
