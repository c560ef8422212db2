import { dateTime } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { ProfileMeta } from '../../frames/profileMeta';
import { openTraces } from './openTraces';

const META = { source: 'hotpath', profileTypeId: 'cpu', labelSelector: '{service_name="shop"}' } as ProfileMeta;
const AT = 1_795_399_786_000;
const MINUTE = 60_000;

function rangeOf(from: number, to: number) {
  const range = { from: dateTime(from), to: dateTime(to) };
  return { ...range, raw: range };
}

/** The pane of Explore that is opened from one with a range. */
function opened(meta: Partial<ProfileMeta>, range: ReturnType<typeof rangeOf>) {
  const raw = { from: `${range.from.valueOf()}`, to: `${range.to.valueOf()}` };
  const pane = { datasource: 'hotpath', queries: [{ refId: 'A', datasource: { uid: 'hotpath' } }], range: raw };
  locationService.push(`/explore?panes=${encodeURIComponent(JSON.stringify({ a: pane }))}`);
  openTraces('work', { meta: { ...META, ...meta }, refId: 'A', range });
  return JSON.parse(String(locationService.getSearchObject().panes)).a;
}

test('other spans are looked for in the range of the profile', () => {
  expect(opened({}, rangeOf(AT, AT + 5 * MINUTE))).toMatchObject({
    queries: [{ queryType: 'trace', throughFunction: 'work', labelSelector: '{service_name="shop"}' }],
    range: { from: `${AT}`, to: `${AT + 5 * MINUTE}` },
  });
});

test('from the profile of a span half an hour around it, but not beyond now', () => {
  expect(opened({ spanIds: ['15cb822407822739'] }, rangeOf(AT, AT + 58)).range).toEqual({
    from: `${AT + 29 - 30 * MINUTE}`,
    to: `${Math.min(AT + 29 + 30 * MINUTE, Date.now())}`,
  });
  const now = Date.now();
  const { range } = opened({ traceIds: ['ab'] }, rangeOf(now - 100, now));
  expect(Number(range.to)).toBeLessThanOrEqual(Date.now());
  expect(Number(range.from)).toBe(now - 50 - 30 * MINUTE);
});

test('a range that is longer stays', () => {
  const long = rangeOf(AT - 90 * MINUTE, AT);
  expect(opened({ spanIds: ['15cb822407822739'] }, long).range.from).toBe(`${AT - 90 * MINUTE}`);
});
