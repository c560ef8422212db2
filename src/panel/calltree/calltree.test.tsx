import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { treeOf, wideTree, type Stack } from '../../../pkg/calltree/testing/trees';
import { BUCKETS, createPalette } from '../../../pkg/flamegraph/palette';
import { FlameGraphPanel } from '../panel';
import { frameOf, panelProps } from '../testing/panelProps';
import { MS, recordPaint, settle, status } from '../testing/shownPanel';

const stacks: Stack[] = [
  [['main', 'report', 'read'], 40 * MS],
  [['main', 'report', 'read', 'copy'], 20 * MS],
  [['main', 'write', 'read'], 10 * MS],
  [['main', 'write'], 30 * MS],
];
const tree = treeOf(...stacks);

const grid = () => screen.getByRole('treegrid', { name: 'Call tree' });
const rows = () => within(grid()).getAllByRole('row').slice(1);
const row = (name: RegExp) => within(grid()).getByRole('row', { name });
const shown = () =>
  rows()
    .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
    .map(
      (one) =>
        one
          .textContent!.replace(/[\d.]+ (ms|%)|[+−]?[\d.]+ pp/g, ' ')
          .trim()
          .split(/\s/)[0]
    );

recordPaint();

async function showTree(...[data, props]: Parameters<typeof panelProps>) {
  const view = render(<FlameGraphPanel {...panelProps(data, { options: { view: 'tree' }, ...props })} />);
  await settle();
  await screen.findByRole('treegrid');
  return view;
}

async function press(keys: string) {
  await userEvent.keyboard(keys);
  await settle();
}

it('lists what calls what by weight, open down to the first choice', async () => {
  await showTree({ series: [frameOf(tree)] });
  expect(shown()).toEqual(['total', 'main', 'report', 'write']);
  expect(row(/^report/)).toHaveAttribute('aria-level', '3');
  expect(row(/^report/)).toHaveAttribute('aria-expanded', 'false');
  expect(row(/^report/)).toHaveAccessibleName('report: self 0 ns, total 60 ms, 60 % of the profile');
  expect(row(/^write/)).toHaveTextContent('30 ms30 %40 ms40 %');
  expect(row(/^write/)).toHaveAttribute('aria-posinset', '2');
  expect(row(/^write/)).toHaveAttribute('aria-setsize', '2');
  expect(screen.queryByTestId('hotpath-graph')).not.toBeInTheDocument();
});

it('counts what has less than the least share, and lists it on request', async () => {
  await showTree({ series: [frameOf(tree)] }, { options: { view: 'tree', minShare: 45 } });
  expect(shown()).toEqual(['total', 'main', 'report', '1']);
  fireEvent.click(screen.getByText(/1 more/));
  await settle();
  expect(shown()).toEqual(['total', 'main', 'report', 'write']);
});

it('has for what is no function the colours of the bars', async () => {
  await showTree({ series: [frameOf(treeOf([['main', 'other'], 40 * MS], [['main', 'run'], 60 * MS]))] });
  const palette = createPalette('dark');
  const chip = (name: RegExp) => row(name).querySelector<HTMLElement>('[style^="background"]');
  expect(chip(/^total/)).toHaveStyle({ background: palette[BUCKETS.root].fill });
  expect(chip(/^other/)).toHaveStyle({ background: palette[BUCKETS.hidden].fill });
  expect(chip(/^run/)).not.toHaveStyle({ background: palette[BUCKETS.hidden].fill });
});

it('goes along the tree by keys', async () => {
  await showTree({ series: [frameOf(tree)] });
  act(() => row(/^total/).focus());
  await press('{ArrowDown}{ArrowDown}{ArrowRight}');
  expect(shown()).toEqual(['total', 'main', 'report', 'read', 'write']);
  await press('{ArrowRight}');
  expect(row(/^read/)).toHaveFocus();
  await press('{ArrowRight}{End}');
  expect(row(/^write/)).toHaveFocus();
  await press('{ArrowUp}{ArrowLeft}');
  expect(row(/^read/)).toHaveFocus();
  await press('{ArrowLeft}{ArrowLeft}');
  expect(shown()).toEqual(['total', 'main', 'report', 'read', 'write']);
  expect(row(/^report/)).toHaveFocus();
  await press('*');
  expect(shown()).toEqual(['total', 'main', 'report', 'read', 'write', 'read']);
  await press('{Home}');
  expect(row(/^total/)).toHaveFocus();
  await press('h');
  expect(row(/^copy/)).toHaveFocus();
  await press(' {ArrowUp}');
  expect(status()).toContain('copy: self 20 ms');
  expect(row(/^copy/)).toHaveAttribute('aria-selected', 'true');
  await settle();
  await press('{Enter}');
  expect(shown()).toEqual(['read', 'copy']);
});

