import { isCpu, parseProfileType } from '../../pkg/pyroscope/profileType';
import { t } from './t';
import { grafanaUnit } from './units';

/** Grafana's unit id of a profile type's values; a unit that is not known stays as the profiler called it. */
export function unitOf(id: string): string {
  return grafanaUnit(parseProfileType(id)?.sampleUnit ?? '');
}

/** What a type is called among others: its label, and with it its id where another of them has the same label. */
export function profileTypeName(id: string, among: Iterable<string>): string {
  const label = profileTypeLabel(id);
  for (const other of among) {
    if (other !== id && profileTypeLabel(other) === label) {
      return `${label} (${id})`;
    }
  }
  return label;
}

/** As a title says it: 'CPU time'. A type that is none of the known ones is named by the parts of its id. */
export function profileTypeLabel(id: string): string {
  const type = parseProfileType(id);
  if (!type) {
    return id;
  }
  const { name, sampleType } = type;
  if (isCpu(id)) {
    return t('datasource.type.cpu', 'CPU time');
  }
  switch (sampleType) {
    case 'samples':
      return name === 'wall'
        ? t('datasource.type.wall-samples', 'Elapsed time samples')
        : t('datasource.type.samples', 'CPU samples');
    case 'wall':
      return t('datasource.type.wall', 'Wall time');
    case 'off_cpu':
      return t('datasource.type.off-cpu', 'Off-CPU time');
    case 'alloc_space':
    case 'alloc_size':
    case 'alloc_sample_bytes':
    case 'alloc_in_new_tlab_bytes':
    case 'alloc_outside_tlab_bytes':
    case 'malloc_bytes':
      return variant(t('datasource.type.alloc-bytes', 'Allocated memory'), sampleType);
    case 'alloc_objects':
    case 'alloc_samples':
    case 'alloc_sample_objects':
    case 'alloc_in_new_tlab_objects':
    case 'alloc_outside_tlab_objects':
    case 'malloc_objects':
      return variant(t('datasource.type.alloc-objects', 'Allocated objects'), sampleType);
    case 'inuse_space':
      return t('datasource.type.inuse-bytes', 'Memory in use');
    case 'inuse_objects':
    case 'live':
      return t('datasource.type.inuse-objects', 'Objects in use');
    case 'contentions':
    case 'lock_count':
      return name === 'block'
        ? t('datasource.type.block-count', 'Blocking events')
        : t('datasource.type.mutex-count', 'Lock contentions');
    case 'delay':
    case 'lock_time':
      return name === 'block'
        ? t('datasource.type.block-time', 'Blocked time')
        : t('datasource.type.mutex-time', 'Lock wait time');
    case 'goroutine':
    case 'goroutines':
      return t('datasource.type.goroutines', 'Goroutines');
    case 'goroutineleak':
      return t('datasource.type.goroutine-leaks', 'Leaked goroutines');
    case 'exception':
    case 'exceptions':
      return t('datasource.type.exceptions', 'Exceptions');
    default:
      return [name, sampleType].filter(Boolean).join(' ');
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
