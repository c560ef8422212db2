import type { GrownFunction, GrowthMeta } from '../../frames/growth';
import { t } from '../../wording/t';
import type { ValueFormat } from '../valueFormat';

type Slope = Pick<GrownFunction, 'trend' | 'perHour' | 'low' | 'high' | 'laterHasMore'>;

/** A slope with its sign and unit: `+1.2 MiB/h`. */
export function perHourText(perHour: number, format: ValueFormat): string {
  const amount = `${perHour > 0 ? '+' : perHour < 0 ? '−' : ''}${format.sum(Math.abs(perHour))}`;
  return t('panel.growth.per-hour', '{{amount}}/h', { amount });
}

/** What is known of one slope, in one sentence. */
export function slopeText({ trend, perHour, low, high, laterHasMore }: Slope, format: ValueFormat): string {
  const figures = {
    slope: perHourText(perHour, format),
    low: perHourText(low, format),
    high: perHourText(high, format),
    share: format.share(laterHasMore, 1),
  };
  switch (trend) {
    case 'rising':
      return t(
        'panel.growth.rising',
        'Rises steadily: {{slope}}, 95 % interval {{low}} to {{high}}. Of two slices of time the later holds more in {{share}}.',
        figures
      );
    case 'falling':
      return t(
        'panel.growth.falling',
        'Falls steadily: {{slope}}, 95 % interval {{low}} to {{high}}. Of two slices of time the later holds more in {{share}}.',
        figures
      );
    case 'unsteady':
      return t(
        'panel.growth.unsteady',
        'Neither rises nor falls steadily: {{slope}}, 95 % interval {{low}} to {{high}}. Of two slices of time the later holds more in {{share}}.',
        figures
      );
  }
}

/** One sentence on the whole and one on the functions. */
export function growthText(
  functions: readonly GrownFunction[],
  { whole, unjudged }: GrowthMeta,
  format: ValueFormat
): string {
  if (!whole) {
    return unjudged ?? '';
  }
  const rising = functions.filter(({ trend }) => trend === 'rising').length;
  const total =
    whole.trend === 'unsteady'
      ? t('panel.growth.whole-unsteady', 'The whole does not grow steadily.')
      : t('panel.growth.whole', 'The whole: {{slope}} ({{low}} to {{high}}).', {
          slope: perHourText(whole.perHour, format),
          low: perHourText(whole.low, format),
          high: perHourText(whole.high, format),
        });
  const found =
    rising === 0
      ? t('panel.growth.none', 'No function rises steadily.')
      : t('panel.growth.count', '{{count}} functions rise steadily; they come first in the table.', {
          count: rising,
          defaultValue_one: 'One function rises steadily; it comes first in the table.',
        });
  return `${total} ${found}`;
}
