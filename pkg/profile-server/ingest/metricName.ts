import type { ValueKind } from '../storage/seriesLabels';

/** What a client says of its sample types, in `sample_type_config`. */
export type SampleTypeConfig = ReadonlyMap<string, { displayName: string }>;

/** Stands where a client says nothing. */
const DEFAULT_CONFIG: SampleTypeConfig = new Map([
  ['samples', { displayName: 'cpu' }],
  ['goroutine', { displayName: 'goroutines' }],
  ['contentions', { displayName: 'mutex_count' }],
  ['delay', { displayName: 'mutex_duration' }],
]);

const METRICS: ReadonlyArray<[name: RegExp, metric: string]> = [
  [/cpu/, 'process_cpu'],
  [/alloc_|inuse_|^(?:space|objects)$/, 'memory'],
  [/mutex_/, 'mutex'],
  [/block_/, 'block'],
  [/goroutines/, 'goroutines'],
];

/**
 * The metric (the first part of the profile type) of a pprof file that came without one, as Pyroscope has it: `wall` if
 * there is such a sample type, else by the first one whose display name, or name, says it, else the last one's name.
 */
export function metricOf(sampleTypes: readonly ValueKind[], config: SampleTypeConfig = DEFAULT_CONFIG): string {
  if (sampleTypes.some(({ type }) => type === 'wall')) {
    return 'wall';
  }
  const names = sampleTypes.map(({ type }) => config.get(type)?.displayName || type);
  for (const name of names) {
    const known = METRICS.find(([part]) => part.test(name));
    if (known) {
      return known[1];
    }
  }
  return names[names.length - 1];
}

/** Old .NET SDKs, which give no name or a name of theirs, write sample types with `-` and leave function ids 0. */
export function isOldDotnet(spyName: string, config: SampleTypeConfig = DEFAULT_CONFIG): boolean {
  return spyName === 'dotnetspy' || (['', 'unknown'].includes(spyName) && config.has('inuse-space'));
}

export interface FoldedKind {
  metric: string;
  app: string;
  sampleType: ValueKind;
  periodType: ValueKind;
  /** What a count in the text is worth. */
  scale: number;
}

const NONE: ValueKind = { type: '', unit: '' };
const CPU: ValueKind = { type: 'cpu', unit: 'nanoseconds' };

/** The last part of an app name to metric, sample type and unit. */
const FOLDED: Record<string, [metric: string, type: string, unit: string]> = {
  cpu: ['process_cpu', 'samples', 'count'],
  itimer: ['process_cpu', 'samples', 'count'],
  wall: ['wall', 'samples', 'count'],
  inuse_objects: ['memory', 'inuse_objects', 'count'],
  inuse_space: ['memory', 'inuse_space', 'bytes'],
  alloc_objects: ['memory', 'alloc_objects', 'count'],
  alloc_space: ['memory', 'alloc_space', 'bytes'],
  alloc_in_new_tlab_objects: ['memory', 'alloc_in_new_tlab_objects', 'count'],
  alloc_in_new_tlab_bytes: ['memory', 'alloc_in_new_tlab_bytes', 'bytes'],
  alloc_outside_tlab_objects: ['memory', 'alloc_outside_tlab_objects', 'count'],
  alloc_outside_tlab_bytes: ['memory', 'alloc_outside_tlab_bytes', 'bytes'],
  live: ['memory', 'live', 'count'],
  bytes: ['memory', 'samples', 'bytes'],
  goroutines: ['goroutine', 'goroutines', 'count'],
  mutex_count: ['mutex', 'contentions', 'count'],
  mutex_duration: ['mutex', 'delay', 'nanoseconds'],
  block_count: ['block', 'contentions', 'count'],
  block_duration: ['block', 'delay', 'nanoseconds'],
  lock_count: ['block', 'contentions', 'count'],
  lock_duration: ['block', 'delay', 'nanoseconds'],
  exceptions: ['exceptions', 'samples', 'count'],
  seconds: ['wall', 'samples', 'count'],
  milliseconds: ['wall', 'samples', 'count'],
  microseconds: ['wall', 'samples', 'count'],
  nanoseconds: ['wall', 'samples', 'count'],
};

/**
 * What a folded profile measures, by the last dot segment of the app's name; without a dot it is CPU time.
 * @param sampleRate Samples a second: what turns counts of CPU and wall samples into nanoseconds; 0 for counts as they are.
 * @returns undefined for a segment that is no kind of profile.
 */
export function foldedKind(name: string, sampleRate: number): FoldedKind | undefined {
  const dot = name.lastIndexOf('.');
  const [app, kind] = dot === -1 ? [name, 'cpu'] : [name.slice(0, dot), name.slice(dot + 1)];
  if (!Object.hasOwn(FOLDED, kind) || app === '') {
    return undefined;
  }
  const [metric, type, unit] = FOLDED[kind];
  if (sampleRate > 0 && (metric === 'process_cpu' || metric === 'wall')) {
    const sampleType = metric === 'wall' ? { type: 'wall', unit: 'nanoseconds' } : CPU;
    return { metric, app, sampleType, periodType: CPU, scale: Math.floor(1e9 / sampleRate) };
  }
  return { metric, app, sampleType: { type, unit }, periodType: NONE, scale: 1 };
}

/** The endings an app's name may have. */
export const foldedKinds: readonly string[] = Object.keys(FOLDED);
