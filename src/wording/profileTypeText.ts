import { isCpu, kindOf, parseProfileType, type ProfileKind } from '../../pkg/pyroscope/profileType';
import { t } from './t';
import { grafanaUnit, unitName } from './units';

export interface ProfileTypeText {
  kind: ProfileKind;
  /** As a title says it: 'CPU time'. */
  label: string;
  /** One sentence for a user who meets it for the first time. */
  description: string;
}

/** The order in which kinds are listed. */
export const KINDS: readonly ProfileKind[] = ['cpu', 'wall', 'memory', 'lock', 'goroutine', 'other'];

export function kindText(kind: ProfileKind): string {
  switch (kind) {
    case 'cpu':
      return t('datasource.kind.cpu', 'CPU');
    case 'wall':
      return t('datasource.kind.wall', 'Elapsed time');
    case 'memory':
      return t('datasource.kind.memory', 'Memory');
    case 'lock':
      return t('datasource.kind.lock', 'Locks and waiting');
    case 'goroutine':
      return t('datasource.kind.goroutine', 'Goroutines');
    case 'other':
      return t('datasource.kind.other', 'Other');
  }
}

/** Grafana's unit id of a profile type's values; a unit that is not known stays as the profiler called it. */
export function unitOf(id: string): string {
  return grafanaUnit(parseProfileType(id)?.sampleUnit ?? '');
}

/** Words for a profile type; an id that is none of the known ones is named by its own parts. */
export function profileTypeText(id: string): ProfileTypeText {
  return { kind: kindOf(id), ...words(id) };
}

/** What a type is called among others: its name, and with it its id where another of them has the same name. */
export function profileTypeName(id: string, among: Iterable<string>): string {
  const { label } = profileTypeText(id);
  for (const other of among) {
    if (other !== id && profileTypeText(other).label === label) {
      return `${label} (${id})`;
    }
  }
  return label;
}

function words(id: string): Omit<ProfileTypeText, 'kind'> {
  const type = parseProfileType(id);
  if (!type) {
    return { label: id, description: '' };
  }
  const { name, sampleType } = type;
  if (isCpu(id)) {
    return {
      label: t('datasource.type.cpu', 'CPU time'),
      description: t('datasource.type.cpu-is', 'Time spent running on a processor.'),
    };
  }
  switch (sampleType) {
    case 'samples':
      return {
        label:
          name === 'wall'
            ? t('datasource.type.wall-samples', 'Elapsed time samples')
            : t('datasource.type.samples', 'CPU samples'),
        description: t('datasource.type.samples-is', 'How often the profiler saw each stack.'),
      };
    case 'wall':
      return {
        label: t('datasource.type.wall', 'Wall time'),
        description: t('datasource.type.wall-is', 'Elapsed time, running or waiting.'),
      };
    case 'off_cpu':
      return {
        label: t('datasource.type.off-cpu', 'Off-CPU time'),
        description: t('datasource.type.off-cpu-is', 'Time threads were not running on a processor.'),
      };
    case 'alloc_space':
    case 'alloc_size':
    case 'alloc_sample_bytes':
    case 'alloc_in_new_tlab_bytes':
    case 'alloc_outside_tlab_bytes':
    case 'malloc_bytes':
      return {
        label: variant(t('datasource.type.alloc-bytes', 'Allocated memory'), sampleType),
        description: t('datasource.type.alloc-bytes-is', 'Bytes allocated in this time, whether freed since or not.'),
      };
    case 'alloc_objects':
    case 'alloc_samples':
    case 'alloc_sample_objects':
    case 'alloc_in_new_tlab_objects':
    case 'alloc_outside_tlab_objects':
    case 'malloc_objects':
      return {
        label: variant(t('datasource.type.alloc-objects', 'Allocated objects'), sampleType),
        description: t('datasource.type.alloc-objects-is', 'How many objects were allocated in this time.'),
      };
    case 'inuse_space':
      return {
        label: t('datasource.type.inuse-bytes', 'Memory in use'),
        description: t('datasource.type.inuse-bytes-is', 'Bytes allocated and not freed yet.'),
      };
    case 'inuse_objects':
    case 'live':
      return {
        label: t('datasource.type.inuse-objects', 'Objects in use'),
        description: t('datasource.type.inuse-objects-is', 'Objects allocated and not freed yet.'),
      };
    case 'contentions':
    case 'lock_count':
      return {
        label:
          name === 'block'
            ? t('datasource.type.block-count', 'Blocking events')
            : t('datasource.type.mutex-count', 'Lock contentions'),
        description: t('datasource.type.contentions-is', 'How often something had to wait.'),
      };
    case 'delay':
    case 'lock_time':
      return name === 'block'
        ? {
            label: t('datasource.type.block-time', 'Blocked time'),
            description: t('datasource.type.block-time-is', 'Time spent waiting for channels, locks and the like.'),
          }
        : {
            label: t('datasource.type.mutex-time', 'Lock wait time'),
            description: t('datasource.type.mutex-time-is', 'Time others waited for a lock held here.'),
          };
    case 'goroutine':
    case 'goroutines':
      return {
        label: t('datasource.type.goroutines', 'Goroutines'),
        description: t('datasource.type.goroutines-is', 'Goroutines that existed, by where they were.'),
      };
    case 'goroutineleak':
      return {
        label: t('datasource.type.goroutine-leaks', 'Leaked goroutines'),
        description: t(
          'datasource.type.goroutine-leaks-is',
          'Goroutines that wait for something that can never happen.'
        ),
      };
    case 'exception':
    case 'exceptions':
      return {
        label: t('datasource.type.exceptions', 'Exceptions'),
        description: t('datasource.type.exceptions-is', 'How many exceptions were thrown.'),
      };
    default:
      return {
        label: [name, sampleType].filter(Boolean).join(' '),
        description: t('datasource.type.other-is', 'Measured in {{unit}}.', { unit: unitName(type.sampleUnit) }),
      };
  }
}

/** Java tells allocations inside and outside of a thread's own buffer apart; so must their names. */
function variant(label: string, sampleType: string): string {
  if (sampleType.includes('in_new_tlab')) {
    return t('datasource.type.in-tlab', '{{label}} (new TLAB)', { label });
  }
  if (sampleType.includes('outside_tlab')) {
    return t('datasource.type.outside-tlab', '{{label}} (outside TLAB)', { label });
  }
  if (sampleType.startsWith('malloc')) {
    return t('datasource.type.native', '{{label}} (native)', { label });
  }
  return label;
}
