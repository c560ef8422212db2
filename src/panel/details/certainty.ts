import { shareInterval } from '../../../pkg/statistics/shareInterval';
import { t } from '../../wording/t';
import type { ValueFormat } from '../valueFormat';

/** Above it the share is known to about a tenth of itself. */
const FEW = 400;

/**
 * On how many samples an amount rests, and which shares of the profile would be no surprise with so many: the 95 %
 * interval of Wilson. Undefined where that cannot be told.
 */
export function certaintyText(value: number, whole: number, period: number, format: ValueFormat): string | undefined {
  const samples = Math.round(value / period);
  if (samples === 0 && value > 0) {
    // What is less than one sample was not counted in samples.
    return undefined;
  }
  const [low, high] = shareInterval(value / period, Math.max(1, whole / period));
  const values = {
    count: samples,
    number: samples.toLocaleString(),
    period: format.text(period),
    low: format.share(Number(low.toPrecision(2)), 1),
    high: format.share(Number(high.toPrecision(high > 0.99 ? 4 : 2)), 1),
  };
  if (samples === 0) {
    return t(
      'panel.details.no-samples',
      'No samples of {{period}}: up to {{high}} of the profile would be no surprise.',
      values
    );
  }
  return samples < FEW
    ? t(
        'panel.details.few-samples',
        'About {{number}} samples of {{period}}: with so few, anything from {{low}} to {{high}} of the profile would be no surprise.',
        {
          ...values,
          defaultValue_one:
            'About one sample of {{period}}: with so few, anything from {{low}} to {{high}} of the profile would be no surprise.',
        }
      )
    : t(
        'panel.details.samples',
        'About {{number}} samples of {{period}}: anything from {{low}} to {{high}} of the profile would be no surprise.',
        values
      );
}
