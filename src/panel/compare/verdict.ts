import type { JudgedFunction, JudgementMeta } from '../../frames/judgement';
import { t } from '../../wording/t';
import { points } from './change';

/** `0.123` as `12.3 %`. */
export function percent(part: number): string {
  return `${Number((part * 100).toPrecision(3))} %`;
}

/** One sentence on the whole first: whether anything changed, by how much, and in how many functions. */
export function verdictText(functions: readonly JudgedFunction[], { whole, unjudged }: JudgementMeta): string {
  if (!whole) {
    return unjudged ?? '';
  }
  const certain = functions.filter(({ judgement }) => judgement === 'certain').length;
  const figures = { distance: percent(whole.distance), usual: percent(whole.usual), count: certain };
  const total = whole.totalIsReal ? ` ${totalText(whole.totalChange)}` : '';
  if (certain > 0) {
    return (
      t(
        'panel.judge.certain',
        'Real: {{count}} functions changed for certain. {{distance}} of the cost is in other functions; {{usual}} is usual.',
        {
          ...figures,
          defaultValue_one:
            'Real: one function changed for certain. {{distance}} of the cost is in other functions; {{usual}} is usual.',
        }
      ) + total
    );
  }
  return (
    (whole.isReal
      ? t(
          'panel.judge.spread',
          'The profiles differ for certain, but no single function does: {{distance}} of the cost is in other functions; {{usual}} is usual.',
          figures
        )
      : t(
          'panel.judge.noise',
          'No certain change: {{distance}} of the cost is in other functions, and {{usual}} is usual by chance.',
          figures
        )) + total
  );
}

function totalText(change: number): string {
  return change >= 0
    ? t('panel.judge.total-more', 'In the same time the total is {{share}} higher.', { share: percent(change) })
    : t('panel.judge.total-less', 'In the same time the total is {{share}} lower.', { share: percent(-change) });
}

export function judgementText(judgement: JudgedFunction['judgement']): string {
  switch (judgement) {
    case 'certain':
      return t('panel.judge.is-certain', 'Certain');
    case 'likely':
      return t('panel.judge.is-likely', 'Likely');
    case 'noise':
      return t('panel.judge.is-noise', 'Noise');
  }
}

/** What is known of a function's change, with its interval. */
export function sureText({ judgement, change, low, high, moved }: JudgedFunction): string {
  const sure = moved
    ? t('panel.judge.sure-moved', '{{judgement}}, only moved', { judgement: judgementText(judgement) })
    : judgementText(judgement);
  return `${sure}: ${t('panel.table.sure-interval', '{{change}}, 95 % interval {{low}} to {{high}}', {
    change: points(change),
    low: points(low),
    high: points(high),
  })}`;
}
