import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { LoadingState } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { emptyTree } from '../../pkg/calltree/emptyTree';
import { treeOf } from '../../pkg/calltree/testing/trees';
import { awaitedFrame } from '../frames/awaitedFrame';
import { FlameGraphPanel } from './panel';
import type { PanelOptions } from './settings/options';
import { foreignFrame, frameOf, panelProps } from './testing/panelProps';
import { graph, labels, MS, recordPaint, reportTree, row, settle, showPanel, status } from './testing/shownPanel';

recordPaint();

describe('a profile', () => {
  it('is drawn, named and counted', async () => {
    await showPanel({ series: [frameOf(reportTree)] });
    expect(screen.getByTestId('hotpath-title')).toHaveTextContent(
      'order-service · CPU time · Last 30 minutes100 ms of CPU time'
    );
    expect(labels()).toEqual(expect.arrayContaining(['total  100 ms · 100 %', 'report  60 ms · 60 %']));
    expect(graph()).toHaveAttribute('data-hotpath-painted');
  });

  it('says what share the server hid, and keeps it out of the table', async () => {
    await showPanel({ series: [frameOf(reportTree, { maxNodes: 8192 })] });
    const notice = screen.getByTestId('hotpath-hidden');
    expect(notice).toHaveTextContent('10 % is hidden in “other”');
    expect(notice).toHaveTextContent('biggest 8,192 nodes');
    expect(within(screen.getByTestId('hotpath-table')).queryByText('other')).not.toBeInTheDocument();
  });

  it('can come from anywhere', async () => {
    await showPanel({ series: [foreignFrame()] });
    expect(labels().join()).toContain('left, right');
  });

  it('shows functions without a name on bars, in the table, in the card and in words', async () => {
    const unnamed = treeOf([['', 'child'], 60 * MS], [['\u202e'], 40 * MS]);
    await showPanel({ series: [frameOf(unnamed)] });
    expect(labels()).toEqual(
      expect.arrayContaining(['(no name)  60 ms · 60 %', 'child  60 ms · 60 %', '[U+202E]  40 ms · 40 %'])
    );
    expect(row('(no name)')).toHaveTextContent('60 ms');
    expect(row('[U+202E]')).toHaveTextContent('40 ms');
    fireEvent.click(row('(no name)'));
    await settle();
    expect(row('(no name)')).toHaveAttribute('aria-selected', 'true');
    act(() => graph().focus());
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    expect(status()).toContain('(no name): self 0 ns, total 60 ms');
    expect(await screen.findByTestId('hotpath-card')).toHaveTextContent('(no name)');
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('(no name)');
  });

  it('is drawn with a notice where its rows are rounded', async () => {
    const frame = foreignFrame();
    frame.fields[2].values = [100, 101, 96];
    frame.fields[3].values = [0, 5, 96];
    await showPanel({ series: [frame] });
    expect(labels().join()).toContain('left, right');
    expect(screen.getByText(/values are rounded/)).toBeInTheDocument();
  });

  it('stays when the browser has no canvas to draw on', async () => {
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
    await showPanel({ series: [frameOf(reportTree)] });
    expect(graph()).not.toHaveAttribute('data-hotpath-painted');
    expect(row('parse')).toHaveTextContent('60 ms');
  });

  it('can be one of several', async () => {
    // The list of choices shows only what fits, and watches what is in sight.
    window.IntersectionObserver ??= class {
      observe() {}
      unobserve() {}
      disconnect() {}
    } as never;
    jest.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 300, 300));
    await showPanel({
      series: [frameOf(reportTree), frameOf(treeOf([['second'], 5]), { subject: { service: 'b', labels: [] } }, 'B')],
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('combobox', { name: 'Profile' }));
    await user.keyboard('B:{ArrowDown}{Enter}');
    await settle();
    expect(labels().join()).toContain('second');
  });
});

