import { openTree } from '../../../pkg/calltree/operations/openTree';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import type { GrownFunction } from '../../frames/growth';
import type { JudgedFunction } from '../../frames/judgement';
import { comparedValues, type Compared } from './compared/difference';
import { keptRows, plainValues, sortedRows } from './tableRows';
import type { SortColumn, ViewState } from '../view/viewState';

const tree = treeOf([['main', 'b'], 2], [['main', 'a'], 2], [['main', 'c'], 9]);
const sorted = async (sort: ViewState['sort'], matches?: Uint8Array) => {
  const table = await openTree(tree).topTable();
  return [...sortedRows(tree, table, matches, sort, plainValues(table, sort.by))].map(
    (row) => tree.functions.names[table.function[row]]
  );
};

it('sorts by amount, and by name what is equal', async () => {
  expect(await sorted({ by: 'self', descending: true })).toEqual(expect.arrayContaining(['c', 'a', 'b']));
  const [first, second, third] = await sorted({ by: 'self', descending: true });
  expect([first, second, third]).toEqual(['c', 'a', 'b']);
  expect(
    (await sorted({ by: 'name', descending: true }))[0] > (await sorted({ by: 'name', descending: false }))[0]
  ).toBe(true);
});

it('shows matches only', async () => {
  const matches = Uint8Array.from(tree.functions.names, (name) => (name === 'a' ? 1 : 0));
  expect(await sorted({ by: 'total', descending: true }, matches)).toEqual(['a']);
});

it('keeps the rows made last, and none that a search found', async () => {
  const table = await openTree(tree).topTable();
  const rows = (by: SortColumn, least = 0, matches?: Uint8Array) =>
    keptRows(tree, table, matches, { by, descending: true }, least);
  const first = rows('self');
  expect(rows('self', 0, new Uint8Array(tree.functions.names.length))).toHaveLength(0);
  expect(rows('self')).toBe(first);
  expect(first).toEqual(sortedRows(tree, table, undefined, { descending: true }, table.self));
  expect(rows('self', 5)).toHaveLength(2);
  expect(rows('total')).toEqual(sortedRows(tree, table, undefined, { descending: true }, table.total));
  expect(rows('name')).toEqual(sortedRows(tree, table, undefined, { descending: true }, undefined));
});

describe('of a comparison', () => {
  const compared = treeOf([['x'], 50, 100], [['y'], 50, 290], [['z'], 0, 10], [['w'], 20, 0], [['v'], 80, 200]);
  const names = async (by: SortColumn, more: Partial<Compared> = {}, descending = true) => {
    const table = await openTree(compared).topTable();
    const values = comparedValues(compared, table, by, { by: 'shares', ...more });
    const rows = sortedRows(compared, table, undefined, { descending }, values);
    return [...rows].map((row) => compared.functions.names[table.function[row]]).join('');
  };

  it('comes with what changed most first, whether it is more or less', async () => {
    expect(await names('self')).toBe('ywxvz');
    expect(await names('self', { by: 'totals' })).toBe('yvxwz');
  });

  it('is sorted by shares or by totals, and by what is new before all that grew', async () => {
    expect(await names('change')).toBe('yzvxw');
    expect(await names('change', { by: 'totals' })).toBe('yvxzw');
    expect(await names('points', { by: 'totals' })).toBe('yzvxw');
    expect(await names('relative')).toBe('zyvxw');
  });

  it('is sorted by how sure a change is', async () => {
    const judged = new Map(
      (['noise', 'certain', 'likely'] as const).map((judgement, at) => ['xyv'[at], { judgement } as JudgedFunction])
    );
    expect(await names('sure', { judged })).toBe('yvx' + 'wz');
  });

  it('has what rises steadily first, in the order in which it was found, until it is sorted', async () => {
    const slope = (name: string, trend: GrownFunction['trend'], perHour: number): [string, GrownFunction] => [
      name,
      { name, trend, perHour, held: 1, low: perHour, high: perHour, laterHasMore: 0.5 },
    ];
    const grown = new Map([
      slope('w', 'rising', 5e9),
      slope('z', 'rising', 3e9),
      slope('y', 'falling', -2),
      slope('v', 'unsteady', 9e9),
    ]);
    expect(await names('self', { grown })).toBe('wzyxv');
    expect(await names('self', { grown, by: 'totals' })).toBe('wzyvx');
    expect(await names('growth', { grown })).toBe('wzvxy');
    expect(await names('growth', { grown }, false)).toBe('yvxzw');
  });
});
