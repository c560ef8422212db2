import type { ValueKind } from '../storage/seriesLabels';

/** What a client may say about a sample type, in `sample_type_config`. */
export type SampleTypeConfig = Record<string, { 'display-name'?: string }>;

const DISPLAY_NAMES: ReadonlyArray<[prefix: string, metric: string]> = [
  ['mutex_', 'mutex'],
  ['block_', 'block'],
  ['goroutines', 'goroutines'],
];

/** The metric (the first part of the profile type) of a pprof file that came without one. */
export function metricOf(sampleTypes: readonly ValueKind[], config: SampleTypeConfig): string {
  for (const { type } of sampleTypes) {
    const display = config[type]?.['display-name'] ?? '';
    const known = DISPLAY_NAMES.find(([prefix]) => display.startsWith(prefix));
    if (known) {
      return known[1];
    }
  }
  const types = sampleTypes.map(({ type }) => type);
  if (types.includes('wall')) {
    return 'wall';
  }
  if (types.some((type) => type.includes('cpu'))) {
    return 'process_cpu';
  }
  if (types.some((type) => /^(alloc_|inuse_)|^(space|objects)$/.test(type))) {
    return 'memory';
  }
  return types[types.length - 1];
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
 * @param sampleRate Samples a second: what turns counts of CPU and wall samples into nanoseconds.
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
