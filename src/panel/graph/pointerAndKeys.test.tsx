import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { frameOf } from '../testing/panelProps';
import { graph, recordPaint, reportTree, row, settle, showPanel, status } from '../testing/shownPanel';

recordPaint();

describe('the pointer', () => {
  // jsdom has no layout: the canvas starts at 0,0. Rows are 20 high; the graph is 760 wide.
  const at = (x: number, rowIndex: number) => ({ clientX: x, clientY: rowIndex * 20 + 10 });

  it('shows what it is over, without covering it, and marks it in the table', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    fireEvent(graph(), new MouseEvent('pointermove', { bubbles: true, ...at(300, 2) }));
    const card = await screen.findByTestId('hotpath-card');
    expect(card).toHaveTextContent('report');
    expect(card).toHaveTextContent('60,000,000 ns');
    expect(card).toHaveTextContent('% of total60 %');
    const top = Number(/, (\d+)px/.exec(card.style.transform)![1]);
    expect(top).toBeGreaterThanOrEqual(60);
    fireEvent.mouseOut(graph());
    fireEvent.pointerOut(graph());
    expect(screen.queryByTestId('hotpath-card')).not.toBeInTheDocument();
  });

  it('zooms by a click, and the call path leads back', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    fireEvent.click(graph(), at(300, 2));
    await settle();
    const path = await screen.findByTestId('hotpath-breadcrumb');
    expect(path).toHaveTextContent('allmainreport');
    expect(within(screen.getByTestId('hotpath-table')).queryByText('write')).not.toBeInTheDocument();
    expect(screen.queryByTestId('hotpath-hidden')).not.toBeInTheDocument();
    await userEvent.click(within(path).getByRole('button', { name: 'all' }));
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
  });

  it('zooms at the second touch of a finger', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    const touch = () => {
      const down = new MouseEvent('pointerdown', { bubbles: true });
      Object.defineProperty(down, 'pointerType', { value: 'touch' });
      fireEvent(graph(), down);
      fireEvent.click(graph(), at(300, 2));
    };
    touch();
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    expect(status()).toContain('report: self 0 ns, total 60 ms');
    touch();
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
  });

  const pointer = (type: string, x: number, y: number) => {
    const event = new MouseEvent(type, { bubbles: true, clientX: x, clientY: y });
    Object.defineProperty(event, 'pointerType', { value: 'touch' });
    fireEvent(graph(), event);
  };

  it('offers the menu of a bar that a finger has selected by a button', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    pointer('pointerdown', 300, 50);
    fireEvent.click(graph(), at(300, 2));
    await userEvent.click(within(await screen.findByTestId('hotpath-bar-menu')).getByRole('button'));
    expect(await screen.findByRole('menuitem', { name: 'Focus here' })).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await settle();
    fireEvent.pointerDown(graph(), { pointerType: 'mouse' });
    fireEvent.click(graph(), at(300, 2));
    await settle();
    expect(screen.queryByTestId('hotpath-bar-menu')).not.toBeInTheDocument();
  });

  it('opens the menu where a finger rests, and not where it moves; the click at its end is none', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    pointer('pointerdown', 300, 50);
    pointer('pointermove', 300, 90);
    await settle(60);
    expect(screen.queryByRole('menuitem')).not.toBeInTheDocument();
    pointer('pointerdown', 300, 50);
    await settle(60);
    expect(await screen.findByRole('menuitem', { name: 'Focus here' })).toBeInTheDocument();
    fireEvent.click(graph(), at(300, 2));
    expect(status()).not.toContain('report: ');
  });

  it('opens the menu of a table row by a button', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    const button = within(row('report') as HTMLElement).getByRole('button', { name: 'Open menu of report' });
    // Names have its room: where it is not seen, it would only cut them.
    expect(button).toHaveStyle({ position: 'absolute' });
    await userEvent.click(button);
    expect(await screen.findByRole('menuitem', { name: 'Focus here' })).toBeInTheDocument();
  });

  it('offers what can be done with a function', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    fireEvent.contextMenu(graph(), at(300, 2));
    const user = userEvent.setup();
    await user.click(await screen.findByRole('menuitem', { name: 'Search for this function' }));
    await settle();
    expect(screen.getByTestId('hotpath-search')).toHaveValue('report');
  });
});

describe('the keyboard', () => {
  it('walks the bars, zooms in and out, and takes steps back', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    const user = userEvent.setup();
    act(() => graph().focus());
    await user.keyboard('{ArrowDown}');
    expect(status()).toContain('total: ');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(status()).toBe('report: self 0 ns, total 60 ms, 60 % of the profile');
    await user.keyboard('{ArrowLeft}');
    expect(status()).toBe('other: self 10 ms, total 10 ms, 10 % of the profile');
    expect(await screen.findByTestId('hotpath-card')).toHaveTextContent('what the server left out here');
    await user.keyboard('{Control>}{ArrowRight}{/Control}');
    expect(status()).toContain('write: ');
    await user.keyboard('{ArrowLeft}');
    expect(status()).toContain('report: ');
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
    await user.keyboard('{Backspace}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).not.toHaveTextContent('report');
    await user.keyboard('{Escape}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
    await user.keyboard('{Home}');
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
  });

  it('reaches the search, and comes back', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    const user = userEvent.setup();
    act(() => graph().focus());
    await user.keyboard('/');
    expect(screen.getByTestId('hotpath-search')).toHaveFocus();
    await user.keyboard('PARSE');
    await settle();
    expect(screen.getByTestId('hotpath-matches')).toHaveTextContent('1 match · 60 %');
    await user.keyboard('{Enter}');
    expect(status()).toContain('parse: self 60 ms');
    await user.keyboard('{Escape}{Escape}');
    expect(graph()).toHaveFocus();
  });

  it('lists all keys', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    act(() => graph().focus());
    await userEvent.keyboard('?');
    expect(await screen.findByText('Undo the last step')).toBeInTheDocument();
  });

  it('walks the table', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    const user = userEvent.setup();
    act(() => (row('parse') as HTMLElement).focus());
    await user.keyboard(' ');
    await settle();
    expect(row('parse')).toHaveAttribute('aria-selected', 'true');
    expect(status()).toContain('parse: self 60 ms');
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    await user.keyboard('{Enter}');
    await settle();
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('allmainreportparse');
    expect(row('parse')).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('{Escape}');
    await settle();
    await user.click(screen.getByRole('button', { name: 'Function' }));
    const rows = within(screen.getByTestId('hotpath-table')).getAllByRole('row');
    expect(rows[1]).toHaveTextContent('main');
  });
});
