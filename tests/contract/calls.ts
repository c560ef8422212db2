import {
  clone,
  createRegistry,
  equals,
  fromBinary,
  type DescMessage,
  type Message,
  type MessageShape,
} from '@bufbuild/protobuf';
import type { ExemplarKind, MergeStacktracesRequest, PyroscopeClient } from '../../pkg/pyroscope/api';
import { levelsOfAnswer } from '../../pkg/pyroscope/flamegraph/answer';
import { FeatureFlagsService } from '../../pkg/pyroscope/gen/capabilities/v1/feature_flags_pb';
import {
  AnalyzeQueryRequestSchema,
  DiffRequestSchema,
  HeatmapQueryType,
  ProfileFormat,
  ProfileTypesRequestSchema,
  QuerierService,
  SelectHeatmapRequestSchema,
  SelectMergeProfileRequestSchema,
  SelectMergeSpanProfileRequestSchema,
  SelectMergeStacktracesRequestSchema,
  SelectSeriesRequestSchema,
  SeriesRequestSchema,
  type SelectMergeStacktracesRequest,
} from '../../pkg/pyroscope/gen/querier/v1/querier_pb';
import {
  ExemplarType,
  LabelNamesRequestSchema,
  LabelValuesRequestSchema,
  TimeSeriesAggregationType,
  type StackTraceSelector,
} from '../../pkg/pyroscope/gen/types/v1/types_pb';

export type Ask = (client: PyroscopeClient) => Promise<unknown>;

/** A method of a service that we have a description of. */
export interface Method {
  name: string;
  path: string;
  input: DescMessage;
  output: DescMessage;
}

const METHODS = new Map<string, Method>(
  [...Object.values(QuerierService.method), ...Object.values(FeatureFlagsService.method)].map(
    ({ name, parent, input, output }) => {
      const path = `/${parent.typeName}/${name}`;
      return [path, { name, path, input, output }];
    }
  )
);

export const CALLED_METHODS = [...METHODS.values()].map(({ name }) => name);

export function methodAt(path: string): Method | undefined {
  return METHODS.get(path);
}

/** What our client has to be told to ask this, or why it never asks it. */
export function askFor(method: Method, bytes: Uint8Array): Ask | string {
  return method.name in ASKS ? ASKS[method.name](bytes) : `no call for ${method.name}`;
}

/**
 * Whether two requests of a method ask the same. Which form of a profile is wanted is not part of the question: our
 * client asks for flame graphs only.
 */
export function sameQuestion({ input }: Method, sent: Uint8Array, recorded: Uint8Array): boolean {
  return equals(input, withoutForm(input, sent), withoutForm(input, recorded), {
    registry: createRegistry(),
    unknown: true,
  });
}

function withoutForm(schema: DescMessage, bytes: Uint8Array): Message {
  const message = clone(schema, fromBinary(schema, bytes)) as Message & Record<string, unknown>;
  if ('format' in message) {
    message.format = ProfileFormat.UNSPECIFIED;
  }
  if (message.exemplarType === ExemplarType.NONE) {
    message.exemplarType = ExemplarType.UNSPECIFIED;
  }
  return message;
}

