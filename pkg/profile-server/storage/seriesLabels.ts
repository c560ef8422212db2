import type { LabelPair } from '../../pyroscope/api';
import { invalid } from '../errors/connectError';
import type { Limits } from '../limits';

/** The labels of a series, sorted by name, each name once. */
export type SeriesLabels = readonly LabelPair[];

/** What a value of a pprof sample is: for example `cpu` in `nanoseconds`. Empty strings where pprof says nothing. */
export interface ValueKind {
  type: string;
  unit: string;
}

const UNKNOWN_SERVICE = 'unknown_service';
/** Neither tells series apart: one names a process' lifetime, the other how an old client counts. */
const NOT_STORED = new Set(['__session_id__', '__delta__']);

export function labelValue(labels: SeriesLabels, name: string): string | undefined {
  return labels.find((label) => label.name === name)?.value;
}

/**
 * The labels a profile comes with, checked and sorted, `service_name` added where it is missing.
 * @throws ConnectError invalid_argument
 */
export function checkLabels(labels: readonly LabelPair[], limits: Limits): SeriesLabels {
  const sorted = labels.filter(({ name, value }) => value !== '' && !NOT_STORED.has(name)).sort(byName);
  const shown = `{${sorted.map(({ name, value }) => `${name}=${JSON.stringify(value)}`).join(', ')}}`;
  const metric = labelValue(sorted, '__name__');
  if (metric === undefined || !/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(metric)) {
    throw invalid(`invalid labels '${shown}' with error: invalid metric name`);
  }
  if (limits.maxLabelNames > 0 && sorted.length > limits.maxLabelNames) {
    throw invalid(`profile series '${shown}' has ${sorted.length} label names; limit ${limits.maxLabelNames}`);
  }
  sorted.forEach(({ name, value }, i) => {
    if (name === '') {
      throw invalid(`invalid labels '${shown}' with error: invalid label name ''`);
    }
    if (limits.maxLabelNameLength > 0 && name.length > limits.maxLabelNameLength) {
      throw invalid(`profile with labels '${shown}' has label name too long: '${name}'`);
    }
    if (limits.maxLabelValueLength > 0 && value.length > limits.maxLabelValueLength) {
      throw invalid(`profile with labels '${shown}' has label value too long: '${value}'`);
    }
    if (name === sorted[i + 1]?.name) {
      throw invalid(`profile with labels '${shown}' has duplicate label name: '${name}'`);
    }
  });
  if (labelValue(sorted, 'service_name') === undefined) {
    return withLabels(sorted, [{ name: 'service_name', value: UNKNOWN_SERVICE }]);
  }
  return sorted;
}

/** `labels` and those of `added` whose names they do not have. */
export function withLabels(labels: SeriesLabels, added: readonly LabelPair[]): SeriesLabels {
  const names = new Set(labels.map((label) => label.name));
  const fresh = added.filter((label) => !names.has(label.name) && names.add(label.name));
  return fresh.length === 0 ? labels : [...labels, ...fresh].sort(byName);
}

/** The labels of one profile type of a series: what the server adds so that types can be selected as labels are. */
export function withProfileType(labels: SeriesLabels, sample: ValueKind, period: ValueKind): SeriesLabels {
  const name = labelValue(labels, '__name__') ?? '';
  const derived: LabelPair[] = [
    { name: '__period_type__', value: period.type },
    { name: '__period_unit__', value: period.unit },
    { name: '__profile_type__', value: [name, sample.type, sample.unit, period.type, period.unit].join(':') },
    { name: '__service_name__', value: labelValue(labels, 'service_name') ?? UNKNOWN_SERVICE },
    { name: '__type__', value: sample.type },
    { name: '__unit__', value: sample.unit },
  ];
  const names = new Set(derived.map((label) => label.name));
  return [...labels.filter((label) => !names.has(label.name)), ...derived.filter(({ value }) => value !== '')].sort(
    byName
  );
}

export function byName(a: LabelPair, b: LabelPair): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
