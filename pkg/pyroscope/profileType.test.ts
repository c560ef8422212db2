import { valueUnit } from '../calltree/valueUnit';
import { aggregation, isCpu, isCpuNanoseconds, isState, kindOf, parseProfileType } from './profileType';

describe('parseProfileType', () => {
  it('reads five parts, six, and empty ones', () => {
    expect(parseProfileType('memory:inuse_space:bytes:space:bytes')).toEqual({
      name: 'memory',
      sampleType: 'inuse_space',
      sampleUnit: 'bytes',
      periodType: 'space',
      periodUnit: 'bytes',
    });
    expect(parseProfileType('memory:alloc_space:bytes:space:bytes:delta')?.delta).toBe(true);
    expect(parseProfileType('off_cpu:off_cpu:nanoseconds::')).toMatchObject({
      sampleUnit: 'nanoseconds',
      periodType: '',
      periodUnit: '',
    });
  });

  it.each(['', 'process_cpu', 'a:b:c:d', 'a:b:c:d:e:f:g'])('does not take %j for one', (id) => {
    expect(parseProfileType(id)).toBeUndefined();
    expect([aggregation(id), isCpu(id), kindOf(id)]).toEqual(['instant', false, 'other']);
  });
});

it.each([
  // Go
  ['process_cpu:cpu:nanoseconds:cpu:nanoseconds', 'nanoseconds', 'rate', 'cpu'],
  ['process_cpu:samples:count:cpu:nanoseconds', 'count', 'instant', 'cpu'],
  ['memory:alloc_objects:count:space:bytes', 'count', 'rate', 'memory'],
  ['memory:alloc_space:bytes:space:bytes', 'bytes', 'rate', 'memory'],
  ['memory:alloc_space:bytes:space:bytes:delta', 'bytes', 'rate', 'memory'],
  ['memory:inuse_objects:count:space:bytes', 'count', 'instant', 'memory'],
  ['memory:inuse_space:bytes:space:bytes', 'bytes', 'instant', 'memory'],
  ['goroutines:goroutine:count:goroutine:count', 'count', 'instant', 'goroutine'],
  ['goroutine:goroutine:count:goroutine:count', 'count', 'instant', 'goroutine'],
  ['goroutineleak:goroutineleak:count:goroutineleak:count', 'count', 'instant', 'goroutine'],
  ['mutex:contentions:count:contentions:count', 'count', 'rate', 'lock'],
  ['mutex:delay:nanoseconds:contentions:count', 'nanoseconds', 'rate', 'lock'],
  ['block:contentions:count:contentions:count', 'count', 'rate', 'lock'],
  ['block:delay:nanoseconds:contentions:count', 'nanoseconds', 'rate', 'lock'],
  // Java
  ['wall:wall:nanoseconds:wall:nanoseconds', 'nanoseconds', 'rate', 'wall'],
  ['memory:alloc_in_new_tlab_objects:count:space:bytes', 'count', 'rate', 'memory'],
  ['memory:alloc_in_new_tlab_bytes:bytes:space:bytes', 'bytes', 'rate', 'memory'],
  ['memory:alloc_in_new_tlab_objects:count::', 'count', 'rate', 'memory'],
  ['memory:alloc_in_new_tlab_bytes:bytes::', 'bytes', 'rate', 'memory'],
  ['memory:alloc_outside_tlab_bytes:bytes:space:bytes', 'bytes', 'rate', 'memory'],
  ['memory:alloc_sample_objects:count:space:bytes', 'count', 'rate', 'memory'],
  ['memory:live:count:objects:count', 'count', 'instant', 'memory'],
  ['memory:malloc_bytes:bytes::', 'bytes', 'rate', 'memory'],
  ['mutex:delay:nanoseconds:mutex:count', 'nanoseconds', 'rate', 'lock'],
  ['block:contentions:count:block:count', 'count', 'rate', 'lock'],
  // Python and Ruby of old
  ['process_cpu:samples:count::milliseconds', 'count', 'rate', 'cpu'],
  // Node.js
  ['wall:samples:count:wall:nanoseconds', 'count', 'rate', 'wall'],
  ['wall:wall:microseconds:wall:microseconds', 'microseconds', 'rate', 'wall'],
  ['wall:cpu:nanoseconds:wall:nanoseconds', 'nanoseconds', 'rate', 'cpu'],
  ['memory:inuse_objects:count:inuse_space:bytes', 'count', 'instant', 'memory'],
  ['memory:inuse_space:bytes:inuse_space:bytes', 'bytes', 'instant', 'memory'],
  // .NET
  ['process_cpu:alloc_samples:count:cpu:nanoseconds', 'count', 'rate', 'memory'],
  ['process_cpu:alloc_size:bytes:cpu:nanoseconds', 'bytes', 'rate', 'memory'],
  ['process_cpu:lock_count:count:cpu:nanoseconds', 'count', 'instant', 'lock'],
  ['process_cpu:lock_time:nanoseconds:cpu:nanoseconds', 'nanoseconds', 'rate', 'lock'],
  ['process_cpu:exception:count:cpu:nanoseconds', 'count', 'rate', 'other'],
  ['process_cpu:cpu:nanoseconds::nanoseconds', 'nanoseconds', 'rate', 'cpu'],
  ['process_cpu:cpu_samples:count:cpu:nanoseconds', 'count', 'rate', 'cpu'],
  ['heap:inuse_space:bytes:cpu:nanoseconds', 'bytes', 'instant', 'memory'],
  ['lock:lock_time:nanoseconds:cpu:nanoseconds', 'nanoseconds', 'rate', 'lock'],
  // eBPF
  ['off_cpu:off_cpu:nanoseconds::', 'nanoseconds', 'rate', 'wall'],
  // Unheard of
  ['gpu:kernel:milliseconds:kernel:count', 'milliseconds', 'rate', 'other'],
  ['disk:written:bytes:disk:count', 'bytes', 'rate', 'other'],
  ['queue:depth:count::', 'count', 'instant', 'other'],
  ['fuel:burnt:litres::', undefined, 'instant', 'other'],
])('%s is in %s, %s, of kind %s', (id, unit, how, kind) => {
  expect([valueUnit(parseProfileType(id)!.sampleUnit), aggregation(id), kindOf(id)]).toEqual([unit, how, kind]);
});