it('zooms by Enter, and what was open is open on the way back', async () => {
  await showTree({ series: [frameOf(tree)] });
  await userEvent.click(screen.getByRole('button', { name: /heaviest/ }));
  await settle();
  act(() => row(/^report/).focus());
  await press('{ArrowUp}{ArrowDown}{Enter}');
  expect(shown()).toEqual(['report', 'read', 'copy']);
  expect(row(/^report/)).toHaveAttribute('aria-level', '1');
  await press('{Escape}');
  expect(shown()).toEqual(['total', 'main', 'report', 'read', 'copy', 'write']);
});

it('shows the way to matches, marks them, and keeps the row where one is', async () => {
  await showTree({ series: [frameOf(tree)] });
  fireEvent.click(row(/^report/));
  await userEvent.type(screen.getByTestId('hotpath-search'), 'WRITE');
  await settle();
  expect(shown()).toEqual(['total', 'main', 'write', 'report']);
  await userEvent.clear(screen.getByTestId('hotpath-search'));
  await settle();
  expect(shown()).toEqual(['total', 'main', 'report', 'write']);
  await userEvent.type(screen.getByTestId('hotpath-search'), 'nothing');
  await settle();
  expect(grid()).toHaveTextContent('No matching function in this view');
});

it('steps with the graph: what is chosen in one is shown in the other', async () => {
  await showTree({ series: [frameOf(tree)] }, { options: { view: 'both' } }).catch(() => undefined);
  await userEvent.click(screen.getByRole('button', { name: 'Other views' }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Call tree' }));
  await settle();
  const graph = screen.getByTestId('hotpath-graph');
  act(() => graph.focus());
  await press('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(row(/^read/)).toHaveAttribute('aria-selected', 'true');
  fireEvent.click(row(/^write/));
  await settle();
  expect(status()).toContain('write: self 30 ms');
  expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
});

it('has the same menu by right click, by key and by a button', async () => {
  await showTree({ series: [frameOf(tree)] });
  fireEvent.contextMenu(row(/^write/));
  expect(await screen.findByRole('menuitem', { name: 'Show callers and callees' })).toBeInTheDocument();
  await press('{Escape}');
  act(() => row(/^write/).focus());
  await press('{Shift>}{F10}{/Shift}');
  expect(await screen.findByRole('menuitem', { name: 'Copy stack' })).toBeInTheDocument();
  await press('{Escape}');
  await userEvent.click(within(row(/^write/)).getByRole('button', { name: 'Open menu of write' }));
  expect(await screen.findByRole('menuitem', { name: 'Focus here' })).toBeInTheDocument();
});

it('lists many callees a page at a time', async () => {
  await showTree({ series: [frameOf(wideTree(200))] }, { height: 3000 });
  fireEvent.click(within(grid()).getByText('150 more'));
  await settle();
  expect(within(grid()).getByText('100 more')).toBeInTheDocument();
  expect(rows()).toHaveLength(2 + 100 + 1);
});

it('compares, and keeps open what the next answer has', async () => {
  const compared = treeOf([['main', 'a'], 30 * MS, 10 * MS], [['main', 'b', 'c'], 10 * MS, 30 * MS]);
  const view = await showTree({ series: [frameOf(compared)] });
  expect(row(/^b/)).toHaveAccessibleName('b: 25 % in the baseline, 75 % in the comparison');
  expect(row(/^b/)).toHaveTextContent('25 %75 %+50 pp');
  await userEvent.click(within(row(/^b/)).getByRole('button', { name: 'Open' }));
  await settle();
  const next = treeOf([['main', 'b', 'c'], 1 * MS, 3 * MS], [['main', 'x'], 9 * MS, 9 * MS]);
  view.rerender(<FlameGraphPanel {...panelProps({ series: [frameOf(next)] }, { options: { view: 'tree' } })} />);
  await settle();
  expect(shown()).toEqual(['total', 'main', 'x', 'b', 'c']);
});

it('shows names that nobody can read as text, each of them different', async () => {
  const odd = treeOf([['\u202e'], 5], [['<b>bold</b>'], 4], [['x'.repeat(10_000)], 3], [['👩‍🚀'], 2], [[''], 1]);
  await showTree({ series: [frameOf(odd)] });
  expect(rows()).toHaveLength(6);
  expect(grid()).toHaveTextContent('[U+202E]');
  expect(grid()).toHaveTextContent('<b>bold</b>');
  expect(grid()).toHaveTextContent('(no name)');
  expect(grid().textContent!.length).toBeLessThan(1000);
});
