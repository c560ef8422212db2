import { openTree } from '../../../pkg/calltree/operations/openTree';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { shareChange, sortedRows } from './tableRows';
import type { ViewState } from '../view/viewState';

const tree = treeOf([['main', 'b'], 2], [['main', 'a'], 2], [['main', 'c'], 9]);
const sorted = async (sort: ViewState['sort'], matches?: Uint8Array) => {
  const table = await openTree(tree).topTable();
  return [...sortedRows(tree, table, matches, sort)].map((row) => tree.functions.names[table.function[row]]);
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

it('compares shares of each side', async () => {
  const compared = treeOf([['x'], 50, 100], [['y'], 50, 300]);
  const table = await openTree(compared).topTable();
  const x = table.function.indexOf(compared.functions.names.indexOf('x'));
  expect(shareChange(compared, table, x)).toBeCloseTo(-0.25);
  const rows = sortedRows(compared, table, undefined, { by: 'change', descending: true });
  expect(compared.functions.names[table.function[rows[0]]]).toBe('y');
});
