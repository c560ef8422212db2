import { type PaneState, hasQuestion, nextRefId, paneSearch, panesSearch, readPanes } from './exploreUrl';

const pane: PaneState = {
  datasource: 'uid',
  queries: [{ refId: 'A', labelSelector: '{a="&#}"}' } as never],
  range: { from: 'now-1h', to: 'now' },
};

const readPane = (search: URLSearchParams) => readPanes(search).pane;

it('reads two panes by their ids, and one that is left as one alone', () => {
  const other = { ...pane, range: { from: 'now-2d', to: 'now' } };
  const read = (panes: object) => readPanes(new URLSearchParams(panesSearch(panes as Record<string, PaneState>)));
  expect(read({ l: pane, r: other })).toEqual({ l: pane, r: other });
  expect(read({ l: pane, r: {} })).toEqual({ pane });
});

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
