import type { MessageInitShape } from '@bufbuild/protobuf';
import type { LabelPair } from '../../../pyroscope/api';
import type { ExemplarSchema } from '../../../pyroscope/gen/types/v1/types_pb';
import type { SeriesLabels } from '../../storage/seriesLabels';

/** What one profile, or one span of it, adds to a point: the sum over the series of a group that hold a part of it. */
export interface Contribution {
  timeMs: number;
  value: number;
  /** Those that all its series have. */
  labels: SeriesLabels;
  /** Hex digits; undefined where it is none or does not matter. */
  profileId?: string;
  spanId?: string;
  traceId?: string;
}

/** Adds to the contribution of this key, which becomes one if there is none yet. */
export function contribute(contributions: Map<string, Contribution>, key: string, more: Contribution): void {
  const found = contributions.get(key);
  if (found) {
    found.value += more.value;
    found.labels = found.labels === more.labels ? found.labels : commonLabels(found.labels, more.labels);
  } else {
    contributions.set(key, { ...more });
  }
}

/** The largest; of equal ones the first. */
export function largestOf(contributions: Iterable<Contribution>): Contribution | undefined {
  let largest: Contribution | undefined;
  for (const one of contributions) {
    largest = largest && largest.value >= one.value ? largest : one;
  }
  return largest;
}

export function exemplarOf(
  { timeMs, value, labels, profileId, spanId, traceId }: Contribution,
  group: readonly LabelPair[]
): MessageInitShape<typeof ExemplarSchema> {
  const grouped = new Set(group.map(({ name }) => name));
  return {
    timestamp: BigInt(timeMs),
    value: BigInt(value),
    profileId: profileId && uuidText(profileId),
    spanId,
    traceId,
    labels: typeFirst(labels.filter(({ name }) => !grouped.has(name))),
  };
}

function commonLabels(a: SeriesLabels, b: SeriesLabels): SeriesLabels {
  const values = new Map(b.map(({ name, value }) => [name, value]));
  return a.filter(({ name, value }) => values.get(name) === value);
}

/** The order Pyroscope keeps labels in. */
function typeFirst(labels: LabelPair[]): LabelPair[] {
  const rank = ({ name }: LabelPair) => (name === '__profile_type__' ? 0 : name === '__service_name__' ? 1 : 2);
  return labels.sort((a, b) => rank(a) - rank(b));
}

function uuidText(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
