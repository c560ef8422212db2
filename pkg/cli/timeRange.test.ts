import { readRange, readTime } from './timeRange';

const NOW = Date.UTC(2026, 10, 28, 12);

it.each([
  ['now', NOW],
  ['now-1h', NOW - 3_600_000],
  ['now-1d+30m', NOW - 84_600_000],
  ['now-500ms', NOW - 500],
  ['2026-11-28', Date.UTC(2026, 10, 28)],
  ['2026-11-28T10:00:00Z', NOW - 7_200_000],
  ['2026-11-28T10:00:00', NOW - 7_200_000],
  ['2026-11-28 12:00+02:00', NOW - 7_200_000],
  ['1795399290', 1_795_399_290_000],
  ['1795399290000', 1_795_399_290_000],
])('reads %s', (text, time) => expect(readTime(text, NOW)).toBe(time));

it.each(['', 'yesterday', 'now-1', 'now-1y', '2026-13-45', '12:00', '-5'])('refuses %j', (text) =>
  expect(() => readTime(text, NOW)).toThrow('is not a time')
);

it('refuses a range that ends before it begins', () => {
  expect(readRange('now-1h', 'now', NOW)).toEqual({ start: NOW - 3_600_000, end: NOW });
  expect(() => readRange('now', 'now-1h', NOW)).toThrow('The range from now until now-1h ends before it begins.');
});
