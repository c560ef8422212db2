import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { frameOf } from '../testing/panelProps';
import { graph, labels, MS, recordPaint, row, settle, showPanel, status } from '../testing/shownPanel';

recordPaint();

describe('table and graph', () => {
  const deep = Array.from({ length: 40 }, (_, at) => `step${at}`);
  const often = treeOf([['main', 'parse', 'read'], 10 * MS], [[...deep, 'read'], 50 * MS]);

  it('lead to each other: a click on a row brings the widest bar of the function into view', async () => {
    await showPanel({ series: [frameOf(often)] });
    expect(labels().join()).not.toContain('step39');
    await userEvent.click(row('read'));
    await settle();
    expect(labels().join()).toContain('step39');
    expect(status()).toContain('read: self 50 ms, total 50 ms');
    expect(screen.queryByTestId('hotpath-card')).not.toBeInTheDocument();
  });

  it('have one menu', async () => {
    await showPanel({ series: [frameOf(often)] });
    const user = userEvent.setup();
    fireEvent.contextMenu(row('read'), { clientX: 50, clientY: 100 });
    await user.click(await screen.findByRole('menuitem', { name: 'Focus here' }));
    await settle();
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent(/step39read$/);
    await user.click(screen.getByRole('button', { name: 'all' }));
    await settle();
    act(() => (row('read') as HTMLElement).focus());
    await user.keyboard('{Shift>}{F10}{/Shift}');
    await screen.findByRole('menuitem', { name: 'Copy stack' });
    await user.keyboard('{Escape}');
    await settle();
    expect(row('read')).toHaveFocus();
  });

  it('begin at the top of the list in each part of the profile, and stay where they are when it is asked anew', async () => {
    const many = treeOf(
      ...Array.from({ length: 60 }, (_, at): [string[], number] => [['main', 'parse', `step${at}`], (90 - at) * MS]),
      ...Array.from({ length: 60 }, (_, at): [string[], number] => [['main', 'write', `flush${at}`], (80 - at) * MS]),
      [['main', 'parse'], 1 * MS]
    );
    const { update } = await showPanel({ series: [frameOf(many)] });
    const table = screen.getByTestId('hotpath-table');
    const scrollTo = (top: number) => {
      table.scrollTop = top;
      fireEvent.scroll(table);
    };
    scrollTo(900);
    await update({ series: [frameOf(many)] });
    expect(table.scrollTop).toBe(900);

    act(() => graph().focus());
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    await settle();
    expect(screen.getByTestId('hotpath-breadcrumb')).toHaveTextContent(/parse$/);
    expect(table.scrollTop).toBe(0);
    expect(row('step0')).toBeInTheDocument();

    scrollTo(600);
    await userEvent.click(screen.getByRole('button', { name: /^Total/ }));
    await settle();
    expect(table.scrollTop).toBe(0);

    act(() => (row('parse') as HTMLElement).focus());
    await userEvent.keyboard('{ArrowDown}');
    await settle();
    await userEvent.keyboard('{Enter}');
    await settle();
    expect(screen.getByTestId('hotpath-breadcrumb')).toHaveTextContent(/step\d+$/);
    expect(document.activeElement).toHaveAttribute('data-at', '0');
  });

  it('leave the table where it was scrolled to when the next answer numbers its functions anew', async () => {
    const steps = Array.from({ length: 60 }, (_, at): [string[], number] => [['main', `step${at}`], (90 - at) * MS]);
    const renumbered = treeOf([['before', 'all'], 1 * MS], ...steps);
    const { update } = await showPanel({ series: [frameOf(treeOf(...steps))] });
    const table = screen.getByTestId('hotpath-table');
    act(() => graph().focus());
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    await settle();
    expect(status()).toContain('step0');
    table.scrollTop = 900;
    fireEvent.scroll(table);
    await update({ series: [frameOf(renumbered)] });
    await settle();
    expect(status()).toContain('step0');
    expect(table.scrollTop).toBe(900);

    // Another one comes into view.
    act(() => graph().focus());
    await userEvent.keyboard('{ArrowRight}');
    await settle();
    expect(status()).toContain('step1');
    expect(table.scrollTop).toBeLessThan(900);
  });

  it('share their room as the user drags the function column', async () => {
    await showPanel({ series: [frameOf(often)] });
    const table = screen.getByTestId('hotpath-table');
    const before = parseInt(table.style.width, 10);
    const handle = screen.getByRole('separator', { name: 'Width of the function column' });
    const pointer = (type: string, clientX: number) =>
      fireEvent(handle, new MouseEvent(type, { bubbles: true, clientX }));
    pointer('pointerdown', 300);
    pointer('pointermove', 400);
    pointer('pointerup', 400);
    pointer('pointermove', 500);
    expect(parseInt(table.style.width, 10)).toBe(before + 100);
    expect(parseInt(graph().style.width, 10)).toBe(1200 - 8 - before - 100);
    act(() => handle.focus());
    await userEvent.keyboard('{ArrowLeft}');
    expect(parseInt(table.style.width, 10)).toBe(before + 76);
  });
});