describe('a refresh', () => {
  it('keeps the focus by its call path', async () => {
    const { update } = await showPanel({ series: [frameOf(reportTree)] });
    fireEvent.click(graph(), { clientX: 300, clientY: 50 });
    await update({ series: [frameOf(treeOf([['aaa'], 5 * MS], [['main', 'report', 'scan'], 5 * MS]))] });
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('allmainreport');
    expect(labels().join()).toContain('scan');
  });

  it('keeps the focus over one that failed', async () => {
    const { update } = await showPanel({ series: [frameOf(reportTree)] });
    fireEvent.click(graph(), { clientX: 300, clientY: 50 });
    await update({ series: [frameOf(emptyTree(), { failed: { title: 'Pyroscope refused', remedy: '' } })] });
    expect(screen.getByTestId('hotpath-message')).toHaveTextContent('Pyroscope refused');
    await update({ series: [frameOf(reportTree)] });
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('allmainreport');
  });

  it('says when the focus is gone, and shows its caller', async () => {
    const { update } = await showPanel({ series: [frameOf(reportTree)] });
    fireEvent.click(graph(), { clientX: 300, clientY: 50 });
    await update({ series: [frameOf(treeOf([['main', 'write'], 5 * MS]))] });
    expect(screen.getByText(/“report” is not in this profile. Showing its caller “main”./)).toBeInTheDocument();
  });

  it('keeps the last picture while loading, and says so after a moment', async () => {
    const { update } = await showPanel({ series: [frameOf(reportTree)] });
    await update({ series: [], state: LoadingState.Loading });
    expect(graph()).toBeInTheDocument();
    expect(screen.queryByText('Loading…')).not.toBeInTheDocument();
    await act(() => new Promise((resolve) => setTimeout(resolve, 350)));
    expect(screen.getByText('Loading…')).toBeInTheDocument();
  });

  it('awaits the first profile where Explore shows it before there is one', async () => {
    const awaited = { series: [awaitedFrame('A')], state: LoadingState.Loading };
    const { update } = await showPanel(awaited);
    expect(screen.queryByTestId('hotpath-message')).not.toBeInTheDocument();
    await update({ series: [frameOf(reportTree)] });
    expect(labels()).toContain('report  60 ms · 60 %');
    await update(awaited);
    expect(labels()).toContain('report  60 ms · 60 %');
    await update({ ...awaited, state: LoadingState.Done });
    expect(screen.getByText('Cancelled before there was a profile')).toBeInTheDocument();
  });

  describe('in parts', () => {
    const part = treeOf([['main', 'part'], 5 * MS]);
    const growing = (meta = {}) => ({
      series: [frameOf(part, { pieces: { done: 1, of: 3, failed: 0 }, notes: ['Incomplete: 1 of 3 days.'], ...meta })],
      state: LoadingState.Streaming,
    });

    it('shows the first answer as it grows', async () => {
      await showPanel(growing());
      expect(labels().join()).toContain('part');
      expect(screen.getByText('Incomplete: 1 of 3 days.')).toBeInTheDocument();
    });

    it('keeps the last picture, with how far the next is', async () => {
      const { update } = await showPanel({ series: [frameOf(reportTree, { pieces: { done: 3, of: 3, failed: 0 } })] });
      await update(growing());
      expect(labels().join()).not.toContain('part');
      expect(screen.getByText('Incomplete: 1 of 3 days.')).toBeInTheDocument();
      await update({ series: [frameOf(part)] });
      expect(labels().join()).toContain('part');
      expect(screen.queryByText('Incomplete: 1 of 3 days.')).not.toBeInTheDocument();
    });

    it('keeps the last picture while it is counted how much the next is', async () => {
      const { update } = await showPanel({ series: [frameOf(reportTree)] });
      const counting = growing({ pieces: undefined, counting: true, notes: ['A note.'] });
      await update(counting);
      expect(labels().join()).not.toContain('part');
      expect(screen.queryByText('A note.')).not.toBeInTheDocument();
      await update({ ...counting, series: [frameOf(part, { notes: ['A note.'] })], state: LoadingState.Done });
      expect(labels().join()).toContain('part');
      expect(screen.getByText('A note.')).toBeInTheDocument();
    });

    it('keeps the last picture when the next is cancelled', async () => {
      const { update } = await showPanel({ series: [frameOf(reportTree)] });
      await update({ ...growing(), state: LoadingState.Done });
      expect(labels().join()).not.toContain('part');
      expect(screen.queryByText('Incomplete: 1 of 3 days.')).not.toBeInTheDocument();
    });

    it.each([
      { labelSelector: '{service_name="other"}' },
      { callSite: ['main'] },
      { traceIds: ['0102'] },
      { range: { from: 0, to: 60_000 } },
    ])('shows the answer to another question at once: %j', async (other) => {
      const { update } = await showPanel({ series: [frameOf(reportTree)] });
      await update(growing(other));
      expect(labels().join()).toContain('part');
    });
  });
});

