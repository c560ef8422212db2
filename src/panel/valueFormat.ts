import { getValueFormat, type Field } from '@grafana/data';
import { t } from '../wording/t';
import { grafanaUnit, unitSymbol } from '../wording/units';

/** How values of a profile are written, which all are sums as the server sent them. */
export interface ValueFormat {
  /** Three significant digits and the unit, or as many decimals as the panel's settings ask for. */
  text(value: number): string;
  /** Every digit. */
  exact(value: number): string;
  /** A part of a whole in per cent, rounded last. */
  share(part: number, whole: number): string;
  /** `mean`: of the snapshots of a state. `summed`: how many they are is not known, and `text` says a share. */
  kind: 'amount' | 'mean' | 'summed';
  /** A sum of snapshots as such, where nothing else is known. */
  sum(value: number): string;
}

/** What a frame says of its values, and their sum. */
interface Snapshots {
  isState?: boolean;
  snapshots?: number;
  whole: number;
}

/**
 * Snapshots of a state added up are an amount that nobody ever held: they are divided by how many they are, or, where
 * that is not known, said in shares.
 */
export function createValueFormat(field: Pick<Field, 'config'>, of?: Snapshots): ValueFormat {
  const plain = amountFormat(field);
  if (!of?.isState) {
    return plain;
  }
  const { snapshots, whole } = of;
  return snapshots === undefined || !(snapshots > 0)
    ? {
        ...plain,
        text: (value) => share(value, whole),
        exact: (value) =>
          t('panel.value.sum', '{{value}}, the sum of all snapshots in the range', { value: plain.exact(value) }),
        kind: 'summed',
      }
    : {
        ...plain,
        text: (value) => plain.text(value / snapshots),
        exact: (value) => plain.exact(withoutTail(value / snapshots)),
        kind: 'mean',
      };
}

/** A mean has digits without end; whole bytes and goroutines are as exact as it gets. */
function withoutTail(mean: number): number {
  return Math.abs(mean) < 100 ? Number(mean.toPrecision(3)) : Math.round(mean);
}

function amountFormat(field: Pick<Field, 'config'>): ValueFormat {
  const unit = grafanaUnit(field.config.unit ?? 'short');
  const decimals = field.config.decimals;
  const format = getValueFormat(unit);
  const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });
  const symbol = unitSymbol(unit);

  const text = (value: number) => {
    const {
      prefix = '',
      text: digits,
      suffix = '',
    } = format(value, decimals ?? significantDecimals(format(value, 6).text));
    return `${prefix}${digits}${suffix}`;
  };
  return {
    text,
    sum: text,
    kind: 'amount',
    exact(value) {
      return symbol ? `${whole.format(value)} ${symbol}` : whole.format(value);
    },
    share,
  };
}

/** The decimals that leave three significant digits of a number that is already scaled to its unit. */
function significantDecimals(scaled: string): number {
  const size = Math.abs(Number(scaled.replaceAll(',', '')));
  if (!(size > 0)) {
    return 0;
  }
  const digits = Math.floor(Math.log10(size)) + 1;
  // A whole number has no decimals to show.
  return Number.isInteger(size) ? 0 : Math.min(6, Math.max(0, 3 - digits));
}

function share(part: number, whole: number): string {
  if (!(whole > 0)) {
    return '0 %';
  }
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.001) {
    return '< 0.001 %';
  }
  return `${Number(percent.toPrecision(3))} %`;
}
