import { type PaneState, hasQuestion, nextRefId, paneSearch, readPane } from './exploreUrl';

const pane: PaneState = {
  datasource: 'uid',
  queries: [{ refId: 'A', labelSelector: '{a="&#}"}' } as never],
  range: { from: 'now-1h', to: 'now' },
};

it('reads back what it wrote', () => {
  expect(readPane(new URLSearchParams(paneSearch(pane)))).toEqual(pane);
});

it('reads what Grafana writes, whatever the pane is called, and fills in what is missing', () => {
  const panes = JSON.stringify({ zx1: { datasource: 'uid', queries: [{ profileTypeId: 'p' }] } });
  expect(readPane(new URLSearchParams({ panes }))).toEqual({
    datasource: 'uid',
    queries: [{ profileTypeId: 'p', refId: 'A' }],
    range: { from: 'now-1h', to: 'now' },
  });
});

it.each(['', '{', '{}', '[]', '{"a":{}}', '{"a":{"datasource":3}}'])('takes %j for no pane', (panes) => {
  expect(readPane(new URLSearchParams({ panes }))).toBeUndefined();
  expect(readPane(new URLSearchParams())).toBeUndefined();
});

it('reads the address of a link that leads to Explore', () => {
  const { datasource, queries } = pane;
  expect(readPane(new URLSearchParams({ left: JSON.stringify({ datasource, queries }) }))).toEqual(pane);
});

it('reads the list that such an address was in older links', () => {
  const [query] = pane.queries;
  const left = ['now-1h', 'now', 'uid', query, { ui: [true, true] }, { mode: 'x' }];
  expect(readPane(new URLSearchParams({ left: JSON.stringify(left) }))).toEqual(pane);
});

it('finds nothing to run in queries without content', () => {
  expect(hasQuestion([{ refId: 'A', key: 'k', datasource: { uid: 'uid' } }, { refId: 'B', query: '' } as never])).toBe(
    false
  );
  expect(hasQuestion(pane.queries)).toBe(true);
});

it('finds the first free letter', () => {
  expect(nextRefId([{ refId: 'A' }, { refId: 'C' }])).toBe('B');
  expect(nextRefId(Array.from({ length: 26 }, (_, i) => ({ refId: String.fromCharCode(65 + i) })))).toBe('AA');
});