describe('instead of a picture', () => {
  const message = () => screen.getByTestId('hotpath-message');

  it('says that nothing came back', async () => {
    await showPanel({ series: [] });
    expect(message()).toHaveTextContent('No data');
  });

  it('says what the data source knows about nothing', async () => {
    await showPanel({
      series: [frameOf(emptyTree(), { noData: { message: 'No profiles for {service_name="ordr"}' } })],
    });
    expect(message()).toHaveTextContent('No profiles for {service_name="ordr"}');
  });

  it('says that a profile of another source is empty', async () => {
    const frame = foreignFrame();
    frame.fields.forEach((field) => (field.values = field.name === 'label' ? ['total'] : [0]));
    await showPanel({ series: [{ ...frame, length: 1 }] });
    expect(message()).toHaveTextContent('The profile is empty');
  });

  it('offers the longest range that is answered', async () => {
    const trimTo = { from: 1_000, to: 2_000, length: '60 d' };
    const failed = { title: 'Too long', remedy: 'Choose a shorter range', trimTo };
    const props = panelProps({ series: [frameOf(emptyTree(), { failed })] });
    const onChangeTimeRange = jest.fn();
    render(<FlameGraphPanel {...props} onChangeTimeRange={onChangeTimeRange} />);
    await userEvent.click(screen.getByRole('button', { name: 'Trim to the last 60 d' }));
    expect(onChangeTimeRange).toHaveBeenCalledWith({ from: 1_000, to: 2_000 });
  });

  it('changes the range in Explore, where panels cannot, in the address', async () => {
    const pane = { datasource: 'a', queries: [{ refId: 'A' }], range: { from: 'now-30m', to: 'now' } };
    const beside = { ...pane, range: { from: 'now-2d', to: 'now' } };
    locationService.push(`/explore?panes=${encodeURIComponent(JSON.stringify({ l: beside, r: pane }))}`);
    const trimTo = { from: 1_000, to: 2_000, length: '60 d' };
    const failed = { title: 'Too long', remedy: 'Choose a shorter range', trimTo };
    await showPanel({ series: [frameOf(emptyTree(), { failed })] });
    await userEvent.click(screen.getByRole('button', { name: 'Trim to the last 60 d' }));
    expect(JSON.parse(String(locationService.getSearchObject().panes))).toEqual({
      l: beside,
      r: { ...pane, range: { from: '1000', to: '2000' } },
    });
    locationService.push('/');
  });

  it('says what a failed query was and what to do', async () => {
    const failed = { title: 'Pyroscope refused', remedy: 'Shorten the range', detail: 'HTTP 400' };
    await showPanel({ series: [frameOf(emptyTree(), { failed })] });
    expect(message()).toHaveTextContent('Pyroscope refused');
    expect(message()).toHaveTextContent('Shorten the range');
    expect(message()).toHaveTextContent('HTTP 400');
  });

  it('says what Grafana says of a query without frames', async () => {
    await showPanel({ series: [], state: LoadingState.Error, errors: [{ message: 'no route', refId: 'A' }] });
    expect(message()).toHaveTextContent('no route');
    expect(message()).toHaveTextContent('Query A failed');
  });

  it('says what it needs when the frame is something else', async () => {
    const frame = foreignFrame();
    await showPanel({ series: [{ ...frame, fields: frame.fields.slice(0, 2) }] });
    expect(message()).toHaveTextContent('This panel draws profiles, and there is none in its data');
  });

  it('says how much of it stands in rows that a transformation took away', async () => {
    const { update } = await showPanel({ series: [frameOf(reportTree)] });
    const limited = frameOf(reportTree);
    limited.length = 2;
    limited.fields = limited.fields.map((field) => ({ ...field, values: Array.from(field.values).slice(0, 2) }));
    await update({ series: [limited] });
    expect(await screen.findByText('100 % is in rows that the panel’s transformations took away')).toBeInTheDocument();
  });

  it('says which row is wrong', async () => {
    const frame = foreignFrame();
    frame.fields.find(({ name }) => name === 'level')!.values = [0, 1, 3];
    await showPanel({ series: [frame] });
    expect(message()).toHaveTextContent(
      /Row 3 is more than one level below the row before it. If the panel has transformations, turn them off/
    );
  });

  it('shows a profile with what went wrong beside it', async () => {
    await showPanel({
      series: [frameOf(reportTree)],
      state: LoadingState.Error,
      errors: [{ message: 'B timed out', refId: 'B' }],
    });
    expect(graph()).toBeInTheDocument();
    expect(screen.getByText(/B timed out/)).toBeInTheDocument();
  });
});

