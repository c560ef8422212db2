import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { frameOf } from '../testing/panelProps';
import { graph, recordPaint, reportTree, settle, showPanel, status } from '../testing/shownPanel';

recordPaint();

const items = () =>
  screen
    .getAllByRole('treeitem')
    .map((one) =>
      ['aria-label', 'aria-level', 'aria-posinset', 'aria-setsize', 'aria-expanded', 'aria-selected'].map((name) =>
        one.getAttribute(name)
      )
    );

it('has the frames on screen as a tree, follows the keys and zooms', async () => {
  await showPanel({ series: [frameOf(reportTree)] });
  await screen.findByRole('tree', { name: 'Flame graph' });
  expect(items()).toEqual([
    ['total: self 0 ns, total 100 ms, 100 % of the profile', '1', '1', '1', 'true', 'false'],
    ['main: self 0 ns, total 100 ms, 100 % of the profile', '2', '1', '1', 'true', 'false'],
    ['other: self 10 ms, total 10 ms, 10 % of the profile', '3', '1', '3', null, 'false'],
    ['report: self 0 ns, total 60 ms, 60 % of the profile', '3', '2', '3', 'true', 'false'],
    ['parse: self 60 ms, total 60 ms, 60 % of the profile', '4', '1', '1', null, 'false'],
    ['write: self 30 ms, total 30 ms, 30 % of the profile', '3', '3', '3', null, 'false'],
  ]);
  act(() => graph().focus());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await settle(50);
  expect(screen.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/^main/);
  fireEvent.click(screen.getByRole('treeitem', { name: /^write/ }));
  await settle(50);
  expect(status()).toContain('write: self 30 ms');
  expect(items().map(([name]) => name!.split(':')[0])).toEqual(['total', 'main', 'write']);
});
