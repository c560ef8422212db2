import type { LevelColumns } from '../calltree/levelColumns';

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
  /** 16 hex digits each; the server ORs them. Cannot go with `traceIds`. */
  spanIds?: string[];
  /** 32 hex digits each. */
  traceIds?: string[];
  profileIds?: string[];
  /** Root-first exact function names: only stacks that start with them. */
  callSite?: string[];
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
  /** Uses `span_selector` of SelectMergeStacktraces nowhere: see `selectMergeSpanProfile`. */
  selectMergeStacktraces(request: MergeStacktracesRequest, options?: CallOptions): Promise<LevelColumns>;
  /** Answered by every server since 0.14; needs at least one span id (without one the server sends the whole profile). */
  selectMergeSpanProfile(
    request: TimeRange & { profileTypeId: string; labelSelector: string; spanIds: string[]; maxNodes?: number },
    options?: CallOptions
  ): Promise<LevelColumns>;
  profileStats(options?: CallOptions): Promise<ProfileStats>;
  /** Flag name to enabled. */
  featureFlags(options?: CallOptions): Promise<Map<string, boolean>>;
  buildInfo(options?: CallOptions): Promise<BuildInfo>;
}
