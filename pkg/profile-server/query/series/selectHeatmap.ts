import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  HeatmapQueryType,
  type SelectHeatmapRequest,
  type SelectHeatmapResponseSchema,
} from '../../../pyroscope/gen/querier/v1/querier_pb';
import { ExemplarType, type HeatmapSlotSchema } from '../../../pyroscope/gen/types/v1/types_pb';
import { invalid } from '../../errors/connectError';
import type { Limits } from '../../limits';
import { labelsKey } from '../../storage/labelsKey';
import { decodeSamples, profileIdText, type SampleColumns, sumOfValues } from '../../storage/sampleColumns';
import type { ProfileStore } from '../../storage/store';
import { type Contribution, exemplarOf, largestOf } from './exemplars';
import { failedSearch } from '../failedSearch';
import { groupLabels, largestGroups } from './groupBy';
import { HeatmapGroup, ValueBuckets } from './heatmapCells';
import { selectProfiles } from '../profileSelection';
import { stepEnd, stepOf } from './timeSteps';

/**
 * How many profiles (or spans of profiles) have a value of which size, by time step and group. A time step without any
 * has no slot. The last time step may end after the range.
 */
export function selectHeatmap(
  store: ProfileStore,
  limits: Limits,
  request: SelectHeatmapRequest,
  tenants: readonly string[]
): MessageInitShape<typeof SelectHeatmapResponseSchema> {
  const { start, end, queryType, exemplarType, groupBy, limit } = request;
  const stepMs = stepOf(request.step, `step must be >= 1ms, got ${request.step.toFixed(6)}`);
  if (start >= end) {
    throw invalid(`start time must be before end time, got start=${start} end=${end}`);
  }
  if (limit !== undefined && limit < 0) {
    throw invalid(`limit must be non-negative, got ${limit}`);
  }
  const { series, startMs, endMs } = selectProfiles(store, limits, request, tenants);
  if (series.length === 0) {
    return {};
  }
  const withExemplars = checkExemplarType(exemplarType, queryType);
  const contributionsOf = contributionReader(queryType);
  const groups = new Map<string, HeatmapGroup>();
  for (const one of series) {
    const labels = groupLabels(one.labels, groupBy);
    const key = labelsKey(labels);
    for (const { timeMs, record } of store.recordsBetween(one, startMs, endMs)) {
      const at = stepEnd({ startMs, stepMs }, timeMs);
      for (const [id, contribution] of contributionsOf(record)) {
        const group = groups.get(key) ?? new HeatmapGroup(labels);
        groups.set(key, group);
        group.add(at, id, { ...contribution, timeMs, labels: one.labels });
      }
    }
  }
  const buckets = new ValueBuckets(groups.values());
  return {
    series: largestGroups(groups.values(), limit).map((group) => ({
      labels: group.labels,
      slots: group.bySlot().map(([at, contributions]) => slot(at, contributions, buckets, withExemplars && group)),
    })),
  };
}

function slot(
  at: number,
  contributions: Iterable<Contribution>,
  buckets: ValueBuckets,
  exemplarsOf: HeatmapGroup | false
): MessageInitShape<typeof HeatmapSlotSchema> {
  const cells = buckets.bounds.map((): Contribution[] => []);
  for (const contribution of contributions) {
    cells[buckets.of(contribution.value)].push(contribution);
  }
  return {
    timestamp: BigInt(at),
    yMin: [...buckets.bounds],
    counts: cells.map((cell) => cell.length),
    exemplars: exemplarsOf
      ? cells.flatMap((cell) => {
          const largest = largestOf(cell);
          return largest ? [exemplarOf(largest, exemplarsOf.labels)] : [];
        })
      : [],
  };
}

type Part = Pick<Contribution, 'value' | 'profileId' | 'spanId' | 'traceId'>;

/** What tells the contributions of a record from those of other records, and what they are. */
function contributionReader(queryType: HeatmapQueryType): (record: Uint8Array) => Iterable<[key: string, part: Part]> {
  switch (queryType) {
    case HeatmapQueryType.INDIVIDUAL:
      return (record) => {
        const profileId = profileIdText(record);
        return [[profileId, { value: sumOfValues(record), profileId }]];
      };
    case HeatmapQueryType.SPAN:
      return (record) => {
        const profile = profileIdText(record);
        return [...spansOf(decodeSamples(record))].map(([span, part]) => [`${profile} ${span}`, part]);
      };
    default:
      throw failedSearch('valid heatmap query type must be specified');
  }
}

/** The sum of the samples of each span of a profile. */
function spansOf({ length, value, span, trace }: SampleColumns): Map<string, Part> {
  const spans = new Map<string, Part>();
  for (let row = 0; span && row < length; row++) {
    const spanId = idText(span, row, 2);
    if (spanId === undefined) {
      continue;
    }
    const found = spans.get(spanId);
    if (found) {
      found.value += value[row];
    } else {
      spans.set(spanId, { value: value[row], spanId, traceId: trace && idText(trace, row, 4) });
    }
  }
  return spans;
}

/** In hex digits; undefined for the id that is none. */
function idText(column: Uint32Array, row: number, words: number): string | undefined {
  let text = '';
  let any = 0;
  for (let word = row * words; word < (row + 1) * words; word++) {
    any |= column[word];
    text += column[word].toString(16).padStart(8, '0');
  }
  return any === 0 ? undefined : text;
}

function checkExemplarType(type: ExemplarType, queryType: HeatmapQueryType): boolean {
  switch (type) {
    case ExemplarType.UNSPECIFIED:
    case ExemplarType.NONE:
      return false;
    case ExemplarType.INDIVIDUAL:
      if (queryType !== HeatmapQueryType.INDIVIDUAL) {
        throw failedSearch('individual exemplars only available for individual query type');
      }
      return true;
    case ExemplarType.SPAN:
      if (queryType !== HeatmapQueryType.SPAN) {
        throw failedSearch('span exemplars only available for span query type');
      }
      return true;
    default:
      throw failedSearch(`unknown exemplar type: ${String(type)}`);
  }
}
