import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { frameOf } from '../testing/panelProps';
import { bars, graph, labels, MS, recordPaint, row, settle, showPanel, status } from '../testing/shownPanel';

recordPaint();

const tree = treeOf(
  [['main', 'kept'], 60 * MS, 60 * MS],
  [['main', 'gone'], 40 * MS, 0],
  [['main', 'fresh'], 0, 140 * MS]
);
const choose = async (button: RegExp, item: RegExp) => {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: item }));
  await settle();
};
const compared = () => screen.getByTestId('hotpath-graph-compared');

it('shows a graph for each side, with one pointer and one selection', async () => {
  await showPanel({ series: [frameOf(tree)] }, { width: 1500 });
  await choose(/^Bar width/, /side by side/);
  expect(await screen.findByText('Baseline · 100 ms')).toBeInTheDocument();
  expect(screen.getByText('Comparison · 200 ms')).toBeInTheDocument();
  const painted = (canvas: HTMLElement) => labels(canvas).join();
  expect(painted(graph())).toContain('− gone');
  expect(painted(graph())).not.toContain('fresh');
  expect(painted(compared())).toContain('+ fresh');
  expect(painted(compared())).not.toContain('gone');

  const outlinesOf = (canvas: HTMLElement) => bars(canvas.nextElementSibling as HTMLCanvasElement).outlines.length;
  const before = outlinesOf(compared());
  // A pointer event of jsdom has no place.
  fireEvent(graph(), new MouseEvent('pointermove', { bubbles: true, clientX: 5, clientY: 30 }));
  await settle();
  expect(outlinesOf(compared())).toBeGreaterThan(before);

  act(() => compared().focus());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(status()).toBe('fresh: 0 % of the baseline, 70 % of the comparison');
});

it('compares totals where the user wants them, in bars and table', async () => {
  await showPanel({ series: [frameOf(tree)] }, { width: 1800 });
  expect(row('kept')).toHaveTextContent('60 %30 %−30 pp−50 %');
  await choose(/^Compare: shares/, /totals/);
  expect(row('kept')).toHaveTextContent('60 ms60 ms0 ns0 %−30 pp');
  expect(row('gone')).toHaveTextContent('40 ms–−40 msremoved−40 pp');
  expect(labels().join()).toContain('60 ms → 60 ms');
});
