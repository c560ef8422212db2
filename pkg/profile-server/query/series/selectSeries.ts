import type { MessageInitShape } from '@bufbuild/protobuf';
import type { LabelPair } from '../../../pyroscope/api';
import type { SelectSeriesRequest, SelectSeriesResponseSchema } from '../../../pyroscope/gen/querier/v1/querier_pb';
import { ExemplarType } from '../../../pyroscope/gen/types/v1/types_pb';
import type { Limits } from '../../limits';
import { labelsKey } from '../../storage/labelsKey';
import { profileIdText, sumOfValues } from '../../storage/sampleColumns';
import type { ProfileStore } from '../../storage/store';
import { type Contribution, contribute, exemplarOf, largestOf } from './exemplars';
import { failedSearch } from '../failedSearch';
import { groupLabels, largestGroups } from './groupBy';
import { selectProfiles } from '../profileSelection';
import { stepOf, wholeStepEnd } from './timeSteps';

interface Point {
  value: number;
  /** By profile; undefined when no exemplars are asked for. */
  contributions: Map<string, Contribution> | undefined;
}

interface Group {
  labels: LabelPair[];
  total: number;
  /** By the end of their step. */
  points: Map<number, Point>;
}

/**
 * The sums of the sample values of profiles, also of samples without a stack, by time step and group. A step without a
 * profile has no point. As in Pyroscope's v2, how to aggregate and a call site make no difference.
 */
export function selectSeries(
  store: ProfileStore,
  limits: Limits,
  request: SelectSeriesRequest,
  tenants: readonly string[]
): MessageInitShape<typeof SelectSeriesResponseSchema> {
  const stepMs = stepOf(request.step, 'step must be >= 1ms');
  const { series, startMs, endMs } = selectProfiles(store, limits, request, tenants, stepMs);
  const withExemplars = series.length > 0 && wantsExemplars(request.exemplarType);
  const steps = { startMs, endMs, stepMs };
  const groups = new Map<string, Group>();
  for (const one of series) {
    const labels = groupLabels(one.labels, request.groupBy);
    const key = labelsKey(labels);
    for (const { timeMs, record } of store.recordsBetween(one, Math.max(0, startMs - stepMs), endMs)) {
      const at = wholeStepEnd(steps, timeMs);
      if (at === undefined) {
        continue;
      }
      const group = groups.get(key) ?? { labels, total: 0, points: new Map<number, Point>() };
      groups.set(key, group);
      const point = group.points.get(at) ?? { value: 0, contributions: withExemplars ? new Map() : undefined };
      group.points.set(at, point);
      const value = sumOfValues(record);
      group.total += value;
      point.value += value;
      if (point.contributions) {
        const profileId = profileIdText(record);
        contribute(point.contributions, profileId, { timeMs, value, labels: one.labels, profileId });
      }
    }
  }
  return {
    series: largestGroups(groups.values(), request.limit).map(({ labels, points }) => ({
      labels,
      points: [...points]
        .sort(([a], [b]) => a - b)
        .map(([at, { value, contributions }]) => ({
          timestamp: BigInt(at),
          value,
          exemplars: exemplars(contributions, labels),
        })),
    })),
  };
}

function exemplars(contributions: Map<string, Contribution> | undefined, group: readonly LabelPair[]) {
  const largest = contributions && largestOf(contributions.values());
  return largest ? [exemplarOf(largest, group)] : [];
}

function wantsExemplars(type: ExemplarType): boolean {
  switch (type) {
    case ExemplarType.UNSPECIFIED:
    case ExemplarType.NONE:
      return false;
    case ExemplarType.INDIVIDUAL:
      return true;
    case ExemplarType.SPAN:
      // As Pyroscope 2.2 does, in its words: spans are exemplars of heatmaps alone.
      throw failedSearch('exemplar type span is not implemented', 'Unimplemented');
    default:
      throw failedSearch(`unknown exemplar type: ${String(type)}`);
  }
}
