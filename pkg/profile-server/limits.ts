const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MIB = 1024 * 1024;

/** What a tenant may send and ask. The defaults are Pyroscope's; 0 switches a limit off. */
export interface Limits {
  maxQueryLengthMs: number;
  /** The part of a range that is older is left out; a range that is all older is empty. */
  maxQueryLookbackMs: number;
  /** What a query without `max_nodes` gets. */
  defaultNodes: number;
  maxNodes: number;
  rejectOlderThanMs: number;
  rejectNewerThanMs: number;
  /** Uncompressed. */
  maxProfileBytes: number;
  maxProfileSamples: number;
  /** Frames nearest to the root are kept. */
  maxStackDepth: number;
  maxLabelNames: number;
  maxLabelNameLength: number;
  maxLabelValueLength: number;
  /** Of a request as it comes over the network. */
  maxBodyBytes: number;
  /** Uncompressed profiles, per tenant. */
  ingestBytesPerSecond: number;
  /** A single profile above this never passes while the rate is limited. */
  ingestBurstBytes: number;
}

export const pyroscopeLimits: Limits = {
  maxQueryLengthMs: DAY,
  maxQueryLookbackMs: 7 * DAY,
  defaultNodes: 8192,
  maxNodes: 1_048_576,
  rejectOlderThanMs: HOUR,
  rejectNewerThanMs: 10 * MINUTE,
  maxProfileBytes: 4 * MIB,
  maxProfileSamples: 16_000,
  maxStackDepth: 1000,
  maxLabelNames: 30,
  maxLabelNameLength: 1024,
  maxLabelValueLength: 2048,
  maxBodyBytes: 256 * MIB,
  ingestBytesPerSecond: 4 * MIB,
  ingestBurstBytes: 2 * MIB,
};

/** For one's own machine: the recorded profiles are older than an hour in the morning, and larger than a cluster would want. */
export const laptopLimits: Limits = {
  ...pyroscopeLimits,
  rejectOlderThanMs: 0,
  maxProfileBytes: 64 * MIB,
  maxProfileSamples: 0,
  ingestBytesPerSecond: 0,
};
