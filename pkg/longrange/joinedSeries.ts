import type { LabelSet, TimeSeries } from '../pyroscope/api';

/** The series of a range's pieces: those of the same labels end to end, the largest first. */
export function joinedSeries(pieces: ReadonlyArray<readonly TimeSeries[]>, limit: number | undefined): TimeSeries[] {
  if (pieces.length === 1) {
    return limit ? pieces[0].slice(0, limit) : [...pieces[0]];
  }
  const byLabels = new Map<string, TimeSeries[]>();
  for (const one of pieces.flat()) {
    const key = JSON.stringify(one.labels);
    byLabels.set(key, [...(byLabels.get(key) ?? []), one]);
  }
  const joined = [...byLabels.values()].map(endToEnd);
  const totals = new Map(joined.map((one) => [one, one.values.reduce((sum, value) => sum + value, 0)]));
  joined.sort(
    (one, other) => totals.get(other)! - totals.get(one)! || (printed(one.labels) < printed(other.labels) ? -1 : 1)
  );
  return limit ? joined.slice(0, limit) : joined;
}

function endToEnd(parts: TimeSeries[]): TimeSeries {
  const inTime = parts
    .filter(({ timestamps }) => timestamps.length > 0)
    .sort((one, other) => one.timestamps[0] - other.timestamps[0]);
  return {
    labels: parts[0].labels,
    timestamps: inTime.flatMap(({ timestamps }) => timestamps),
    values: inTime.flatMap(({ values }) => values),
    exemplars: inTime.flatMap(({ exemplars }) => exemplars),
    annotations: inTime.flatMap(({ annotations }) => annotations),
  };
}

function printed(labels: LabelSet): string {
  return labels.map(({ name, value }) => `${name}=${value}`).join();
}
