import { isCpu, kindOf, parseProfileType, type ProfileKind } from '../../pkg/pyroscope/profileType';
import { profileTypeLabel } from './profileTypeLabel';
import { t } from './t';
import { unitName } from './units';

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

/** Words for a profile type; an id that is none of the known ones is named by its own parts. */
export function profileTypeText(id: string): ProfileTypeText {
  return { kind: kindOf(id), label: profileTypeLabel(id), description: description(id) };
}

function description(id: string): string {
  const type = parseProfileType(id);
  if (!type) {
    return '';
  }
  if (isCpu(id)) {
    return t('datasource.type.cpu-is', 'Time spent running on a processor.');
  }
  switch (type.sampleType) {
    case 'samples':
      return t('datasource.type.samples-is', 'How often the profiler saw each stack.');
    case 'wall':
      return t('datasource.type.wall-is', 'Elapsed time, running or waiting.');
    case 'off_cpu':
      return t('datasource.type.off-cpu-is', 'Time threads were not running on a processor.');
    case 'alloc_space':
    case 'alloc_size':
    case 'alloc_sample_bytes':
    case 'alloc_in_new_tlab_bytes':
    case 'alloc_outside_tlab_bytes':
    case 'malloc_bytes':
      return t('datasource.type.alloc-bytes-is', 'Bytes allocated in this time, whether freed since or not.');
    case 'alloc_objects':
    case 'alloc_samples':
    case 'alloc_sample_objects':
    case 'alloc_in_new_tlab_objects':
    case 'alloc_outside_tlab_objects':
    case 'malloc_objects':
      return t('datasource.type.alloc-objects-is', 'How many objects were allocated in this time.');
    case 'inuse_space':
      return t('datasource.type.inuse-bytes-is', 'Bytes allocated and not freed yet.');
    case 'inuse_objects':
    case 'live':
      return t('datasource.type.inuse-objects-is', 'Objects allocated and not freed yet.');
    case 'contentions':
    case 'lock_count':
      return t('datasource.type.contentions-is', 'How often something had to wait.');
    case 'delay':
    case 'lock_time':
      return type.name === 'block'
        ? t('datasource.type.block-time-is', 'Time spent waiting for channels, locks and the like.')
        : t('datasource.type.mutex-time-is', 'Time others waited for a lock held here.');
    case 'goroutine':
    case 'goroutines':
      return t('datasource.type.goroutines-is', 'Goroutines that existed, by where they were.');
    case 'goroutineleak':
      return t('datasource.type.goroutine-leaks-is', 'Goroutines that wait for something that can never happen.');
    case 'exception':
    case 'exceptions':
      return t('datasource.type.exceptions-is', 'How many exceptions were thrown.');
    default:
      return t('datasource.type.other-is', 'Measured in {{unit}}.', { unit: unitName(type.sampleUnit) });
  }
}
