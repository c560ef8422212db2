import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import { FlameGraphPanel } from '../panel';
import { frameOf, panelProps } from '../testing/panelProps';
import { labels as paintedLabels, MS, recordPaint, row, settle, showPanel } from '../testing/shownPanel';

// Of 100 ms, read takes 70: 40 of them called by report, 30 by write; copy takes 20 of those.
const stacks: Stack[] = [
  [['main', 'report', 'read'], 30 * MS],
  [['main', 'report', 'read', 'copy'], 10 * MS],
  [['main', 'write', 'read'], 20 * MS],
  [['main', 'write', 'read', 'copy'], 10 * MS],
  [['main', 'write'], 30 * MS],
];
const tree = treeOf(...stacks);

const side = (name: 'callers' | 'callees') => screen.getByTestId(`hotpath-${name}`) as HTMLCanvasElement;
const labels = (name: 'callers' | 'callees') => paintedLabels(side(name));
const heading = () => screen.getByTestId('hotpath-sandwich-heading');
const at = (x: number, rowIndex: number) => ({ clientX: x, clientY: rowIndex * 20 + 10 });

recordPaint();

async function showSandwich(...args: Parameters<typeof panelProps>) {
  const view = await showPanel(...args);
  await userEvent.click(screen.getByRole('button', { name: 'Other views' }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: /^Sandwich/ }));
  await screen.findByTestId('hotpath-sandwich');
  await settle();
  return view;
}

it('begins with the function that takes the most, its callers above and its callees below', async () => {
  await showSandwich({ series: [frameOf(tree)] });
  expect(heading()).toHaveTextContent('read70 ms · 70 %');
  expect(labels('callers')).toEqual(
    expect.arrayContaining(['read  70 ms · 70 %', 'report  40 ms · 40 %', 'write  30 ms · 30 %', 'main  40 ms · 40 %'])
  );
  expect(labels('callees')).toEqual(expect.arrayContaining(['read  70 ms · 70 %', 'copy  20 ms · 20 %']));
  expect(screen.queryByTestId('hotpath-graph')).not.toBeInTheDocument();
});

it('shows another function by a click in the table, and Escape leads back', async () => {
  await showSandwich({ series: [frameOf(tree)] });
  fireEvent.click(row('write'));
  await settle();
  expect(heading()).toHaveTextContent('write60 ms · 60 %');
  expect(row('write')).toHaveAttribute('aria-selected', 'true');
  act(() => side('callees').focus());
  await userEvent.keyboard('{Escape}');
  await settle();
  expect(heading()).toHaveTextContent('read70 ms');
});

it('opens from the menu of a bar, with what is selected, and survives a refresh', async () => {
  const view = await showPanel({ series: [frameOf(tree)] });
  const graph = screen.getByTestId('hotpath-graph');
  act(() => graph.focus());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Shift>}{F10}{/Shift}');
  await settle();
  const name = /^(write|report|main)/.exec(screen.getByTestId('hotpath-status').textContent!)![1];
  await userEvent.click(screen.getByRole('menuitem', { name: 'Show callers and callees' }));
  await screen.findByTestId('hotpath-sandwich');
  expect(heading()).toHaveTextContent(name);
  view.rerender(<FlameGraphPanel {...panelProps({ series: [frameOf(treeOf(...stacks, [['read'], 100 * MS]))] })} />);
  await settle();
  expect(heading()).toHaveTextContent(name);
  expect(heading()).not.toHaveTextContent('60 %');
});

it('zooms into callers and callees by a click, says it in words, and goes back', async () => {
  await showSandwich({ series: [frameOf(tree)] });
  fireEvent.click(side('callees'), at(60, 1));
  await settle();
  expect(screen.getByTestId('hotpath-callees-status')).toHaveTextContent(
    'copy: self 20 ms, total 20 ms, 20 % of the profile'
  );
  await userEvent.keyboard('{Escape}');
  act(() => side('callers').focus());
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  expect(screen.getByTestId('hotpath-callers-status')).toHaveTextContent('report:');
  expect(screen.getByTestId('hotpath-callers-status')).not.toHaveTextContent('self');
  const card = screen.getByTestId('hotpath-card');
  expect(card).toHaveTextContent('What read takes when it is called this way');
  expect(card).not.toHaveTextContent('Self');
  await userEvent.keyboard('{Enter}');
  await settle();
  expect(labels('callers').join()).not.toContain('write');
  await userEvent.keyboard('{Escape}');
  await settle();
  expect(labels('callers').at(-1)).toBeDefined();
});

it('has both sides of a comparison', async () => {
  const compared = treeOf([['main', 'report', 'read'], 10 * MS, 60 * MS], [['main', 'write', 'read'], 30 * MS, 0]);
  await showSandwich({ series: [frameOf(compared)] });
  expect(heading()).toHaveTextContent('read100 % → 100 %');
  expect(labels('callers')).toEqual(
    expect.arrayContaining(['report  25 % → 100 %', expect.stringContaining('− write'), 'read  100 % → 100 %'])
  );
});

it('says where the function is not in the view', async () => {
  const view = await showSandwich({ series: [frameOf(tree)] });
  fireEvent.click(row('copy'));
  await settle();
  view.rerender(<FlameGraphPanel {...panelProps({ series: [frameOf(treeOf([['main', 'write'], 30 * MS]))] })} />);
  await settle();
  expect(screen.getByTestId('hotpath-message')).toHaveTextContent('copy is not in this view');
});

it('finds room in a narrow panel, without the table', async () => {
  await showSandwich({ series: [frameOf(tree)] }, { width: 400, height: 300 });
  expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
  expect(side('callers')).toBeInTheDocument();
});
