import { measureOf, valueUnit, type Measure, type ValueUnit } from '../../pkg/calltree/valueUnit';

interface UnitText {
  /** Grafana's unit id. */
  readonly id: string;
  /** Grafana's unit id of as much a second, where it has one. */
  readonly perSecond?: string;
  /** Stands after a number that is not scaled. */
  readonly symbol: string;
}

const UNITS: Record<ValueUnit, UnitText> = {
  nanoseconds: { id: 'ns', symbol: 'ns' },
  microseconds: { id: 'µs', symbol: 'µs' },
  milliseconds: { id: 'ms', symbol: 'ms' },
  seconds: { id: 's', symbol: 's' },
  minutes: { id: 'm', symbol: 'min' },
  hours: { id: 'h', symbol: 'h' },
  bytes: { id: 'bytes', perSecond: 'binBps', symbol: 'B' },
  kibibytes: { id: 'kbytes', perSecond: 'KiBs', symbol: 'KiB' },
  mebibytes: { id: 'mbytes', perSecond: 'MiBs', symbol: 'MiB' },
  gibibytes: { id: 'gbytes', perSecond: 'GiBs', symbol: 'GiB' },
  tebibytes: { id: 'tbytes', perSecond: 'TiBs', symbol: 'TiB' },
  count: { id: 'short', perSecond: 'ops', symbol: '' },
};

/** Decimal multiples of a byte, which only Grafana tells from binary ones. */
const GRAFANA_ONLY: Record<string, { measure: Measure; symbol: string }> = {
  decbytes: { measure: 'memory', symbol: 'B' },
  deckbytes: { measure: 'memory', symbol: 'kB' },
  decmbytes: { measure: 'memory', symbol: 'MB' },
  decgbytes: { measure: 'memory', symbol: 'GB' },
  dectbytes: { measure: 'memory', symbol: 'TB' },
};

const BY_ID = new Map(Object.entries(UNITS).map(([unit, { id }]) => [id, unit as ValueUnit]));

function read(word: string): ValueUnit | undefined {
  return BY_ID.get(word) ?? valueUnit(word);
}

/**
 * The unit id that Grafana knows, for a profiler's word (`nanoseconds`, `us`, `KiB`) or for an id as it is. A word that
 * nobody knows stays: Grafana writes it after the number.
 */
export function grafanaUnit(word: string): string {
  const unit = read(word);
  return unit ? UNITS[unit].id : word;
}

/** Grafana's unit id of an amount a second; where it has none, that of the amount. */
export function unitPerSecond(word: string): string {
  const unit = read(word);
  return (unit && UNITS[unit].perSecond) ?? grafanaUnit(word);
}

/** What stands after a number that is written in full; '' for counts and for what is not known. */
export function unitSymbol(word: string): string {
  const unit = read(word);
  return unit ? UNITS[unit].symbol : (GRAFANA_ONLY[word]?.symbol ?? '');
}

/** The unit in words, for a sentence. */
export function unitName(word: string): string {
  return read(word) ?? word;
}

/** What an amount measures; what is not known is counted. */
export function unitMeasure(word: string): Measure {
  const unit = read(word);
  return unit ? measureOf(unit) : (GRAFANA_ONLY[word]?.measure ?? 'count');
}