describe('room', () => {
  it('shows graph and title alone where there is little', async () => {
    await showPanel({ series: [frameOf(reportTree)] }, { width: 200, height: 120 });
    expect(screen.getByTestId('hotpath-title')).toBeInTheDocument();
    expect(graph()).toBeInTheDocument();
    expect(screen.queryByTestId('hotpath-search')).not.toBeInTheDocument();
    expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
  });

  it('says beside the title what has no line of its own there, with the way back', async () => {
    const filtered: PanelOptions = {
      savedView: { focus: ['main', 'report'], transforms: [{ kind: 'hide', text: 'write', match: 'name' }] },
    };
    await showPanel(
      { series: [frameOf(reportTree, { notes: ['Half of the range has no profiles.'] })] },
      { width: 200, height: 120, options: filtered }
    );
    expect(screen.queryByTestId('hotpath-transforms')).not.toBeInTheDocument();
    await userEvent.click(await screen.findByTestId('hotpath-unsaid'));
    const said = await screen.findByTestId('hotpath-notices');
    expect(said).toHaveTextContent('Zoomed to report');
    expect(said).toHaveTextContent('Transforms: No stacks with write. Hidden by filters: 30 ms · 30 % of the profile');
    expect(said).toHaveTextContent('Half of the range has no profiles.');
    await userEvent.click(within(said).getByRole('button', { name: 'Clear all' }));
    await settle();
    expect(labels().join()).toContain('100 ms · 100 %');
    expect(graph()).toHaveFocus();
    expect(screen.getByTestId('hotpath-unsaid')).toHaveAttribute('title', expect.not.stringContaining('Transforms'));
  });

  it('says so without a title, too', async () => {
    const options: PanelOptions = { header: 'hidden', savedView: { focus: ['main', 'report'], transforms: [] } };
    await showPanel({ series: [frameOf(treeOf([['main', 'report'], MS]))] }, { width: 200, height: 120, options });
    expect(screen.queryByTestId('hotpath-title')).not.toBeInTheDocument();
    await userEvent.click(await screen.findByTestId('hotpath-unsaid'));
    await userEvent.click(await screen.findByRole('button', { name: 'Show the whole profile' }));
    await settle();
    expect(labels().join()).toContain('main');
    expect(screen.queryByTestId('hotpath-unsaid')).not.toBeInTheDocument();
  });

  it.each([
    ['there is nothing to say', {}],
    ['what there is is switched off', { transforms: [{ kind: 'invert', off: true }] }],
  ])('has no sign where %s', async (_, savedView) => {
    const options = { savedView } as PanelOptions;
    await showPanel({ series: [frameOf(treeOf([['main', 'report'], MS]))] }, { width: 200, height: 120, options });
    await settle();
    expect(screen.queryByTestId('hotpath-unsaid')).not.toBeInTheDocument();
  });

  it('shows one thing at a time in a narrow panel', async () => {
    await showPanel({ series: [frameOf(reportTree)] }, { width: 400 });
    expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    await settle();
    expect(row('parse')).toBeInTheDocument();
    expect(screen.queryByTestId('hotpath-graph')).not.toBeInTheDocument();
  });

  it('keeps the table away when the panel says so', async () => {
    await showPanel({ series: [frameOf(reportTree)] }, { options: { showTable: false } });
    expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
  });
});

it('draws a comparison with a legend and both values', async () => {
  await showPanel({
    series: [frameOf(treeOf([['main', 'same'], 5 * MS, 5 * MS], [['main', 'fresh'], 0, 5 * MS]))],
  });
  expect(screen.getByTestId('hotpath-legend')).toBeInTheDocument();
  expect(labels().join()).toContain('+ fresh');
  expect(row('same')).toHaveTextContent('100 %50 %−50 pp−50 %');
  expect(row('fresh')).toHaveTextContent('–50 %+50 ppnew');
});