const ASKS: Record<string, (bytes: Uint8Array) => Ask | string> = {
  ProfileTypes: asking(ProfileTypesRequestSchema, (request) => (client) => client.profileTypes(range(request))),
  LabelNames: asking(
    LabelNamesRequestSchema,
    (request) => (client) => client.labelNames({ ...range(request), matchers: request.matchers })
  ),
  LabelValues: asking(
    LabelValuesRequestSchema,
    (request) => (client) => client.labelValues({ ...range(request), name: request.name, matchers: request.matchers })
  ),
  Series: asking(
    SeriesRequestSchema,
    (request) => (client) =>
      client.series({ ...range(request), matchers: request.matchers, labelNames: request.labelNames })
  ),
  SelectMergeStacktraces: asking(SelectMergeStacktracesRequestSchema, (request) =>
    request.async
      ? 'never in the background'
      : (client) => client.selectMergeStacktraces(stacktraces(request)).then(levelsOfAnswer)
  ),
  SelectMergeSpanProfile: asking(SelectMergeSpanProfileRequestSchema, (request) =>
    request.spanSelector.length === 0
      ? 'never without a span'
      : (client) =>
          client
            .selectMergeSpanProfile({
              ...narrowed(request),
              maxNodes: optional(request.maxNodes),
              spanIds: request.spanSelector,
            })
            .then(levelsOfAnswer)
  ),
  SelectMergeProfile: asking(SelectMergeProfileRequestSchema, (request) =>
    request.stackTraceSelector?.callSite.length === 0
      ? 'never for a compiler'
      : (client) =>
          client.selectMergeProfile({
            ...narrowed(request),
            maxNodes: optional(request.maxNodes),
            callSite: callSite(request.stackTraceSelector),
            profileIds: request.profileIdSelector,
            traceIds: request.traceIdSelector,
          })
  ),
  Diff: asking(DiffRequestSchema, ({ left, right }) =>
    left && right
      ? (client) => client.diff(stacktraces(left), stacktraces(right)).then(levelsOfAnswer)
      : 'never with one side only'
  ),
  SelectSeries: asking(
    SelectSeriesRequestSchema,
    (request) => (client) =>
      client.selectSeries({
        ...narrowed(request),
        groupBy: request.groupBy,
        step: request.step,
        aggregation:
          request.aggregation === undefined
            ? undefined
            : request.aggregation === TimeSeriesAggregationType.AVERAGE
              ? 'average'
              : 'sum',
        limit: optional(request.limit),
        exemplars: exemplars(request.exemplarType),
        callSite: callSite(request.stackTraceSelector),
      })
  ),
  SelectHeatmap: asking(SelectHeatmapRequestSchema, (request) => {
    const of = request.queryType === HeatmapQueryType.SPAN ? 'span' : 'individual';
    const wanted = exemplars(request.exemplarType);
    if (request.queryType === HeatmapQueryType.UNSPECIFIED) {
      return 'never without saying what is counted';
    }
    if (wanted && wanted !== of) {
      return 'never with exemplars of what is not counted';
    }
    return (client) =>
      client.selectHeatmap({
        ...narrowed(request),
        groupBy: request.groupBy,
        step: request.step,
        of,
        exemplars: wanted !== undefined,
        limit: optional(request.limit),
      });
  }),
  AnalyzeQuery: asking(
    AnalyzeQueryRequestSchema,
    (request) => (client) => client.analyzeQuery({ ...range(request), query: request.query })
  ),
  GetProfileStats: () => (client) => client.profileStats(),
  GetFeatureFlags: () => (client) => client.featureFlags(),
};

function asking<S extends DescMessage>(
  schema: S,
  ask: (request: MessageShape<S>) => Ask | string
): (bytes: Uint8Array) => Ask | string {
  return (bytes) => ask(fromBinary(schema, bytes));
}

function range({ start, end }: { start: bigint; end: bigint }) {
  return { start: Number(start), end: Number(end) };
}

function narrowed(request: { profileTypeID: string; labelSelector: string; start: bigint; end: bigint }) {
  return { ...range(request), profileTypeId: request.profileTypeID, labelSelector: request.labelSelector };
}

function stacktraces(request: SelectMergeStacktracesRequest): MergeStacktracesRequest {
  return {
    ...narrowed(request),
    maxNodes: optional(request.maxNodes),
    callSite: callSite(request.stackTraceSelector),
    profileIds: request.profileIdSelector,
    traceIds: request.traceIdSelector,
    spanIds: request.spanSelector,
  };
}

function optional(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function callSite(selector: StackTraceSelector | undefined): string[] | undefined {
  return selector?.callSite.map(({ name }) => name);
}

function exemplars(type: ExemplarType): ExemplarKind | undefined {
  return type === ExemplarType.INDIVIDUAL ? 'individual' : type === ExemplarType.SPAN ? 'span' : undefined;
}