describe('CPU', () => {
  const go = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
  const node = 'wall:cpu:nanoseconds:wall:nanoseconds';
  const samples = 'process_cpu:samples:count:cpu:nanoseconds';
  const allocations = 'process_cpu:alloc_size:bytes:cpu:nanoseconds';
  const offCpu = 'off_cpu:off_cpu:nanoseconds::';

  it('is time on a processor, not samples, memory, or time off it', () => {
    expect([go, node].map(isCpu)).toEqual([true, true]);
    expect([samples, allocations, offCpu, 'wall:wall:nanoseconds:wall:nanoseconds'].some(isCpu)).toBe(false);
  });
});

describe('a state', () => {
  it.each([
    'memory:inuse_space:bytes:space:bytes',
    'memory:inuse_objects:count:space:bytes',
    'memory:inuse_space:bytes:space:bytes:delta',
    'memory:inuse_space:bytes:inuse_space:bytes',
    'memory:inuse_objects:count:inuse_space:bytes',
    'heap:inuse_space:bytes:cpu:nanoseconds',
    'memory:live:count:objects:count',
    'memory:live_bytes:bytes:space:bytes',
    'memory:space:bytes:space:bytes',
    'heap:objects:count:space:bytes',
    'goroutine:goroutine:count:goroutine:count',
    'goroutines:goroutine:count:goroutine:count',
    'goroutines:goroutines:count:goroutine:count',
    'goroutineleak:goroutineleak:count:goroutineleak:count',
    'threadcreate:threadcreate:count:threadcreate:count',
  ])('is what each profile of %s is', (id) => {
    expect(isState(id)).toBe(true);
    expect(aggregation(id)).toBe('instant');
  });

  it.each([
    'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
    'process_cpu:samples:count:cpu:nanoseconds',
    'process_cpu:lock_count:count:cpu:nanoseconds',
    'process_cpu:alloc_size:bytes:cpu:nanoseconds',
    'process_cpu:exception:count:cpu:nanoseconds',
    'memory:alloc_space:bytes:space:bytes',
    'memory:alloc_objects:count:space:bytes',
    'memory:alloc_in_new_tlab_objects:count:space:bytes',
    'memory:malloc_bytes:bytes::',
    'mutex:contentions:count:contentions:count',
    'block:delay:nanoseconds:contentions:count',
    'wall:wall:nanoseconds:wall:nanoseconds',
    'off_cpu:off_cpu:nanoseconds::',
    'things:things:count::',
    'delivery:delivered:count::',
    '',
  ])('is not what %s is', (id) => {
    expect(isState(id)).toBe(false);
  });
});

it.each([
  ['process_cpu:cpu:nanoseconds:cpu:nanoseconds', true],
  ['process_cpu:cpu:nanoseconds::', true],
  ['wall:cpu:nanoseconds:wall:nanoseconds', true],
  ['process_cpu:samples:count:cpu:nanoseconds', false],
  ['wall:wall:nanoseconds:wall:nanoseconds', false],
  ['memory:inuse_space:bytes:space:bytes', false],
])('%s is CPU time in nanoseconds: %p', (id, expected) => {
  expect(isCpuNanoseconds(id)).toBe(expected);
});
