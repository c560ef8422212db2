import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { AppEvents, EventBusSrv, LoadingState, type BusEventType, type BusEventWithPayload } from '@grafana/data';
import { locationService, setAppEvents } from '@grafana/runtime';
import { callPathOf } from '../../../pkg/calltree/callPath';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { RecordingContext } from '../../../pkg/flamegraph/testing/recordingContext';
import { keyOf, MERGED, profileFrames } from '../frame/profiles';
import { FlameGraphPanel } from '../panel';
import { frameOf, panelProps } from '../testing/panelProps';
import { DEFAULT_VIEW, type ViewState } from '../view/viewState';
import { viewText } from './addressText';

const MS = 1_000_000;
const tree = treeOf([['main', 'report', 'parse'], 60 * MS], [['main', 'write'], 30 * MS]);
const toasts: string[] = [];

beforeEach(() => {
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(new RecordingContext() as never);
  locationService.push('/d/abc/services?from=now-1h&to=now');
  const events = new EventBusSrv();
  toasts.length = 0;
  for (const event of [AppEvents.alertSuccess, AppEvents.alertWarning]) {
    events
      .getStream({ type: event.name } as BusEventType<BusEventWithPayload<unknown>>)
      .subscribe(({ payload }) => toasts.push(String(payload)));
  }
  setAppEvents(events);
});

afterEach(() => {
  jest.restoreAllMocks();
  locationService.push('/');
});

const search = () => locationService.getSearchObject();
const kept = (key = 'hotpath-1') => JSON.parse(String(search()[key]));
const searchBox = () => screen.getAllByTestId('hotpath-search')[0] as HTMLInputElement;

/** Longer than a view must rest before it is written. */
const rest = () => act(async () => void (await new Promise((resolve) => setTimeout(resolve, 600))));

async function show(...[data, props]: Parameters<typeof panelProps>) {
  const view = render(<FlameGraphPanel {...panelProps({ series: [frameOf(tree)], ...data }, props)} />);
  await rest();
  return view;
}

async function find(text: string) {
  fireEvent.change(searchBox(), { target: { value: text } });
  await rest();
}

async function choose(command: string) {
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(screen.getByRole('menuitem', { name: command }));
  await rest();
}

it('keeps which of several profiles is shown, or all of them', async () => {
  const series = [frameOf(tree), frameOf(treeOf([['main', 'report', 'format'], 100 * MS]), {}, 'B')];
  const title = () => screen.getByTestId('hotpath-title').textContent;
  locationService.partial({ 'hotpath-1': JSON.stringify({ profile: keyOf(profileFrames(series)[1], 1) }) });
  const second = await show({ series });
  expect(title()).toContain('100 ms');
  second.unmount();
  locationService.partial({ 'hotpath-1': JSON.stringify({ profile: MERGED }) });
  await show({ series }, { width: 1300 });
  expect(await screen.findByText('190 ms')).toBeInTheDocument();
});

describe('a focus too deep to be written in full', () => {
  const frames = Array.from({ length: 120 }, (_, at) => `com.example.orders.pipeline.Stage${at}.processAndForward`);
  const first = treeOf([[...frames.slice(0, 7), 'com.example.Other.run'], 60 * MS]);
  const second = treeOf([frames, 100 * MS]);
  const series = [frameOf(first), frameOf(second, {}, 'B')];
  const key = keyOf(profileFrames(series)[1], 1);
  const focus = callPathOf(second, 110);
  const inAddress = (state: Partial<ViewState>) => ({
    'hotpath-1': viewText({ ...DEFAULT_VIEW, focus, ...state }, DEFAULT_VIEW, second),
  });
  const breadcrumb = async () => (await screen.findByTestId('hotpath-breadcrumb')).textContent;

  it.each([key, MERGED])('is one of the profile chosen: %s', async (profile) => {
    locationService.partial(inAddress({ profile }));
    expect(search()['hotpath-1']).toContain('"short"');
    await show({ series });
    expect(await breadcrumb()).toContain('Stage109');
  });

  it('is one of the profile that is shown where none is chosen', async () => {
    locationService.partial(inAddress({}));
    await show({ series }, { options: { merged: true } });
    expect(await breadcrumb()).toContain('Stage109');
  });

  it('is one of the profile that another address chooses', async () => {
    await show({ series });
    act(() => locationService.partial(inAddress({ profile: key })));
    await rest();
    expect(await breadcrumb()).toContain('Stage109');
  });
});

