import { seriesScale } from './scale';

/** What the built-in data source knows of types: whether values add up over time, and the unit of the series. */
const KNOWN: Array<[id: string, isRate: boolean, unit: string]> = [
  ['block:contentions:count:contentions:count', true, 'ops'],
  ['block:delay:nanoseconds:contentions:count', true, 'ns'],
  ['goroutine:goroutine:count:goroutine:count', false, 'short'],
  ['goroutines:goroutine:count:goroutine:count', false, 'short'],
  ['memory:alloc_in_new_tlab_bytes:bytes::', true, 'binBps'],
  ['memory:alloc_in_new_tlab_objects:count::', true, 'ops'],
  ['memory:alloc_objects:count:space:bytes', true, 'ops'],
  ['memory:alloc_space:bytes:space:bytes', true, 'binBps'],
  ['memory:inuse_objects:count:space:bytes', false, 'short'],
  ['memory:inuse_space:bytes:space:bytes', false, 'bytes'],
  ['mutex:contentions:count:contentions:count', true, 'ops'],
  ['mutex:delay:nanoseconds:contentions:count', true, 'ns'],
  ['process_cpu:alloc_samples:count:cpu:nanoseconds', true, 'ops'],
  ['process_cpu:alloc_size:bytes:cpu:nanoseconds', true, 'binBps'],
  ['process_cpu:cpu:nanoseconds:cpu:nanoseconds', true, 'cores'],
  ['process_cpu:exception:count:cpu:nanoseconds', true, 'ops'],
  ['process_cpu:lock_count:count:cpu:nanoseconds', false, 'short'],
  ['process_cpu:lock_time:nanoseconds:cpu:nanoseconds', true, 'ns'],
  ['process_cpu:samples:count::milliseconds', true, 'ops'],
  ['process_cpu:samples:count:cpu:nanoseconds', false, 'short'],
];

/** Types that it does not know and judges by their unit. */
const BY_UNIT: Array<[id: string, isRate: boolean, unit: string]> = [
  ['wall:wall:nanoseconds:wall:nanoseconds', true, 'ns'],
  ['wall:cpu:nanoseconds:wall:nanoseconds', true, 'ns'],
  ['process_cpu:cpu:nanoseconds::nanoseconds', true, 'ns'],
  ['memory:alloc_in_new_tlab_bytes:bytes:space:bytes', true, 'binBps'],
  ['off_cpu:off_cpu:nanoseconds::', true, 'ns'],
  ['memory:live:count:objects:count', false, 'short'],
];

/** Types that it judges wrongly, as docs/differences-from-built-in.md tells. */
const OURS: Array<[id: string, isRate: boolean, unit: string]> = [
  ['memory:inuse_space:bytes:inuse_space:bytes', false, 'bytes'],
  ['memory:alloc_in_new_tlab_objects:count:space:bytes', true, 'ops'],
  ['mutex:contentions:count:mutex:count', true, 'ops'],
  ['wall:samples:count:wall:nanoseconds', true, 'ops'],
  ['wall:wall:microseconds:wall:microseconds', true, 'µs'],
];

it.each([...KNOWN, ...BY_UNIT, ...OURS])('%s', (id, isRate, unit) => {
  const scale = seriesScale(id);
  expect([scale.isRate, scale.unit]).toEqual([isRate, unit]);
  expect(scale.of(30e9, 15_000)).toBe(unit === 'cores' ? 2 : isRate ? 2e9 : 30e9);
});
