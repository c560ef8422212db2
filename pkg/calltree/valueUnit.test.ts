import { measureOf, valueUnit } from './valueUnit';

it.each([
  ['nanoseconds', 'ns nanosecond Nanoseconds nsec'],
  ['microseconds', 'us µs μs microsecond usecs'],
  ['milliseconds', 'ms millisecond MilliSeconds'],
  ['seconds', 's sec second'],
  ['bytes', 'byte B b'],
  ['kibibytes', 'KiB kB KB kilobyte kilobytes kbytes kibibytes'],
  ['mebibytes', 'MiB MB megabytes'],
  ['gibibytes', 'GiB GB gigabytes'],
  ['count', 'counts sample samples objects object'],
])('%s may be written %s', (unit, spellings) => {
  expect([unit, ...spellings.split(' ')].map(valueUnit)).toEqual(Array(spellings.split(' ').length + 1).fill(unit));
});

it('counts where there is no unit, and does not guess at others', () => {
  expect(valueUnit('')).toBe('count');
  expect(['cycles', 'short', 'm', 'decbytes', 'requests/second'].map(valueUnit)).toEqual(Array(5).fill(undefined));
});

it('knows what a unit measures', () => {
  expect([measureOf('hours'), measureOf('kibibytes'), measureOf('count')]).toEqual(['time', 'memory', 'count']);
});
