import { profileTypeOptions } from './ProfileTypePicker';
import { profileTypeText } from '../../../wording/profileTypeText';

describe('profileTypeOptions', () => {
  it('lists by kind, a sentence each, and tells types of one name apart', () => {
    const options = profileTypeOptions([
      'memory:inuse_space:bytes:space:bytes',
      'wall:cpu:nanoseconds:wall:nanoseconds',
      'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      'mutex:delay:nanoseconds:contentions:count',
    ]);
    expect(options.map(({ label, group }) => [group, label])).toEqual([
      ['CPU', 'CPU time (process_cpu:cpu:nanoseconds:cpu:nanoseconds)'],
      ['CPU', 'CPU time (wall:cpu:nanoseconds:wall:nanoseconds)'],
      ['Memory', 'Memory in use'],
      ['Locks and waiting', 'Lock wait time'],
    ]);
    expect(options[2].description).toBe('Bytes allocated and not freed yet.');
  });
});

describe('profileTypeText', () => {
  it.each([
    ['goroutines:goroutine:count:goroutine:count', 'Goroutines'],
    ['block:delay:nanoseconds:contentions:count', 'Blocked time'],
    ['memory:alloc_in_new_tlab_bytes:bytes::', 'Allocated memory (new TLAB)'],
    ['process_cpu:exception:count:cpu:nanoseconds', 'Exceptions'],
    ['wall:wall:nanoseconds:wall:nanoseconds', 'Wall time'],
    ['mine:widgets:count:x:y', 'mine widgets'],
    ['$type', '$type'],
  ])('%s is %s', (id, label) => expect(profileTypeText(id).label).toBe(label));
});
