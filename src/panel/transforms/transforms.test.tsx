import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { frameOf } from '../testing/panelProps';
import { labels, MS, recordPaint, settle, showPanel, status } from '../testing/shownPanel';

const tree = treeOf(
  [['main', 'report', 'parse'], 60 * MS],
  [['main', 'write'], 30 * MS],
  [['main', 'write', 'write'], 10 * MS]
);

const bar = () => screen.getByTestId('hotpath-transforms');
const chips = () => within(bar()).getAllByRole('listitem');

recordPaint();

const show = () => showPanel({ series: [frameOf(tree)] });

async function fromMenu(name: string, entry: string) {
  const row = within(screen.getByTestId('hotpath-table')).getByText(name).closest('[role=row]')!;
  fireEvent.contextMenu(row);
  await settle();
  await userEvent.click(screen.getByRole('menuitem', { name: entry }));
  await settle();
}

it('hides stacks from the menu, says what it took away, and brings it back', async () => {
  await show();
  await fromMenu('write', 'Hide stacks with it');
  expect(chips()).toHaveLength(1);
  expect(bar()).toHaveTextContent('No stacks with write');
  expect(screen.getByTestId('hotpath-taken')).toHaveTextContent('Hidden by filters: 40 ms · 40 % of the profile');
  expect(screen.getByTestId('hotpath-title')).toHaveTextContent('100 ms of CPU time');
  expect(labels()).toEqual(expect.arrayContaining(['report  60 ms · 60 %']));
  expect(labels().join()).not.toContain('write');
  expect(status()).toBe('On: No stacks with write');

  await userEvent.click(within(bar()).getByRole('button', { name: 'Undo the last step' }));
  await settle();
  expect(screen.queryByTestId('hotpath-transforms')).not.toBeInTheDocument();
  expect(labels().join()).toContain('write');
});

it('is switched off, moved and removed by keys', async () => {
  await show();
  await fromMenu('write', 'Collapse its recursion');
  await fromMenu('report', 'Merge it into its callers');
  expect(chips().map((chip) => chip.textContent)).toEqual([
    'Recursion of write collapsed',
    'report merged into its callers',
  ]);
  act(() =>
    within(chips()[1])
      .getByRole('button', { name: /^report merged/ })
      .focus()
  );
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  await settle();
  expect(chips()[0]).toHaveTextContent('report merged into its callers');
  expect(document.activeElement).toHaveTextContent('report merged into its callers');
  expect(status()).toBe('report merged into its callers is now number 1 of 2');

  await userEvent.keyboard('{Enter}');
  await settle();
  await userEvent.click(screen.getByRole('menuitem', { name: 'Switch off' }));
  await settle();
  expect(within(chips()[0]).getByRole('button', { name: /switched off/ })).toBeInTheDocument();
  expect(labels().join()).toContain('report');

  act(() =>
    within(chips()[0])
      .getByRole('button', { name: /^report merged/ })
      .focus()
  );
  await userEvent.keyboard('{Delete}');
  await settle();
  expect(chips()).toHaveLength(1);
  await userEvent.click(within(bar()).getByRole('button', { name: 'Clear all' }));
  await settle();
  expect(screen.queryByTestId('hotpath-transforms')).not.toBeInTheDocument();
});

it('says when nothing is left, and clears with one click', async () => {
  await show();
  await fromMenu('main', 'Hide stacks with it');
  expect(screen.getByTestId('hotpath-message')).toHaveTextContent('The transforms hide the whole profile');
  await userEvent.click(within(screen.getByTestId('hotpath-message')).getByRole('button', { name: 'Clear all' }));
  await settle();
  expect(labels().join()).toContain('main');
});

it('shows callers below what spends the time, and keeps the numbers of functions', async () => {
  await show();
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Transform' }));
  await settle();
  await userEvent.click(screen.getByRole('button', { name: 'Add: Invert' }));
  await settle();
  expect(bar()).toHaveTextContent('Inverted');
  expect(labels()).toEqual(expect.arrayContaining(['parse  60 ms · 60 %', 'report  60 ms · 60 %']));
  const row = within(screen.getByTestId('hotpath-table')).getByText('main').closest('[role=row]')!;
  expect(row).toHaveTextContent('0 ns');
  expect(row).toHaveTextContent('100 ms');
});
