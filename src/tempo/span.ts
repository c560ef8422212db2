/** A span as far as it is needed here. Ids are hexadecimal in lower case, 16 and 32 digits. */
export interface Span {
  traceId: string;
  spanId: string;
  /** Empty for the root. */
  parentSpanId: string;
  name: string;
  service: string;
  /** Milliseconds since 1970, not whole. */
  startMs: number;
  durationMs: number;
  /** What its samples are found by, as the attribute `pyroscope.profile.id` has it. */
  profileId?: string;
  /** `telemetry.sdk.language`: go, python, java, nodejs, … */
  language?: string;
}

/** The attribute that a profiler's OpenTelemetry integration sets on the spans whose samples it marks. */
export const PROFILE_ID = 'pyroscope.profile.id';
