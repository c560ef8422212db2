import { asksForTooMuch } from './expensiveQueryGuard';
import type { PyroscopeQuery } from './query';
import { answerTo, dataSource, fakeBackend, metaOf, queryRequest, RANGE } from '../testing/fakeHost';
import { timeRange } from '../testing/showEditor';

const DAY_MS = 86_400_000;
const week = { from: RANGE.to - 7 * DAY_MS, to: RANGE.to };

it('is not sent in Explore until it is confirmed', async () => {
  const sent = fakeBackend({});
  const source = dataSource();
  const asked = queryRequest([{}], week);
  const answer = await answerTo(source, asked);
  expect(sent).toEqual([]);
  expect(answer.errors).toBeUndefined();
  expect(metaOf(answer).noData?.message).toMatch(/^Not run yet: all services over 7 d/);
  source.expensiveQueryGuard.confirm(asked.range);
  await answerTo(source, asked);
  expect(sent.length).toBeGreaterThan(0);
});

it.each([
  ['on a dashboard', { ...week, app: 'dashboard' }, {}],
  ['over six hours', { from: RANGE.to - DAY_MS / 4, to: RANGE.to }, {}],
  ['of one service', week, { labelSelector: '{service_name="a"}' }],
  ['of one profile', week, { profileIdSelector: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'] }],
])('is sent at once %s', async (_, range, query) => {
  const sent = fakeBackend({});
  await answerTo(dataSource(), queryRequest([query], range));
  expect(sent.length).toBeGreaterThan(0);
});

it.each([
  ['{}', true],
  ['', true],
  [' { } ', true],
  ['{a=""}', false],
  ['{broken', false],
  ['{$all}', false],
])('%j', (labelSelector, tooMuch) => {
  const range = timeRange('now-7d', 'now', week.to, week.from);
  expect(asksForTooMuch({ labelSelector } as PyroscopeQuery, range)).toBe(tooMuch);
});
