import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { frameOf } from '../testing/panelProps';
import { MS, recordPaint, settle, showPanel, status } from '../testing/shownPanel';

// Of 100 ms, encode takes 75 itself: 50 for report and 25 for list, a wrapper about it; query takes 20.
const tree = treeOf(
  [['main', 'serve', 'wrap', 'report', 'encode'], 50 * MS],
  [['main', 'serve', 'wrap', 'report', 'query'], 20 * MS],
  [['main', 'serve', 'wrap', 'list', 'encode'], 25 * MS],
  [['main', 'idle'], 5 * MS]
);

const graph = () => screen.getByRole('listbox', { name: /^Call graph/ });
const boxes = () => within(graph()).getAllByRole('option');
const box = (name: RegExp) => within(graph()).getByRole('option', { name });
const arrows = () =>
  screen.getAllByTestId('hotpath-arrow').map((one) => [one.querySelector('title')!.textContent, one.dataset.indirect]);
const chosen = () => within(graph()).getByRole('option', { selected: true });

recordPaint();

async function show(shown = tree, savedView = {}, props = {}) {
  const view = await showPanel({ series: [frameOf(shown)] }, { options: { view: 'callGraph', savedView }, ...props });
  await screen.findByTestId('hotpath-call-graph');
  await settle();
  return view;
}

it('has boxes with self and total, and arrows with what calls take', async () => {
  await show(tree, { boxes: 6 });
  expect(boxes().map((one) => one.lastElementChild!.textContent)).toEqual([
    'main: self 0 ns · 0 %, total 100 ms · 100 %; calls wrap, idle',
    'wrap: self 0 ns · 0 %, total 95 ms · 95 %; called by main; calls report, encode',
    'encode: self 75 ms · 75 %, total 75 ms · 75 %; called by report, wrap',
    'report: self 0 ns · 0 %, total 70 ms · 70 %; called by wrap; calls encode, query',
    'query: self 20 ms · 20 %, total 20 ms · 20 %; called by report',
    'idle: self 5 ms · 5 %, total 5 ms · 5 %; called by main',
  ]);
  expect(box(/^encode/)).toHaveTextContent(/^encodeSelf 75 ms · 75 %Total 75 ms · 75 %/);
  expect(box(/^report/)).not.toHaveTextContent('Self');
  expect(arrows()).toEqual([
    ['main calls wrap, partly through functions that are not shown: 95 ms · 95 %', 'true'],
    ['wrap calls report: 70 ms · 70 %', 'false'],
    ['report calls encode: 50 ms · 50 %', 'false'],
    ['wrap calls encode, partly through functions that are not shown: 25 ms · 25 %', 'true'],
    ['report calls query: 20 ms · 20 %', 'false'],
    ['main calls idle: 5 ms · 5 %', 'false'],
  ]);
  expect(screen.getByTestId('hotpath-box-count')).toHaveTextContent('6 of 8 functions');
  expect(screen.getByText('Through functions not shown')).toBeInTheDocument();
});

it('begins with what takes most itself in the middle', async () => {
  await show();
  const { left, top, width, height } = box(/^encode/).style;
  const middle = (from: string, size: string) => parseFloat(from) + parseFloat(size) / 2;
  // Nothing has a size here: the middle of what is scrolled is its corner.
  const scroller = graph().parentElement!.parentElement!.parentElement!;
  expect([scroller.scrollLeft, scroller.scrollTop]).toEqual([middle(left, width), middle(top, height)]);
});

it('is walked along its arrows by keys, zoomed into and out of', async () => {
  await show();
  act(() => graph().focus());
  await userEvent.keyboard('{ArrowRight}');
  await settle();
  expect(chosen()).toHaveAccessibleName(/^main/);
  const along = screen.getByRole('listbox').querySelector<HTMLElement>('[data-box="1"]')!;
  const key = parseFloat(along.style.left) > 100 ? '{ArrowRight}' : '{ArrowDown}';
  await userEvent.keyboard(key);
  await settle();
  await userEvent.keyboard(`${key}${key}`);
  await settle();
  expect(graph()).toHaveAttribute('aria-activedescendant', chosen().id);
  expect(screen.getByTestId('hotpath-card')).toHaveTextContent('% of total');
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(boxes().length).toBeLessThan(6));
  expect(graph()).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(boxes()).toHaveLength(6));
});

it('shows what is chosen elsewhere, and says what is chosen in it', async () => {
  await show(tree, { boxes: 6, selectedFunction: 'list' });
  expect(chosen()).toHaveAccessibleName(/^list/);
  fireEvent.click(box(/^query/));
  await settle();
  expect(chosen()).toHaveAccessibleName(/^query/);
  // Nothing moves because another box is chosen.
  expect(box(/^list/)).toBeInTheDocument();
  expect(status()).toContain('query: self 20 ms');
  fireEvent.contextMenu(box(/^query/));
  await settle();
  expect(await screen.findByRole('menuitem', { name: 'Show callers and callees' })).toBeInTheDocument();
});

it('shows more functions and fewer', async () => {
  await show(tree, { boxes: 6 });
  await userEvent.click(screen.getByRole('button', { name: 'More functions' }));
  await settle();
  expect(boxes()).toHaveLength(6);
  expect(screen.getByRole('button', { name: 'More functions' })).toBeDisabled();
  act(() => graph().focus());
  await userEvent.keyboard('-');
  await settle();
  expect(screen.getByRole('button', { name: 'Fewer functions' })).toBeDisabled();
});

it('compares, and marks what is searched for', async () => {
  await show(treeOf([['main', 'f'], 30, 10], [['main', 'g'], 10, 30]), { search: { text: 'f', regex: false } });
  expect(box(/^f/)).toHaveTextContent(/^fSelf 75 % → 25 %Total 75 % → 25 %/);
  expect(arrows()[0][0]).toBe('main calls f: 75 % → 25 %');
  expect(box(/^g/).style.background).not.toBe(box(/^f/).style.background);
  expect(box(/^g/).style.background).toBe(box(/^main/).style.background);
});
