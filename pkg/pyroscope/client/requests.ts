import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ExemplarKind, MergeProfileRequest, SelectHeatmapRequest, TimeRange } from '../api';
import {
  HeatmapQueryType,
  type SelectHeatmapRequestSchema,
  type SelectMergeProfileRequestSchema,
} from '../gen/querier/v1/querier_pb';
import { ExemplarType } from '../gen/types/v1/types_pb';

/** Throws for what is not a number; a fraction of a millisecond is dropped. */
export function range({ start, end }: TimeRange): { start: bigint; end: bigint } {
  return { start: whole(start), end: whole(end) };
}

/** Absent stays absent, so that the server takes its default. */
function optionalWhole(value: number | undefined): bigint | undefined {
  return value === undefined ? undefined : whole(value);
}

function whole(value: number): bigint {
  return BigInt(Math.trunc(value));
}

export function mergeProfileRequest(
  request: MergeProfileRequest
): MessageInitShape<typeof SelectMergeProfileRequestSchema> {
  return {
    profileTypeID: request.profileTypeId,
    labelSelector: request.labelSelector,
    ...range(request),
    maxNodes: optionalWhole(request.maxNodes),
    stackTraceSelector: callSite(request.callSite),
    profileIdSelector: request.profileIds,
    traceIdSelector: request.traceIds,
  };
}

export function heatmapRequest(request: SelectHeatmapRequest): MessageInitShape<typeof SelectHeatmapRequestSchema> {
  return {
    profileTypeID: request.profileTypeId,
    labelSelector: request.labelSelector,
    ...range(request),
    groupBy: request.groupBy,
    step: request.step,
    queryType: request.of === 'span' ? HeatmapQueryType.SPAN : HeatmapQueryType.INDIVIDUAL,
    exemplarType: request.exemplars ? exemplarType(request.of) : ExemplarType.NONE,
    limit: optionalWhole(request.limit),
  };
}

function exemplarType(kind: ExemplarKind): ExemplarType {
  return kind === 'span' ? ExemplarType.SPAN : ExemplarType.INDIVIDUAL;
}

function callSite(names: string[] | undefined) {
  return names && names.length > 0 ? { callSite: names.map((name) => ({ name })) } : undefined;
}
