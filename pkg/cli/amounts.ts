import { valueUnit, type ValueUnit } from '../calltree/valueUnit';

interface Scale {
  readonly steps: ReadonlyArray<readonly [least: number, symbol: string]>;
}

const TIME: Scale = {
  steps: [
    [3.6e12, ' h'],
    [6e10, ' min'],
    [1e9, ' s'],
    [1e6, ' ms'],
    [1e3, ' µs'],
    [1, ' ns'],
  ],
};
const MEMORY: Scale = {
  steps: [
    [2 ** 40, ' TiB'],
    [2 ** 30, ' GiB'],
    [2 ** 20, ' MiB'],
    [2 ** 10, ' KiB'],
    [1, ' B'],
  ],
};
const COUNT: Scale = {
  steps: [
    [1e9, ' G'],
    [1e6, ' M'],
    [1e3, ' k'],
    [1, ''],
  ],
};

/** What one of a unit is in the smallest of its kind: nanoseconds, bytes, or one. */
const SMALLEST: Record<ValueUnit, readonly [number, Scale]> = {
  nanoseconds: [1, TIME],
  microseconds: [1e3, TIME],
  milliseconds: [1e6, TIME],
  seconds: [1e9, TIME],
  minutes: [6e10, TIME],
  hours: [3.6e12, TIME],
  bytes: [1, MEMORY],
  kibibytes: [2 ** 10, MEMORY],
  mebibytes: [2 ** 20, MEMORY],
  gibibytes: [2 ** 30, MEMORY],
  tebibytes: [2 ** 40, MEMORY],
  count: [1, COUNT],
};

/** An amount with three significant digits and its unit; `unit` is a profiler's word, such as `nanoseconds`. */
export function amountText(value: number, unit: string): string {
  const known = valueUnit(unit);
  const [factor, scale] = known ? SMALLEST[known] : [1, COUNT];
  const scaled = value * factor;
  const magnitude = Math.abs(scaled);
  const [least, symbol] = scale.steps.find(([least]) => magnitude >= least) ?? scale.steps[scale.steps.length - 1];
  return `${significant(scaled / least)}${symbol}${known || unit === '' ? '' : ` ${unit}`}`;
}

/** A length of time in milliseconds, in its largest unit. */
export function durationText(ms: number): string {
  return amountText(ms, 'milliseconds');
}

/** A part of a whole in per cent, with three significant digits. */
export function shareText(part: number, whole: number): string {
  return whole > 0 ? `${significant((part / whole) * 100)} %` : '–';
}

/** With its sign, which zero does not have. */
export function signed(text: string, value: number): string {
  return value > 0 ? `+${text}` : text;
}

function significant(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 100 ? String(Math.round(rounded)) : String(rounded);
}