it('is in the address as soon as it is not the panel’s own, in the place of what was there', async () => {
  const changes: string[] = [];
  const stop = locationService.getHistory().listen((_: unknown, action: string) => changes.push(action));
  await show({});
  expect(changes).toEqual([]);
  await find('parse');
  expect(kept()).toEqual({ search: { text: 'parse', regex: false } });
  await find('');
  expect(search()).toEqual({ from: 'now-1h', to: 'now' });
  expect(changes).toEqual(['REPLACE', 'REPLACE']);
  stop();
});

it('is what is shown of a profile that was waited for', async () => {
  locationService.partial({ 'hotpath-1': '{"search":{"text":"parse"}}' });
  const waiting = panelProps({ series: [], state: LoadingState.Loading });
  const view = render(<FlameGraphPanel {...waiting} />);
  await rest();
  view.rerender(<FlameGraphPanel {...panelProps({ series: [frameOf(tree)] })} />);
  await rest();
  expect(searchBox()).toHaveValue('parse');
});

it('is what is shown at first, and what cannot be read is not', async () => {
  locationService.partial({ 'hotpath-1': '{"focus":["main","report"],"view":"graph","sort":"up"}' }, true);
  await show({});
  expect(screen.getByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
  expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
});

it('follows an address that somebody else changes', async () => {
  await show({});
  act(() => locationService.partial({ 'hotpath-1': '{"search":{"text":"write"}}' }));
  await rest();
  expect(searchBox()).toHaveValue('write');
  // A page that drops it leaves the view alone.
  act(() => locationService.partial({ 'hotpath-1': null }));
  await rest();
  expect(searchBox()).toHaveValue('write');
});

it('is told from that of other panels, and in Explore of other panes', async () => {
  locationService.partial({ 'hotpath-2': '{"search":{"text":"write"}}', 'hotpath-r': '{"view":"graph"}' }, true);
  await show({}, { id: 1 });
  expect(searchBox()).toHaveValue('');
  const other = await show({ series: [frameOf(tree, { explorePane: 'l' })] });
  await find('parse');
  other.unmount();
  expect(kept('hotpath-1')).toEqual({ search: { text: 'parse', regex: false } });
  expect(kept('hotpath-2')).toEqual({ search: { text: 'write' } });
  await show({ series: [frameOf(tree, { explorePane: 'r' })] });
  expect(screen.getAllByTestId('hotpath-graph')).toHaveLength(2);
  expect(screen.getAllByTestId('hotpath-table')).toHaveLength(1);
});

describe('a link', () => {
  const clipboard = (answer: () => Promise<void>) => {
    const written: string[] = [];
    Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: (text: string) => answer().then(() => void written.push(text)) },
      configurable: true,
    });
    return written;
  };
  afterEach(() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }));

  it('has the view and the time of the data, and is confirmed', async () => {
    await show({}, { width: 1000 });
    await find('parse');
    await waitFor(() => expect(screen.getByTestId('hotpath-status')).toHaveTextContent('parse: self'));
    // After userEvent's own.
    const written = clipboard(() => Promise.resolve());
    fireEvent.click(screen.getByRole('button', { name: 'More' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Copy link to this view' }));
    await rest();
    expect(written).toHaveLength(1);
    const url = new URL(written[0]);
    expect(url.pathname).toBe('/d/abc/services');
    const { 'hotpath-1': view, ...others } = Object.fromEntries(url.searchParams);
    expect(others).toEqual({ from: '1795399485000', to: '1795401285000' });
    // The first match is selected.
    expect(JSON.parse(view)).toMatchObject({
      search: { text: 'parse', regex: false },
      selected: ['main', 'report', 'parse'],
    });
    expect(toasts).toEqual(['Link to this view copied, with its time range fixed']);
    expect(screen.getByTestId('hotpath-status')).toHaveTextContent('Link to this view copied');
  });

  it('fixes the range of its own pane in Explore', async () => {
    const pane = { datasource: 'a', queries: [{ refId: 'A' }], range: { from: 'now-1h', to: 'now' } };
    locationService.push(`/explore?panes=${encodeURIComponent(JSON.stringify({ l: pane, r: pane }))}`);
    await show({ series: [frameOf(tree, { explorePane: 'r' })] }, { width: 1000 });
    const written = clipboard(() => Promise.resolve());
    fireEvent.click(screen.getByRole('button', { name: 'More' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Copy link to this view' }));
    await rest();
    const { searchParams } = new URL(written[0]);
    expect(JSON.parse(searchParams.get('panes')!)).toEqual({
      l: pane,
      r: { ...pane, range: { from: '1795399485000', to: '1795401285000' } },
    });
    expect(searchParams.has('from')).toBe(false);
  });

  it('fixes the ranges that sides of a comparison have of their own, too', async () => {
    const baseline = { labelSelector: '{version="v1"}', time: 'range', from: 'now-1d', to: 'now-1d+30m' };
    const queries = [
      { refId: 'A', baseline, compared: { time: 'range', from: '1795399000000', to: 'now' } },
      { refId: 'B', baseline: { time: 'range', from: '$start', to: 'nowhere' } },
      { refId: 'C', baseline: { time: '1h' } },
    ];
    const pane = { datasource: 'a', queries, range: { from: 'now-30m', to: 'now' } };
    locationService.push(`/explore?panes=${encodeURIComponent(JSON.stringify({ r: pane }))}`);
    await show({ series: [frameOf(tree, { explorePane: 'r' })] }, { width: 1000 });
    const written = clipboard(() => Promise.resolve());
    fireEvent.click(screen.getByRole('button', { name: 'More' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Copy link to this view' }));
    await rest();
    const { r } = JSON.parse(new URL(written[0]).searchParams.get('panes')!);
    // A day before the end of what the panel shows.
    expect(r.queries).toEqual([
      {
        refId: 'A',
        baseline: { ...baseline, from: '1795314885000', to: '1795316685000' },
        compared: { time: 'range', from: '1795399000000', to: '1795401285000' },
      },
      queries[1],
      queries[2],
    ]);
  });

  it('says where the browser refuses', async () => {
    await show({}, { width: 1000 });
    clipboard(() => Promise.reject(new Error('denied')));
    fireEvent.click(screen.getByRole('button', { name: 'More' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Copy link to this view' }));
    await rest();
    expect(toasts).toEqual([expect.stringContaining('blocked access to the clipboard')]);
  });
});

describe('what the panel shows at first', () => {
  it('is never changed by someone who looks at it', async () => {
    const onOptionsChange = jest.fn();
    await show({}, { width: 1000, onOptionsChange });
    await find('parse');
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    expect(screen.queryByRole('menuitem', { name: /default view/ })).not.toBeInTheDocument();
    expect(onOptionsChange).not.toHaveBeenCalled();
  });

  it('is the view that an editor saves', async () => {
    locationService.partial({ editPanel: '1' }, true);
    const onOptionsChange = jest.fn();
    const { unmount } = await show({}, { width: 1000, onOptionsChange, options: { colourBy: 'function' } });
    await find('parse');
    await userEvent.click(screen.getByRole('radio', { name: 'Graph' }));
    await choose('Save as this panel’s default view');
    const [options] = onOptionsChange.mock.calls[0];
    expect(options).toEqual({
      colourBy: 'function',
      view: 'graph',
      orientation: 'down',
      folds: true,
      start: 'root',
      colourChanges: true,
      names: 'full',
      transforms: [],
      savedView: { search: { text: 'parse', regex: false } },
    });
    expect(toasts).toEqual([expect.stringContaining('Save the dashboard')]);
    unmount();
    locationService.push('/d/abc/services');
    await show({}, { options });
    expect(searchBox()).toHaveValue('parse');
    expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
    expect(search()).toEqual({});
  });
});
