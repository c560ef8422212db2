import { locationService } from '@grafana/runtime';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { functionBuckets } from '../../../pkg/flamegraph/colour';
import { BUCKETS, createPalette } from '../../../pkg/flamegraph/palette';
import { DEFAULTS, type PanelOptions } from '../settings/options';
import { addOptions } from '../settings/optionsEditor';
import { bars, graph, labels, MS, recordPaint, reportTree, row, settle, showPanel } from '../testing/shownPanel';
import { frameOf } from '../testing/panelProps';

recordPaint();

const dark = createPalette('dark');
const tree = treeOf(
  [['main', 'java/util/HashMap.get'], 60 * MS],
  [['main', 'com/shop/Cart.total'], 39 * MS],
  [['main', 'com/shop/Cart.a'], 0.6 * MS],
  [['main', 'com/shop/Cart.b'], 0.4 * MS]
);
const shown = (options: PanelOptions, width = 1400) =>
  showPanel({ series: [frameOf(tree)] }, { options, width, height: 500 });
const fills = () => new Set(bars().rects.map(({ fill }) => fill));
const cells = (name: string) => within(row(name) as HTMLElement).getAllByRole('cell');

async function choose(item: string) {
  fireEvent.click(screen.getByRole('button', { name: 'Colours and names' }));
  fireEvent.click(await screen.findByRole('menuitemradio', { name: item }));
  await settle(2);
}

it('is chosen by a viewer, and kept in the address', async () => {
  await shown({});
  expect(labels().some((text) => text.startsWith('com/shop/Cart.total'))).toBe(true);
  await choose('Short');
  expect(labels().some((text) => text.startsWith('Cart.total'))).toBe(true);
  expect(row('HashMap.get')).toBeInTheDocument();
  await choose('Share of the total');
  expect(fills()).toContain(dark[BUCKETS.heat + 7].fill);
  await waitFor(() =>
    expect(locationService.getSearchObject()).toEqual({
      'hotpath-1': JSON.stringify({ colourBy: 'value', names: 'short' }),
    })
  );
});

it('colours a comparison by what changed, or like any profile', async () => {
  const compared = treeOf([['main', 'a'], 10 * MS, 90 * MS], [['main', 'b'], 90 * MS, 10 * MS]);
  const options = { changeColours: 'classic' } as const;
  await showPanel({ series: [frameOf(compared)] }, { options, width: 1400, height: 500 });
  expect(fills()).toContain(createPalette('dark', 'classic')[BUCKETS.change].fill);
  expect(await screen.findByText('+ more')).toBeInTheDocument();
  await choose('Function');
  expect(fills()).toContain(dark[functionBuckets(compared.functions, 'function')(1)].fill);
  expect(screen.queryByText('+ more')).not.toBeInTheDocument();
  await choose('Change');
  expect(await screen.findByText('+ more')).toBeInTheDocument();
});

it('counts what is below the minimum share in place of showing it', async () => {
  await shown({ minShare: 1 });
  expect(labels().some((text) => text.includes('Cart.a'))).toBe(false);
  expect(screen.getByTestId('hotpath-not-listed')).toHaveTextContent(
    '2 functions below 1 % of this view are not listed'
  );
  fireEvent.change(screen.getByRole('textbox', { name: /search/i }), { target: { value: 'Cart.b' } });
  await settle();
  expect(row('com/shop/Cart.b')).toBeInTheDocument();
  expect(screen.queryByTestId('hotpath-not-listed')).not.toBeInTheDocument();
});

it('names how many calls one bar stands for, where there is room', async () => {
  const many = treeOf(...Array.from({ length: 20 }, (_, at): [string[], number] => [['main', `f${at}`], MS]), [
    ['main', 'big'],
    80 * MS,
  ]);
  await showPanel({ series: [frameOf(many)] }, { options: { minShare: 2 }, width: 1400, height: 500 });
  expect(labels()).toContain('20 more');
});

it('has the columns that are chosen, and an order that can be seen', async () => {
  await shown({ columns: ['total'] });
  expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['Function', 'Total']);
  expect(screen.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'descending');
  expect(cells('main')).toHaveLength(2);
});

it('leaves the header out, but not where it is needed', async () => {
  const { update } = await shown({ header: 'title' });
  expect(screen.getByTestId('hotpath-title')).toBeInTheDocument();
  expect(screen.queryByRole('toolbar')).not.toBeInTheDocument();
  const props = { options: { header: 'hidden' } as const, width: 1400, height: 500 };
  await update({ series: [frameOf(tree)] }, props);
  expect(screen.queryByTestId('hotpath-title')).not.toBeInTheDocument();
  await update({ series: [frameOf(tree), frameOf(reportTree, {}, 'B')] }, props);
  expect(screen.getByRole('combobox', { name: 'Profile' })).toBeInTheDocument();
  fireEvent.keyDown(graph(), { key: 'f' });
  await settle();
  expect(screen.getByRole('toolbar')).toBeInTheDocument();
});

it('shapes the profile from the start, before what an editor has saved', async () => {
  const savedView = { transforms: [{ kind: 'recursion' }] };
  await shown({ transforms: ['package'], savedView });
  expect(await screen.findByText('By package')).toBeInTheDocument();
  expect(screen.getByText('Recursion collapsed')).toBeInTheDocument();
  expect(labels().some((text) => text.includes('com/shop'))).toBe(true);
});

it('ignores what another panel has saved', async () => {
  const foreign = {
    view: 7,
    colourBy: 'packageName',
    names: {},
    columns: 'all',
    minShare: 'x',
    header: 1,
    transforms: 3,
  };
  await shown({ ...(foreign as unknown as PanelOptions), savedView: [] });
  expect(screen.getByRole('toolbar')).toBeInTheDocument();
  expect(cells('main')).toHaveLength(3);
});

it('can be set in groups, each setting with what it is by default', () => {
  const set: Array<{ path: keyof typeof DEFAULTS; category: string[]; defaultValue?: unknown }> = [];
  const builder: object = new Proxy(
    {},
    {
      get: () => (setting: (typeof set)[number]) => {
        set.push(setting);
        return builder;
      },
    }
  );
  addOptions(builder as Parameters<typeof addOptions>[0]);
  expect(new Set(set.map(({ category }) => category[0])).size).toBe(4);
  const given = Object.fromEntries(set.map(({ path, defaultValue }) => [path, defaultValue]));
  expect(given).toMatchObject(DEFAULTS);
});

it('reads the names that linkers know, and finds both', async () => {
  const symbol = '_ZN4shop4cart5total17h0123456789abcdefE';
  await showPanel({ series: [frameOf(treeOf([['main', symbol], 60 * MS], [['main', 'b'], MS]))] }, { width: 1400 });
  await waitFor(() => expect(labels().some((text) => text.startsWith('shop::cart::total'))).toBe(true));
  const box = screen.getByRole('textbox', { name: /search/i });
  for (const text of ['cart::total', '4cart5']) {
    fireEvent.change(box, { target: { value: text } });
    await waitFor(() => expect(screen.getByTestId('hotpath-matches')).toHaveTextContent('1 match'));
    fireEvent.change(box, { target: { value: '' } });
    await settle();
  }
});
