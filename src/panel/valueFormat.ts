import { getValueFormat, type Field } from '@grafana/data';
import { grafanaUnit, unitSymbol } from '../wording/units';

/** How values of a profile are written. */
export interface ValueFormat {
  /** Three significant digits and the unit, or as many decimals as the panel's settings ask for. */
  text(value: number): string;
  /** The value as the server sent it. */
  exact(value: number): string;
  /** A part of a whole in per cent, rounded last. */
  share(part: number, whole: number): string;
}

export function createValueFormat(field: Pick<Field, 'config'>): ValueFormat {
  const unit = grafanaUnit(field.config.unit ?? 'short');
  const decimals = field.config.decimals;
  const format = getValueFormat(unit);
  const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });
  const symbol = unitSymbol(unit);

  return {
    text(value) {
      const { prefix = '', text, suffix = '' } = format(value, decimals ?? significantDecimals(format(value, 6).text));
      return `${prefix}${text}${suffix}`;
    },
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
