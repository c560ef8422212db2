import { measureOf, valueUnit, type Measure } from '../calltree/valueUnit';

/** The parts of a profile type id, `name:sampleType:sampleUnit:periodType:periodUnit` and sometimes `:delta`. */
export interface ProfileType {
  name: string;
  sampleType: string;
  sampleUnit: string;
  periodType: string;
  periodUnit: string;
  delta?: boolean;
}

/** `rate`: values add up over time and can be divided by it; `instant`: each profile is a state of its own. */
export type Aggregation = 'rate' | 'instant';

export type ProfileKind = 'cpu' | 'wall' | 'memory' | 'lock' | 'goroutine' | 'other';

/** Undefined for what is not five or six parts; parts may be empty, as in `off_cpu:off_cpu:nanoseconds::`. */
export function parseProfileType(id: string): ProfileType | undefined {
  const parts = id.split(':');
  if (parts.length !== 5 && parts.length !== 6) {
    return undefined;
  }
  const [name, sampleType, sampleUnit, periodType, periodUnit, last] = parts;
  const type = { name, sampleType, sampleUnit, periodType, periodUnit };
  return last === 'delta' ? { ...type, delta: true } : type;
}

/** Where the nature of the samples says one thing and Grafana's own data source another, dashboards expect the latter. */
const AS_GRAFANA = new Map<string, Aggregation>([
  ['process_cpu:samples:count:cpu:nanoseconds', 'instant'],
  ['process_cpu:lock_count:count:cpu:nanoseconds', 'instant'],
]);

/**
 * What each profile is a picture of, as the profilers name it: in use (Go, Python, Rust, Node.js, .NET) and `space` and
 * `objects` of heap profiles in the old form, live (Java), goroutines and threads that exist, memory that is resident.
 */
const STATES =
  /^(?:in_?use(?:_|$)|goroutine|threadcreate|threads$|live(?:_|$)|heap_live|retained|resident|rss(?:_|$)|space$|objects$)|_(?:inuse|live|retained)(?:_|$)/;
const EVENTS =
  /^(?:alloc|malloc|contentions$|delay$|lock|exception|samples$|cpu|wall|off_cpu$|itimer$|gc_)|(?:_count|_samples|_time)$/;

export function aggregation(id: string): Aggregation {
  const known = AS_GRAFANA.get(id);
  if (known) {
    return known;
  }
  const type = parseProfileType(id);
  if (!type || STATES.test(type.sampleType)) {
    return 'instant';
  }
  if (EVENTS.test(type.sampleType) || measured(type) === 'time' || measured(type) === 'memory') {
    return 'rate';
  }
  return 'instant';
}

/**
 * Whether each profile is a state at its time, such as memory in use or goroutines, and sums of several are an amount
 * that nobody ever held. What adds up over time is none, and neither are counts of an unknown kind.
 */
export function isState(id: string): boolean {
  const type = parseProfileType(id);
  return type !== undefined && STATES.test(type.sampleType);
}

/** CPU time, whoever measured it: Node.js sends it in a profile named `wall`. */
export function isCpu(id: string): boolean {
  const type = parseProfileType(id);
  return type !== undefined && type.sampleType === 'cpu' && measured(type) === 'time';
}

/** CPU time in nanoseconds, of which a billion a second are a core. */
export function isCpuNanoseconds(id: string): boolean {
  const type = parseProfileType(id);
  return type !== undefined && isCpu(id) && valueUnit(type.sampleUnit) === 'nanoseconds';
}

/** The group that a profile type is listed in. */
export function kindOf(id: string): ProfileKind {
  const type = parseProfileType(id);
  if (!type) {
    return 'other';
  }
  const { name, sampleType } = type;
  if (/^(?:inuse_|alloc|malloc|live$)/.test(sampleType) || name === 'memory' || name === 'heap') {
    return 'memory';
  }
  if (/^(?:contentions|delay|lock)/.test(sampleType) || /^(?:mutex|block|lock)$/.test(name)) {
    return 'lock';
  }
  if (sampleType.startsWith('goroutine') || name.startsWith('goroutine')) {
    return 'goroutine';
  }
  if (/^(?:cpu|itimer)/.test(sampleType) || (name === 'process_cpu' && sampleType === 'samples')) {
    return 'cpu';
  }
  if (sampleType === 'wall' || sampleType === 'off_cpu' || name === 'wall' || name === 'fgprof') {
    return 'wall';
  }
  return 'other';
}

function measured({ sampleUnit }: ProfileType): Measure | undefined {
  const unit = valueUnit(sampleUnit);
  return unit && measureOf(unit);
}
