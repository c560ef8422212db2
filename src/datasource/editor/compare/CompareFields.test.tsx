import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CoreApp, LoadingState } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { PyroscopeQuery } from '../../query/query';
import { readComparison } from '../../query/comparison';
import { CPU, dataSource, queryRequest, RANGE } from '../../testing/fakeHost';
import { giveSizes, showEditor, timeRange } from '../../testing/showEditor';
import { swapSides } from './compareEdits';

beforeAll(giveSizes);

const EMPTY = { state: LoadingState.Done, series: [], timeRange: timeRange(RANGE.from, RANGE.to) };

const group = () => within(screen.getByRole('group', { name: 'Compared with the baseline' }));
const V2 = { queryType: 'compare', labelSelector: '{service_name="shop", version="v2"}' } as const;

async function choose(label: string, option: string) {
  await userEvent.type(group().getByLabelText(label), `${option}{Enter}`);
}

describe('CompareFields', () => {
  it('is there for comparisons, which compare with the range before until something else is chosen', async () => {
    const { latest, runs } = showEditor({ labelSelector: '{service_name="shop"}' });
    expect(screen.queryByText('Compared with the baseline')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Compare' }));
    expect(latest()).toMatchObject({ queryType: 'compare', labelSelector: '{service_name="shop"}' });
    expect(group().getByLabelText('Baseline time')).toHaveValue('The range before, same length');
    await choose('Baseline time', '1 day earlier');
    expect(runs.at(-1)?.baseline).toEqual({ time: '1d' });
  });

  it('takes an offset of ones own, and says what is none', async () => {
    const { latest } = showEditor(V2);
    await userEvent.type(group().getByLabelText('Baseline time'), '36h{Enter}');
    await waitFor(() => expect(latest().baseline).toEqual({ time: '36h' }));
    expect(screen.queryByText(/Enter an offset/)).not.toBeInTheDocument();
    await userEvent.type(group().getByLabelText('Baseline time'), 'soon{Enter}');
    expect(await screen.findByText(/Enter an offset/)).toBeInTheDocument();
  });

  it('takes a start and an end', async () => {
    const { latest, runs } = showEditor(V2);
    await choose('Baseline time', 'From … to …');
    await userEvent.type(group().getByLabelText('From'), 'now-2d');
    await userEvent.type(group().getByLabelText('To'), 'now-1d{Enter}');
    expect(latest().baseline).toEqual({ time: 'range', from: 'now-2d', to: 'now-1d' });
    expect(runs.at(-1)?.baseline?.to).toBe('now-1d');
  });

  it('has the comparison’s selector until it gets its own, and again', async () => {
    const { latest } = showEditor(V2);
    await userEvent.click(group().getByRole('button', { name: 'Use another selector' }));
    expect(latest().baseline).toEqual({ labelSelector: V2.labelSelector, time: 'previous' });
    await userEvent.click(group().getByRole('button', { name: 'Use the comparison’s selector' }));
    expect(latest().baseline).toEqual({ time: 'previous' });
  });

  it('takes the time of the baseline for both sides', async () => {
    const { latest, runs } = showEditor({ ...V2, baseline: { labelSelector: '{version="v1"}', time: '1d' } });
    await userEvent.click(group().getByRole('button', { name: 'Baseline time for both' }));
    expect(latest()).toMatchObject({
      compared: { time: '1d' },
      baseline: { time: 'same', labelSelector: '{version="v1"}' },
    });
    expect(runs).toHaveLength(1);
    expect(group().queryByRole('button', { name: 'Baseline time for both' })).not.toBeInTheDocument();
  });

  it('takes what another pane of Explore shows as the baseline, in its range', async () => {
    const pane = (uid: string, labelSelector: string, from: string) => ({
      datasource: uid,
      queries: [{ refId: 'A', labelSelector, profileTypeId: CPU }],
      range: { from, to: 'now' },
    });
    const own = pane(dataSource().uid, '{}', 'now-5m');
    const open = (...panes: object[]) =>
      locationService.push(`/explore?panes=${encodeURIComponent(JSON.stringify(panes))}`);
    open(own, pane('tempo', '{}', 'now-1h'));
    const { unmount } = showEditor(V2);
    expect(group().queryByRole('button', { name: 'Other pane as baseline' })).not.toBeInTheDocument();
    unmount();
    open(own, pane(dataSource().uid, '{version="v1"}', 'now-2d'));
    const { latest } = showEditor(V2);
    await userEvent.click(group().getByRole('button', { name: 'Other pane as baseline' }));
    expect(latest().baseline).toEqual({
      labelSelector: '{version="v1"}',
      profileTypeId: CPU,
      ...{ time: 'range', from: 'now-2d', to: 'now' },
    });
    locationService.push('/');
  });

  it('follows the other pane, whose changes render nothing in this one', async () => {
    const pane = (labelSelector: string, from: string) => ({
      datasource: dataSource().uid,
      queries: [{ refId: 'A', labelSelector, profileTypeId: CPU }],
      range: { from, to: 'now' },
    });
    const own = pane('{}', 'now-5m');
    const go = (...panes: object[]) =>
      act(() => locationService.push(`/explore?panes=${encodeURIComponent(JSON.stringify(panes))}`));
    go(own);
    const { latest } = showEditor(V2);
    const button = () => group().queryByRole('button', { name: 'Other pane as baseline' });
    expect(button()).not.toBeInTheDocument();
    go(own, pane('{version="v0"}', 'now-1d'));
    expect(button()).toBeInTheDocument();
    go(own, pane('{version="v1"}', 'now-2d'));
    await userEvent.click(button()!);
    expect(latest().baseline).toMatchObject({ labelSelector: '{version="v1"}', from: 'now-2d' });
    locationService.push('/');
  });

  it('tells two panes of the same range apart by the one that asked', async () => {
    const pane = (labelSelector: string) => ({
      datasource: dataSource().uid,
      queries: [{ refId: 'A', labelSelector, profileTypeId: CPU }],
      range: { from: String(RANGE.from), to: String(RANGE.to) },
    });
    const panes = JSON.stringify({ left: pane('{version="v1"}'), right: pane('{version="v2"}') });
    locationService.push(`/explore?panes=${encodeURIComponent(panes)}`);
    const request = { ...queryRequest([V2], { app: CoreApp.Explore }), requestId: 'explore_right' };
    const { latest } = showEditor(V2, { data: { ...EMPTY, request } });
    await userEvent.click(group().getByRole('button', { name: 'Other pane as baseline' }));
    // In one time range: were it written out, it would end at another “now”.
    expect(latest().baseline).toEqual({ labelSelector: '{version="v1"}', profileTypeId: CPU, time: 'shown' });
    locationService.push('/');
  });

  it('swaps, and finds what grew', async () => {
    const { latest, runs } = showEditor({ ...V2, baseline: { labelSelector: '{version="v1"}', time: '1h' } });
    await userEvent.click(group().getByRole('button', { name: 'Swap sides' }));
    expect(latest()).toMatchObject({
      labelSelector: '{version="v1"}',
      compared: { time: '1h' },
      baseline: { labelSelector: V2.labelSelector, time: 'shown' },
    });
    await userEvent.click(group().getByRole('button', { name: 'What grew?' }));
    expect(runs.at(-1)).toMatchObject({ baseline: { time: 'first' }, compared: { time: 'last' } });
  });

  it('narrows the baseline by ids of its own', async () => {
    const { latest } = showEditor(V2);
    await userEvent.click(group().getByRole('button', { name: 'Baseline options' }));
    await userEvent.type(screen.getByLabelText('Baseline Span IDs'), '15cb822407822739');
    expect(latest().baseline?.spanSelector).toEqual(['15cb822407822739']);
  });

  it('shows a baseline that was saved as something else', () => {
    showEditor({ ...V2, baseline: { time: 5, spanSelector: 'x', profileTypeId: 7, labelSelector: {} } as never });
    expect(group().getByLabelText('Baseline time')).toHaveValue('5');
    showEditor({ ...V2, baseline: [1, 2] as never });
  });
});

describe('swapSides', () => {
  const shown = { start: RANGE.from, end: RANGE.to };
  const base: PyroscopeQuery = { ...V2, refId: 'A', profileTypeId: '', groupBy: [] };

  it.each<[string, Partial<PyroscopeQuery>]>([
    ['the range before', {}],
    ['a day earlier', { baseline: { time: '1d' } }],
    ['another selector', { baseline: { labelSelector: '{version="v1"}', time: 'same' } }],
    ['first and last', { baseline: { time: 'first' }, compared: { time: 'last' } }],
    ['a day before a range', { baseline: { time: '1d' }, compared: { time: 'range', from: '1000', to: '2000' } }],
    ['the same range', { baseline: { time: 'same' }, compared: { time: 'range', from: '1000', to: '2000' } }],
    [
      'ids',
      {
        profileTypeId: 'cpu:cpu:ns:cpu:ns',
        spanSelector: ['a'],
        baseline: { traceIdSelector: ['b'], profileTypeId: 'wall:wall:ns:wall:ns' },
      },
    ],
  ])('asks the same the other way round, and back: %s', (_, part) => {
    const query = { ...base, ...part };
    const once = { ...query, ...swapSides(query, shown) };
    const twice = { ...once, ...swapSides(once, shown) };
    const sides = (of: PyroscopeQuery) => {
      const { comparison } = readComparison({ ...of, baseline: of.baseline }, shown) as never as {
        comparison: NonNullable<Extract<ReturnType<typeof readComparison>, { comparison: unknown }>['comparison']>;
      };
      return [comparison.baseline, comparison.compared].map(({ query: side, range }) => ({
        range,
        selector: side.labelSelector,
        type: side.profileTypeId,
        ids: [side.spanSelector ?? [], side.traceIdSelector ?? [], side.profileIdSelector ?? []],
      }));
    };
    expect(sides(once)).toEqual(sides(query).reverse());
    expect(sides(twice)).toEqual(sides(query));
  });
});
