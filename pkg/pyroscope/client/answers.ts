import type { Exemplar, HeatmapSeries, LabelSet, ProfileStats, QueryAnalysis } from '../api';
import type { AnalyzeQueryResponse } from '../gen/querier/v1/querier_pb';
import type * as wire from '../gen/types/v1/types_pb';

/** The last moment a `Date` can hold; servers without data say they have profiles of later than that. */
const LAST_TIME = 8.64e15;

export function statsOf(answer: wire.GetProfileStatsResponse): ProfileStats {
  const time = (value: bigint) => (value > 0 && value <= LAST_TIME ? Number(value) : undefined);
  const oldestProfileTime = time(answer.oldestProfileTime);
  const newestProfileTime = time(answer.newestProfileTime);
  return {
    dataIngested: answer.dataIngested,
    ...(oldestProfileTime !== undefined && { oldestProfileTime }),
    ...(newestProfileTime !== undefined && { newestProfileTime }),
  };
}

export function heatmapOf({ labels, slots }: wire.HeatmapSeries): HeatmapSeries {
  return {
    labels: labelsOf(labels),
    slots: slots.map((slot) => ({
      timestamp: Number(slot.timestamp),
      yMin: slot.yMin,
      counts: slot.counts,
      exemplars: slot.exemplars.map(exemplarOf),
    })),
  };
}

export function analysisOf({ queryScopes, queryImpact }: AnalyzeQueryResponse): QueryAnalysis {
  return {
    scopes: queryScopes.map((scope) => ({
      component: scope.componentType,
      components: Number(scope.componentCount),
      blocks: Number(scope.blockCount),
      series: Number(scope.seriesCount),
      profiles: Number(scope.profileCount),
      samples: Number(scope.sampleCount),
      indexBytes: Number(scope.indexBytes),
      profileBytes: Number(scope.profileBytes),
      symbolBytes: Number(scope.symbolBytes),
    })),
    totalBytesInTimeRange: Number(queryImpact?.totalBytesInTimeRange ?? 0),
    totalQueriedSeries: Number(queryImpact?.totalQueriedSeries ?? 0),
    deduplicationNeeded: queryImpact?.deduplicationNeeded ?? false,
  };
}

function exemplarOf({ timestamp, value, profileId, spanId, traceId, labels }: wire.Exemplar): Exemplar {
  return { timestamp: Number(timestamp), value: Number(value), profileId, spanId, traceId, labels: labelsOf(labels) };
}

function labelsOf(labels: wire.LabelPair[]): LabelSet {
  return labels.map(({ name, value }) => ({ name, value }));
}
