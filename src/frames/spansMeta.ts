import type { DataFrame } from '@grafana/data';

/** What is said of a list of spans, under `frame.meta.custom.hotpathSpans`. */
export interface SpansMeta {
  traceId?: string;
  /** Set where these are the spans that have samples in this function. */
  functionName?: string;
  profileTypeId: string;
  labelSelector: string;
  /** What an amount is called: CPU time. */
  label: string;
  unit: string;
  /** The data source that answered. */
  source: { uid: string; type: string };
  /** Where traces are shown. */
  tempo?: { uid: string; name: string };
  /** Milliseconds since 1970. */
  range: { from: number; to: number };
  notes: string[];
  /** In place of spans: why there are none. */
  problem?: { title: string; remedy?: string; detail?: string; isFailure: boolean };
}

/** What was said of the spans of a frame; undefined for any other frame. */
export function spansMeta(frame: DataFrame): SpansMeta | undefined {
  return frame.meta?.custom?.hotpathSpans as SpansMeta | undefined;
}
