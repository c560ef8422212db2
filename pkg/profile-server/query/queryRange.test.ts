import { pyroscopeLimits } from '../limits';
import { checkRange } from './queryRange';

const NOW = 1_795_400_000_000;
const DAY = 86_400_000;
const check = (start: number, end: number, limits = {}) =>
  checkRange(BigInt(start), BigInt(end), { ...pyroscopeLimits, ...limits }, NOW);

it('leaves out what is too old to look at', () => {
  expect(check(NOW - DAY, NOW)).toEqual({ startMs: NOW - DAY, endMs: NOW });
  expect(check(NOW - 8 * DAY, NOW - 6.5 * DAY)).toEqual({ startMs: NOW - 7 * DAY, endMs: NOW - 6.5 * DAY });
  expect(check(NOW - 9 * DAY, NOW - 8 * DAY)).toBeUndefined();
  expect(check(1, NOW, { maxQueryLengthMs: 0, maxQueryLookbackMs: 0 })).toEqual({ startMs: 1, endMs: NOW });
});

it.each([
  [0, NOW, {}, 'missing time range in the query'],
  [NOW, 0, {}, 'missing time range in the query'],
  [NOW, NOW - 1, {}, 'query start time is after end time'],
  [NOW - DAY - 500, NOW, {}, 'the query time range exceeds the limit (max_query_length, actual: 24h0m0.5s, limit: 1d)'],
  [
    NOW - 60_000,
    NOW,
    { maxQueryLengthMs: 5_400 },
    'the query time range exceeds the limit (max_query_length, actual: 1m0s, limit: 5s400ms)',
  ],
  [
    NOW - 3 * DAY,
    NOW,
    { maxQueryLengthMs: 1.5 * DAY },
    'the query time range exceeds the limit (max_query_length, actual: 72h0m0s, limit: 1d12h)',
  ],
])('%i to %i with %j', (start, end, limits, message) => {
  expect(() => check(start, end, limits)).toThrow(message);
});
