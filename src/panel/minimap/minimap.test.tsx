import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import { frameOf } from '../testing/panelProps';
import { graph, labels, MS, recordPaint, reportTree, settle, showPanel, status } from '../testing/shownPanel';

/** Sixty rows, of which a panel shows about twenty; from the first on, a tenth is spent elsewhere. */
const deep: Stack[] = [
  [['main', ...Array.from({ length: 60 }, (_, at) => `level${at}`)], 90 * MS],
  [['main', 'aside'], 10 * MS],
];

const map = () => screen.getByTestId('hotpath-minimap');
const view = () => screen.getByTestId('hotpath-minimap-view');
// Pointer events of jsdom have no place.
const press = (clientX: number, clientY: number) =>
  fireEvent(map(), new MouseEvent('pointerdown', { bubbles: true, clientX, clientY }));

recordPaint();

const show = async () => {
  await showPanel({ series: [frameOf(treeOf(...deep))] }, { options: { view: 'graph' } });
  await screen.findByTestId('hotpath-minimap-view');
};

it('is not there while all is on screen, nor where names need the room', async () => {
  await showPanel({ series: [frameOf(reportTree)] }, { options: { view: 'graph' } });
  await screen.findByRole('tree');
  expect(screen.queryByTestId('hotpath-minimap')).not.toBeInTheDocument();
});

it('is not there in a narrow panel', async () => {
  await showPanel({ series: [frameOf(treeOf(...deep))] }, { options: { view: 'graph' }, width: 650 });
  await screen.findByRole('tree');
  expect(screen.queryByTestId('hotpath-minimap')).not.toBeInTheDocument();
});

it('marks what is on screen of the whole, and moves it', async () => {
  await show();
  expect(map()).toHaveAttribute('aria-hidden', 'true');
  const before = parseFloat(view().style.top);
  expect(before).toBe(0);
  expect(parseFloat(view().style.height)).toBeLessThan(parseFloat(map().style.height) / 2);
  expect(labels(graph()).join()).not.toContain('level59');
  press(10, 400);
  await settle();
  expect(labels(graph()).join()).toContain('level59');
  expect(parseFloat(view().style.top)).toBeGreaterThan(100);
});

it('marks what is zoomed into, and leads to what is beside it', async () => {
  await show();
  act(() => graph().focus());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
  await settle();
  const width = parseFloat(map().style.width);
  expect(parseFloat(view().style.width)).toBeLessThan(width);
  press(view().style.left === '0px' ? width - 1 : 1, 2.5 * 7);
  await settle();
  expect(status()).toContain('aside: self 10 ms');
});
