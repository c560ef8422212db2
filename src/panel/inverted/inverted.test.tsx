import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import { FlameGraphPanel } from '../panel';
import { frameOf, panelProps } from '../testing/panelProps';
import { labels, MS, recordPaint, settle } from '../testing/shownPanel';

// Of 100 ms, read takes 50 itself: 40 of them called by report, 10 by write, which itself takes 30; copy takes 20.
const stacks: Stack[] = [
  [['main', 'report', 'read'], 40 * MS],
  [['main', 'report', 'read', 'copy'], 20 * MS],
  [['main', 'write', 'read'], 10 * MS],
  [['main', 'write'], 30 * MS],
];
const tree = treeOf(...stacks);

const graph = () => screen.getByTestId('hotpath-inverted-graph') as HTMLCanvasElement;
const grid = () => screen.getByRole('treegrid', { name: 'Inverted tree' });
const row = (name: RegExp) => within(grid()).getByRole('row', { name });

recordPaint();

async function show(view: 'inverted' | 'invertedGraph', shown = tree, savedView = {}) {
  render(<FlameGraphPanel {...panelProps({ series: [frameOf(shown)] }, { options: { view, savedView } })} />);
  await settle();
  await screen.findByTestId(view === 'inverted' ? 'hotpath-inverted-tree' : 'hotpath-inverted-graph');
  await settle();
}

it('lists functions by what they take themselves, and below them who calls them', async () => {
  await show('inverted');
  expect(
    within(grid())
      .getAllByRole('row')
      .slice(2)
      .map((one) => one.getAttribute('aria-label'))
  ).toEqual([
    'read: 50 ms, 50 % of the profile',
    'write: 30 ms, 30 % of the profile',
    'copy: 20 ms, 20 % of the profile',
  ]);
  await userEvent.click(within(row(/^read/)).getByRole('button', { name: 'Open' }));
  await settle();
  expect(row(/^report: 40 ms/)).toHaveAttribute('aria-level', '3');
  expect(within(grid()).queryByRole('columnheader', { name: 'Total' })).not.toBeInTheDocument();
});

it('is a flame graph, too, that zooms into a function and goes back', async () => {
  await show('invertedGraph');
  expect(labels(graph())).toEqual(
    expect.arrayContaining(['read  50 ms · 50 %', 'write  30 ms · 30 %', 'report  40 ms · 40 %'])
  );
  act(() => graph().focus());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  await settle();
  expect(screen.getByTestId('hotpath-inverted-status')).toHaveTextContent('report: 40 ms, 40 % of the profile');
  expect(screen.getByTestId('hotpath-card')).toHaveTextContent('What read takes itself when it is called this way');
  await userEvent.keyboard('{ArrowUp}{Enter}');
  await settle();
  expect(labels(graph()).join()).not.toContain('copy');
  await userEvent.keyboard('{Escape}');
  await settle();
  expect(labels(graph()).join()).toContain('copy');
});

it('stands beside its tree, in step with it', async () => {
  await show('invertedGraph', tree, { beside: 'inverted' });
  fireEvent.click(row(/^write/));
  await settle();
  expect(screen.getByTestId('hotpath-inverted-status')).toHaveTextContent('write: 30 ms');
  act(() => graph().focus());
  await userEvent.keyboard('{ArrowLeft}');
  await settle();
  expect(row(/^read/)).toHaveAttribute('aria-selected', 'true');
});

it('compares, and is of the part in focus', async () => {
  await show('inverted', treeOf([['main', 'a', 'f'], 30, 10], [['main', 'b', 'f'], 10, 30]), { focus: ['main', 'a'] });
  expect(row(/^f/)).toHaveAccessibleName('f: 75 % in the baseline, 25 % in the comparison');
  expect(within(grid()).queryByRole('row', { name: /^b/ })).not.toBeInTheDocument();
});

describe('of a profile with so many frames that not all callers are worked out', () => {
  const large = treeOf(
    ...Array.from({ length: 500 }, (_, at): Stack => [new Array<string>(at + 1).fill('deep'), 100]),
    ...Array.from({ length: 500 }, (_, at): Stack => [new Array<string>(at + 1).fill('far'), 100]),
    [['main', 'report', 'tiny'], 9],
    [['main', 'write', 'tiny'], 3],
    [['main', 'write', 'small'], 2]
  );

  it('opens a row that is too small to have had them', async () => {
    await show('inverted', large);
    fireEvent.click(row(/^tiny/));
    await settle();
    const tiny = row(/^tiny: 12/);
    expect(tiny).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(within(tiny).getByRole('button', { name: 'Open' }));
    await settle();
    expect(row(/^report: 9/)).toHaveAttribute('aria-level', '3');
    expect(row(/^write: 3/)).toHaveAttribute('aria-posinset', '2');
    await userEvent.click(within(row(/^small/)).getByRole('button', { name: 'Open' }));
    await settle();
    expect(within(grid()).getAllByRole('row', { name: /^write/ })).toHaveLength(2);
    expect(row(/^report: 9/)).toBeInTheDocument();
    expect(row(/^tiny/)).toHaveAttribute('aria-selected', 'true');
  });

  it('does so by key, and among what is searched for', async () => {
    await show('inverted', large);
    fireEvent.change(screen.getAllByTestId('hotpath-search')[0], { target: { value: 'tiny' } });
    await settle();
    expect(within(grid()).queryByRole('row', { name: /^small/ })).not.toBeInTheDocument();
    act(() => row(/^tiny/).focus());
    await userEvent.keyboard('{ArrowRight}');
    await settle();
    expect(row(/^tiny/)).toHaveFocus();
    expect(row(/^report: 9/)).toBeInTheDocument();
    expect(within(grid()).queryByRole('row', { name: /^small/ })).not.toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await settle();
    expect(within(grid()).getByRole('row', { name: /^main: 9/ })).toBeInTheDocument();
  });
});
