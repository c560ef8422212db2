import type { LabelPair } from '../../../pyroscope/api';
import { compareLabels } from '../../storage/labelsKey';
import { labelValue, type SeriesLabels } from '../../storage/seriesLabels';

/** The labels of `names` that a series has, in the order they are asked for. */
export function groupLabels(labels: SeriesLabels, names: readonly string[]): LabelPair[] {
  const group: LabelPair[] = [];
  for (const name of new Set(names)) {
    const value = labelValue(labels, name);
    if (value !== undefined) {
      group.push({ name, value });
    }
  }
  return group;
}

/** Groups with the largest total first; of equal ones, by their labels. `limit` keeps the first; 0 and below all. */
export function largestGroups<T extends { labels: readonly LabelPair[]; total: number }>(
  groups: Iterable<T>,
  limit: bigint | undefined
): T[] {
  const sorted = [...groups].sort((a, b) => b.total - a.total || compareLabels(a.labels, b.labels));
  return limit !== undefined && limit > 0 ? sorted.slice(0, Number(limit)) : sorted;
}
