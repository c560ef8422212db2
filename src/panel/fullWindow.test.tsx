import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PanelOptions } from './settings/options';
import { frameOf } from './testing/panelProps';
import { graph, recordPaint, reportTree, settle, showPanel } from './testing/shownPanel';

recordPaint();

describe('the full window', () => {
  beforeEach(() => Object.assign(window, { innerWidth: 1400, innerHeight: 800 }));
  const filled = () => screen.queryByRole('dialog', { name: 'Profile in the full window' });

  it('is filled by one click and left by Escape, which first takes back what was done in it', async () => {
    await showPanel({ series: [frameOf(reportTree)] }, { width: 1000, height: 345 });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Fill the window (f)' }));
    await settle();
    expect(within(filled()!).getByTestId('hotpath-graph')).toHaveFocus();
    await waitFor(() => expect(graph().parentElement).toHaveStyle({ height: '700px' }));
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    expect(filled()).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(filled()).not.toBeInTheDocument();
    await settle();
    expect(graph()).toHaveFocus();
  });

  it('has no card of the selected bar at a corner of the window, where the bar is not', async () => {
    await showPanel({ series: [frameOf(reportTree)] }, { width: 1000, height: 345 });
    const user = userEvent.setup();
    act(() => graph().focus());
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(await screen.findByTestId('hotpath-card')).toBeInTheDocument();
    await user.keyboard('f');
    await settle();
    expect(filled()).toBeInTheDocument();
    expect(screen.queryByTestId('hotpath-card')).not.toBeInTheDocument();
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByTestId('hotpath-card')).toBeInTheDocument();
  });

  it.each([
    ['a large panel', { width: 1000, height: 345 }],
    ['the sign of a small one', { width: 200, height: 120 }],
  ])('has the keys as soon as a profile with transforms is drawn, filled from %s', async (_, size) => {
    const options: PanelOptions = {
      savedView: { transforms: [{ kind: 'hide', text: 'write', match: 'name' }] },
    };
    await showPanel({ series: [frameOf(reportTree)] }, { ...size, options });
    const user = userEvent.setup();
    if (size.width === 200) {
      await user.click(await screen.findByTestId('hotpath-unsaid'));
    }
    await user.click(await screen.findByRole('button', { name: 'Fill the window (f)' }));
    await settle();
    expect(within(filled()!).getByTestId('hotpath-graph')).toHaveFocus();
    await user.keyboard('{Escape}');
    await settle();
    expect(filled()).not.toBeInTheDocument();
    expect(graph()).toHaveFocus();
  });

  it('and the list of keys open with the keys on the choice of a view', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    const user = userEvent.setup();
    act(() => screen.getByRole('radio', { name: 'Both' }).focus());
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeInTheDocument();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Keys' })).not.toBeInTheDocument());
    await user.type(screen.getByTestId('hotpath-search'), '?');
    expect(screen.queryByRole('dialog', { name: 'Keys' })).not.toBeInTheDocument();
    act(() => screen.getByRole('radio', { name: 'Both' }).focus());
    await user.keyboard('f');
    await settle();
    expect(filled()).toBeInTheDocument();
  });

  it('is filled by f, wherever in the panel the keys are but in what is typed', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    const user = userEvent.setup();
    await user.type(screen.getByTestId('hotpath-search'), 'f');
    expect(filled()).not.toBeInTheDocument();
    expect(screen.getByTestId('hotpath-search')).toHaveValue('f');
    act(() => screen.getByRole('button', { name: 'Clear the search' }).focus());
    await user.keyboard('f');
    await settle();
    expect(filled()).toBeInTheDocument();
  });

  it('is filled by f over a panel that the pointer is on', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    act(() => (document.activeElement as HTMLElement).blur());
    await userEvent.keyboard('f');
    expect(filled()).not.toBeInTheDocument();
    fireEvent(screen.getByTestId('hotpath-title').closest('[style*=height]')!, new MouseEvent('pointerenter'));
    await userEvent.keyboard('f');
    await settle();
    expect(filled()).toBeInTheDocument();
    await userEvent.keyboard('f');
    expect(filled()).not.toBeInTheDocument();
  });

  it('keeps the keys in it', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    act(() => graph().focus());
    const user = userEvent.setup();
    await user.keyboard('f');
    await settle();
    const stops = within(filled()!)
      .getAllByRole('button')
      .filter((one) => one.tabIndex >= 0);
    for (let step = 0; step < stops.length + 10; step++) {
      await user.tab();
      expect(filled()).toContainElement(document.activeElement as HTMLElement);
    }
    await user.tab({ shift: true });
    expect(filled()).toContainElement(document.activeElement as HTMLElement);
  });
});
