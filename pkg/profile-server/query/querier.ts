import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import { truncateForFlameGraph } from '../../calltree/truncate';
import { levelsFromCallTree } from '../../formats/levels';
import {
  ProfileFormat,
  type ProfileTypesRequest,
  ProfileTypesResponseSchema,
  type SelectHeatmapRequest,
  type SelectHeatmapResponseSchema,
  type SelectMergeSpanProfileRequest,
  type SelectMergeStacktracesRequest,
  type SelectSeriesRequest,
  type SelectSeriesResponseSchema,
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
import { ConnectError, invalid } from '../http/connectError';
import { idWords } from '../ingest/convertPprof';
import { failedSearch } from './failedSearch';
import { type Answer, flameGraphAnswer } from './flameGraphAnswer';
import type { Limits } from '../limits';
import { compileSelectors, type LabelTest } from './matchers';
import { mergeStacks, type SampleSelection } from './mergeStacks';
import { selectProfiles } from './profileSelection';
import { checkRange, type QueryRange } from './queryRange';
import { selectHeatmap } from './selectHeatmap';
import { selectSeries } from './selectSeries';
import { labelValue, type SeriesLabels } from '../storage/seriesLabels';
import type { ProfileStore, StoredSeries } from '../storage/store';

const HOUR = 3_600_000;
const ZERO = BigInt(0);
const UUID_LENGTHS = new Set([32, 36, 38, 45]);

/** Who asks. */
export interface Caller {
  tenants: readonly string[];
  /** Without it, label names outside `[a-zA-Z_][a-zA-Z0-9_]*` are left out of answers. */
  utf8LabelNames: boolean;
}

type Init<S extends DescMessage> = MessageInitShape<S>;

/** The reading calls. */
export class Querier {
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
        sets.set(kept.map(({ name, value }) => `${name}\0${value}`).join('\0'), kept);
      }
    }
    const sorted = [...sets].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return { labelsSet: sorted.map(([, labels]) => ({ labels: [...labels] })) };
  }

  selectMergeStacktraces(request: SelectMergeStacktracesRequest, caller: Caller): Answer {
    const { profileIdSelector, traceIdSelector, spanSelector, stackTraceSelector } = request;
    if (spanSelector.length > 0 && traceIdSelector.length > 0) {
      throw invalid('span_selector and trace_id_selector cannot be combined');
    }
    return this.flameGraph(request, caller, () => ({
      spans: someOf(spanSelector, (id) => parseId('span', id, 2)),
      traces: someOf(traceIdSelector, (id) => parseId('trace', id, 4)),
      profileIds: profileIdSelector.length > 0 ? new Set(profileIdSelector.map(parseUuid)) : undefined,
      callSite: stackTraceSelector?.goPgo ? undefined : stackTraceSelector?.callSite.map(({ name }) => name),
    }));
  }

  selectMergeSpanProfile(request: SelectMergeSpanProfileRequest, caller: Caller): Answer {
    return this.flameGraph(request, caller, () => ({
      spans: someOf(request.spanSelector, (id) => parseId('span', id, 2)),
    }));
  }

  selectSeries(request: SelectSeriesRequest, { tenants }: Caller): Init<typeof SelectSeriesResponseSchema> {
    return selectSeries(this.store, this.limits, request, tenants);
  }

  selectHeatmap(request: SelectHeatmapRequest, { tenants }: Caller): Init<typeof SelectHeatmapResponseSchema> {
    return selectHeatmap(this.store, this.limits, request, tenants);
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

  /** `select` is called only when there is something to select from: until then a malformed id is no error. */
  private flameGraph(
    request: SelectMergeStacktracesRequest | SelectMergeSpanProfileRequest,
    { tenants }: Caller,
    select: () => SampleSelection
  ): Answer {
    if (request.format === ProfileFormat.TREE || request.format >= ProfileFormat.DOT) {
      throw new ConnectError(
        'unimplemented',
        `profile format ${ProfileFormat[request.format]} is not supported: ask for a flame graph`
      );
    }
    const { series, startMs, endMs } = selectProfiles(this.store, this.limits, request, tenants);
    const maxNodes = this.checkMaxNodes(request.maxNodes ?? ZERO);
    const tree = mergeStacks(this.store, series, startMs, endMs, series.length > 0 ? select() : {});
    return flameGraphAnswer(levelsFromCallTree(truncateForFlameGraph(tree, maxNodes)));
  }

  private checkMaxNodes(asked: bigint): number {
    const { defaultNodes, maxNodes } = this.limits;
    if (asked === ZERO) {
      return defaultNodes;
    }
    if (maxNodes === 0) {
      return Math.max(0, Number(asked));
    }
    if (asked < ZERO) {
      throw invalid(`max flamegraph nodes limit must be set (max allowed ${maxNodes})`);
    }
    if (asked > BigInt(maxNodes)) {
      throw invalid(`max flamegraph nodes limit ${asked} is greater than allowed ${maxNodes}`);
    }
    return Number(asked);
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

function someOf<T>(ids: readonly string[], parse: (id: string) => T): T[] | undefined {
  return ids.length > 0 ? ids.map(parse) : undefined;
}

/** What is no id at all is, as in Pyroscope, a failure of the search and not of the request. */
function parseId(kind: 'span' | 'trace', id: string, words: number): readonly number[] {
  if (id.length !== words * 8) {
    throw failedSearch(`invalid ${kind} id length: ${JSON.stringify(id)}`);
  }
  if (!/^[0-9a-fA-F]+$/.test(id)) {
    throw failedSearch(`invalid ${kind} id: ${JSON.stringify(id)}`);
  }
  return idWords(id, words) ?? [];
}

/** In any of the forms of a UUID: plain digits, with dashes, in braces, as a URN. */
function parseUuid(id: string): string {
  const match = /^(?:urn:uuid:|\{)?([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})\}?$/i.exec(id);
  if (!match) {
    throw failedSearch(UUID_LENGTHS.has(id.length) ? 'invalid UUID format' : `invalid UUID length: ${id.length}`);
  }
  return match[1].replaceAll('-', '').toLowerCase();
}
