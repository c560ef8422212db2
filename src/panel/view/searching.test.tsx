import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { frameOf } from '../testing/panelProps';
import { graph, MS, recordPaint, reportTree, row, settle, showPanel, status } from '../testing/shownPanel';

recordPaint();

describe('the search', () => {
  const said = () => screen.getByTestId('hotpath-matches').textContent;

  it('shows the widest match at once, and the others by width, zooming to what is too narrow to see', async () => {
    const read = treeOf(
      [['cold', 'readHeader'], 1],
      [['cold', 'sleep'], 200],
      [['warm', 'readBody'], 30_000],
      [['hot', 'readRow'], 60_000],
      [['hot', 'work'], 9_799]
    );
    await showPanel({ series: [frameOf(read)] });
    const user = userEvent.setup();
    await user.type(screen.getByTestId('hotpath-search'), 'read');
    await waitFor(() => expect(said()).toBe('1 of 3 matches · 90 %'));
    expect(status()).toContain('readRow: self');
    expect(screen.queryByTestId('hotpath-card')).not.toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(status()).toContain('readBody: self');
    expect(said()).toBe('2 of 3 matches · 90 %');
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent(/readHeader$/);
    await waitFor(() => expect(said()).toBe('3 of 3 matches · 100 % of this view · 2 outside'));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(said()).toBe('1 of 3 matches · 90 %'));
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
  });

  it('stays in a view that has none, counts those outside, and moves nothing on a refresh', async () => {
    const { update } = await showPanel({ series: [frameOf(reportTree)] });
    fireEvent.click(graph(), { clientX: 300, clientY: 50 });
    const user = userEvent.setup();
    await user.type(screen.getByTestId('hotpath-search'), 'write');
    await waitFor(() => expect(said()).toBe('1 match · 0 % of this view · 1 outside'));
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(said()).toBe('1 match · 30 %'));
    expect(status()).toContain('write: self');
    act(() => graph().focus());
    await user.keyboard('{ArrowUp}');
    expect(status()).toContain('main: self');
    await update({ series: [frameOf(treeOf([['main', 'write'], 5 * MS]))] });
    await waitFor(() => expect(said()).toBe('1 match · 100 %'));
    expect(status()).toContain('main: self');
  });

  it('filters the table and says when a pattern is none', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    const user = userEvent.setup();
    await user.type(screen.getByTestId('hotpath-search'), 'wri');
    await settle();
    expect(within(screen.getByTestId('hotpath-table')).queryByText('parse')).not.toBeInTheDocument();
    await user.type(screen.getByTestId('hotpath-search'), '(');
    await user.click(screen.getByRole('button', { name: 'Regular expression' }));
    await waitFor(() =>
      expect(screen.getByTestId('hotpath-matches')).toHaveTextContent('Invalid regular expression: missing closing )')
    );
    expect(row('parse')).toBeInTheDocument();
  });
});
