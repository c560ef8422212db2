/** A time range in milliseconds since 1970, both ends included. */
export interface TimeRange {
  start: number;
  end: number;
}

/** What `ProfileTypes` tells of a profile type; `id` is what queries name. */
export interface ProfileTypeInfo {
  id: string;
  name: string;
  sampleType: string;
  sampleUnit: string;
  periodType: string;
  periodUnit: string;
}

export type LabelPair = { name: string; value: string };
export type LabelSet = LabelPair[];

export interface MergeStacktracesRequest extends TimeRange {
  profileTypeId: string;
  labelSelector: string;
  /** Absent: the server's default (8,192). */
  maxNodes?: number;
  /** 16 hex digits each; the server ORs them. Cannot go with `traceIds`. Servers before 2.2 ignore it, see `selectMergeSpanProfile`. */
  spanIds?: string[];
  /** 32 hex digits each. Servers before 2.2 ignore it. */
  traceIds?: string[];
  profileIds?: string[];
  /** Root-first exact function names: only stacks that start with them. */
  callSite?: string[];
}

/**
 * What a server answered to a call for a flame graph, as it came. The bytes are all of their buffer and belong to the
 * one who asked, who may hand them over to another thread.
 */
export interface FlameGraphAnswer {
  /** The RPC, which errors name. */
  readonly call: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether it holds the two sides of a comparison. */
  readonly compared: boolean;
}

export interface ProfileStats {
  dataIngested: boolean;
  /** Milliseconds since 1970; absent when the server does not know. */
  oldestProfileTime?: number;
  newestProfileTime?: number;
}

export interface BuildInfo {
  version: string;
  revision: string;
}

export type ExemplarKind = 'individual' | 'span';

/** One profile or span behind a value. Ids are empty where the server does not know them. */
export interface Exemplar {
  /** Milliseconds since 1970. */
  timestamp: number;
  /** In the smallest unit of the profile type. */
  value: number;
  profileId: string;
  /** 16 hex digits. */
  spanId: string;
  /** 32 hex digits. */
  traceId: string;
  /** Those that the series does not have. */
  labels: LabelSet;
}

export interface SpanProfileRequest extends TimeRange {
  profileTypeId: string;
  labelSelector: string;
  /** 16 hex digits each; the server ORs them. */
  spanIds: string[];
  maxNodes?: number;
}

export interface SelectSeriesRequest extends TimeRange {
  profileTypeId: string;
  labelSelector: string;
  groupBy?: string[];
  /** Seconds, at least 0.001. */
  step: number;
  /** The default is the sum; only servers of storage mode v1 know another. */
  aggregation?: 'sum' | 'average';
  /** Only the largest series. */
  limit?: number;
  exemplars?: ExemplarKind;
  /** Root-first exact function names; only servers of storage mode v1 heed it. */
  callSite?: string[];
}

/** Parallel columns: `values[i]` is the sum of the samples in the step that ends at `timestamps[i]`. Empty steps are missing. */
export interface TimeSeries {
  labels: LabelSet;
  timestamps: number[];
  values: number[];
  exemplars: Exemplar[];
  annotations: Array<{ timestamp: number; key: string; value: string }>;
}

export interface SelectHeatmapRequest extends TimeRange {
  profileTypeId: string;
  labelSelector: string;
  groupBy?: string[];
  /** Seconds, at least 0.001. */
  step: number;
  /** What is counted: stored profiles, or spans. */
  of: ExemplarKind;
  exemplars?: boolean;
  limit?: number;
}

export interface HeatmapSlot {
  /** The right edge, milliseconds since 1970. */
  timestamp: number;
  /** Lower bounds of the buckets, the same in every slot; parallel to `counts`. */
  yMin: number[];
  counts: number[];
  exemplars: Exemplar[];
}

export interface HeatmapSeries {
  labels: LabelSet;
  slots: HeatmapSlot[];
}

export interface MergeProfileRequest extends TimeRange {
  profileTypeId: string;
  labelSelector: string;
  maxNodes?: number;
  traceIds?: string[];
  profileIds?: string[];
  callSite?: string[];
}

/** What a query would touch, by component. Servers of storage mode v2 answer with no scopes. */
export interface QueryAnalysis {
  scopes: Array<{
    component: string;
    components: number;
    blocks: number;
    series: number;
    profiles: number;
    samples: number;
    indexBytes: number;
    profileBytes: number;
    symbolBytes: number;
  }>;
  totalBytesInTimeRange: number;
  totalQueriedSeries: number;
  deduplicationNeeded: boolean;
}

export interface CallOptions {
  signal?: AbortSignal;
}

/** The calls of a Pyroscope server that are used here. Every method rejects with a `PyroscopeError` and nothing else. */
export interface PyroscopeClient {
  profileTypes(range: TimeRange, options?: CallOptions): Promise<ProfileTypeInfo[]>;
  labelNames(request: TimeRange & { matchers?: string[] }, options?: CallOptions): Promise<string[]>;
  labelValues(request: TimeRange & { name: string; matchers?: string[] }, options?: CallOptions): Promise<string[]>;
  series(
    request: TimeRange & { matchers?: string[]; labelNames?: string[] },
    options?: CallOptions
  ): Promise<LabelSet[]>;
  /** A server without data for it answers with a root of total 0. */
  selectMergeStacktraces(request: MergeStacktracesRequest, options?: CallOptions): Promise<FlameGraphAnswer>;
  /** Answered by every server since 0.14; needs at least one span id (without one the server sends the whole profile). */
  selectMergeSpanProfile(request: SpanProfileRequest, options?: CallOptions): Promise<FlameGraphAnswer>;
  /** A pprof file, not compressed; no bytes where there is no data. */
  selectMergeProfile(request: MergeProfileRequest, options?: CallOptions): Promise<Uint8Array>;
  /** Left is the baseline. The tree of the answer has its right-hand columns. */
  diff(left: MergeStacktracesRequest, right: MergeStacktracesRequest, options?: CallOptions): Promise<FlameGraphAnswer>;
  selectSeries(request: SelectSeriesRequest, options?: CallOptions): Promise<TimeSeries[]>;
  /** `unimplemented` from servers of storage mode v1, and from mixed ones for ranges that begin before their v2 data. */
  selectHeatmap(request: SelectHeatmapRequest, options?: CallOptions): Promise<HeatmapSeries[]>;
  /** `query` is a whole selector, with `__profile_type__` among its matchers. */
  analyzeQuery(request: TimeRange & { query: string }, options?: CallOptions): Promise<QueryAnalysis>;
  profileStats(options?: CallOptions): Promise<ProfileStats>;
  /** Flag name to enabled. */
  featureFlags(options?: CallOptions): Promise<Map<string, boolean>>;
  buildInfo(options?: CallOptions): Promise<BuildInfo>;
}
