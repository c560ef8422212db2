import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import {
  type ProfileTypesRequest,
  ProfileTypesResponseSchema,
  type SeriesRequest,
  SeriesResponseSchema,
} from '../../pyroscope/gen/querier/v1/querier_pb';
import {
  GetProfileStatsResponseSchema,
  type LabelNamesRequest,
  LabelNamesResponseSchema,
  type LabelValuesRequest,
  LabelValuesResponseSchema,
} from '../../pyroscope/gen/types/v1/types_pb';
import { invalid } from '../errors/connectError';
import type { Limits } from '../limits';
import type { Caller } from './caller';
import { compileSelectors, type LabelTest } from './matchers';
import { checkRange, type QueryRange } from './queryRange';
import { compareLabels, labelsKey } from '../storage/labelsKey';
import { labelValue, type SeriesLabels } from '../storage/seriesLabels';
import type { ProfileStore, StoredSeries } from '../storage/store';

const HOUR = 3_600_000;
const ZERO = BigInt(0);

type Init<S extends DescMessage> = MessageInitShape<S>;

/** The calls that tell what there is. */
export class MetadataQueries {
  constructor(
    private readonly store: ProfileStore,
    private readonly limits: Limits
  ) {}

  profileTypes(request: ProfileTypesRequest, { tenants }: Caller): Init<typeof ProfileTypesResponseSchema> {
    const now = Date.now();
    const range =
      request.start === ZERO && request.end === ZERO
        ? { startMs: now - HOUR, endMs: now }
        : checkRange(request.start, request.end, this.limits, now);
    const ids = new Set<string>();
    for (const { labels } of this.seriesIn(range, tenants)) {
      ids.add(labelValue(labels, '__profile_type__') ?? '');
    }
    return {
      profileTypes: [...ids].sort().map((ID) => {
        const [name, sampleType, sampleUnit, periodType, periodUnit] = ID.split(':');
        return { ID, name, sampleType, sampleUnit, periodType, periodUnit };
      }),
    };
  }

  labelNames(request: LabelNamesRequest, caller: Caller): Init<typeof LabelNamesResponseSchema> {
    const names = new Set<string>();
    for (const { labels } of this.matching(request, caller, labelSelectorFault)) {
      for (const { name } of labels) {
        names.add(name);
      }
    }
    return { names: [...names].filter(shownTo(caller)).sort() };
  }

  labelValues(request: LabelValuesRequest, caller: Caller): Init<typeof LabelValuesResponseSchema> {
    if (request.name === '') {
      throw invalid('name is required');
    }
    const values = new Set<string>();
    for (const { labels } of this.matching(request, caller, labelSelectorFault)) {
      const value = labelValue(labels, request.name);
      if (value !== undefined) {
        values.add(value);
      }
    }
    return { names: [...values].sort() };
  }

  series(request: SeriesRequest, caller: Caller): Init<typeof SeriesResponseSchema> {
    const wanted = new Set(request.labelNames);
    const shown = shownTo(caller);
    const sets = new Map<string, SeriesLabels>();
    for (const { labels } of this.matching(request, caller, (fault) => fault)) {
      const kept = labels.filter(({ name }) => shown(name) && (wanted.size === 0 || wanted.has(name)));
      if (kept.length > 0) {
        sets.set(labelsKey(kept), kept);
      }
    }
    return { labelsSet: [...sets.values()].sort(compareLabels).map((labels) => ({ labels: [...labels] })) };
  }

  profileStats({ tenants }: Caller): Init<typeof GetProfileStatsResponseSchema> {
    if (tenants.length > 1) {
      throw invalid(`expected 1 tenant, got ${tenants.length}`);
    }
    const span = this.store.timeSpan(tenants[0]);
    return span
      ? { dataIngested: true, oldestProfileTime: BigInt(span.oldestMs), newestProfileTime: BigInt(span.newestMs) }
      : {};
  }

  private *matching(
    request: { matchers: string[]; start: bigint; end: bigint },
    { tenants }: Caller,
    describe: (fault: string) => string
  ): Generator<StoredSeries> {
    const range = checkRange(request.start, request.end, this.limits, Date.now());
    const test: LabelTest = compileSelectors(request.matchers, describe);
    for (const series of this.seriesIn(range, tenants)) {
      if (test(series.labels)) {
        yield series;
      }
    }
  }

  private seriesIn(range: QueryRange | undefined, tenants: readonly string[]): Iterable<StoredSeries> {
    return range ? this.store.seriesBetween(tenants, range.startMs, range.endMs) : [];
  }
}

const labelSelectorFault = (fault: string) => `parsing label selector: ${fault}`;

function shownTo({ utf8LabelNames }: Caller): (name: string) => boolean {
  return (name) => utf8LabelNames || /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}
