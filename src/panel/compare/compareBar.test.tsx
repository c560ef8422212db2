import React from 'react';
import type { DataFrame, DataQueryRequest } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Subject } from 'rxjs';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { createPalette } from '../../../pkg/flamegraph/palette';
import { judgementFrame, type JudgedFunction } from '../../frames/judgement';
import { growthFrame, type GrownFunction } from '../../frames/growth';
import { profileFrame } from '../../frames/profileFrame';
import { profileMeta } from '../../frames/profileMeta';
import { createValueFormat } from '../valueFormat';
import { DEFAULT_VIEW } from '../view/viewState';
import { CompareBar } from './CompareBar';

const side = { profileTypeId: 'cpu', labelSelector: '{}', range: { from: 1, to: 2 } };
const frame = profileFrame(treeOf([['main'], 1, 2]), {
  refId: 'B',
  unit: 'ns',
  meta: {
    ...side,
    source: 'ours',
    comparison: { baseline: { ...side, labelSelector: '{a="b"}', range: { from: 5, to: 9 } }, compared: side },
  },
});
const judged = (name: string, judgement: JudgedFunction['judgement'], more: Partial<JudgedFunction> = {}) => ({
  ...{ name, judgement, baseline: 0.1, compared: 0.3, change: 0.2, low: 0.18, high: 0.22, moved: false },
  ...more,
});
const whole = { distance: 0.21, usual: 0.02, isReal: true, totalChange: 0.4, totalIsReal: true };
const slices = { baseline: 16, compared: 15, sliceMs: 60_000 };

const look = {
  ...{ palette: createPalette('dark'), colourBy: 'package' as const, colourChanges: true },
  ...{ shown: (name: string) => name, minShare: 0, columns: [] },
};

function show(shown: DataFrame = frame) {
  const answers = new Subject<unknown>();
  const query = jest.fn((_: DataQueryRequest) => answers);
  setDataSourceSrv({ get: async () => ({ query }) } as unknown as DataSourceSrv);
  const actions: unknown[] = [];
  const [onJudged, onGrown] = [jest.fn(), jest.fn()];
  const format = createValueFormat({ config: { unit: 'bytes' } });
  const props = { comparison: DEFAULT_VIEW.comparison, width: 1400, hidden: false, look, format, onJudged, onGrown };
  const take = (action: unknown) => void actions.push(action);
  const view = render(<CompareBar {...props} frame={shown} act={take} />);
  const rerender = (of: DataFrame, hidden = false) =>
    view.rerender(<CompareBar {...props} {...{ hidden }} frame={of} act={take} />);
  const answer = (of: DataFrame, errors?: unknown[]) => act(() => answers.next({ data: [of], errors }));
  return { answers, query, actions, answer, rerender, onJudged, onGrown };
}

const ask = () => userEvent.click(screen.getByRole('button', { name: 'Is it real?' }));

it('asks the question of the frame again, with slices, and says how far it is', async () => {
  const { query, answer, answers } = show();
  await ask();
  expect(query.mock.calls[0][0].targets).toEqual([
    expect.objectContaining({
      ...{ refId: 'B', queryType: 'compare', judge: true, labelSelector: '{}' },
      compared: { time: 'range', from: '1', to: '2' },
      baseline: expect.objectContaining({ labelSelector: '{a="b"}', time: 'range', from: '5', to: '9' }),
    }),
  ]);
  answer(judgementFrame('B', [], { done: 7, of: 32 }));
  expect(screen.getByRole('status')).toHaveTextContent('Checking: 7 of 32 slices…');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(answers.observed).toBe(false);
  expect(screen.getByRole('button', { name: 'Is it real?' })).toBeInTheDocument();
});

it('says of spans, traces and single profiles in place why they are never judged', async () => {
  const { comparison } = profileMeta(frame)!;
  const baseline = { ...comparison!.baseline, traceIds: ['f1'] };
  const { query } = show({
    ...frame,
    meta: { custom: { hotpath: { ...side, source: 'ours', comparison: { ...comparison, baseline } } } },
  });
  const button = screen.getByRole('button', { name: 'Is it real?' });
  expect(button).toHaveAttribute('aria-disabled', 'true');
  await userEvent.hover(button);
  expect(await screen.findByRole('tooltip')).toHaveTextContent('have no slices of time to compare');
  await userEvent.click(button);
  expect(query).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: /Grey out/ }));
  expect(screen.getByRole('menuitemradio', { name: /not significant/ })).toHaveTextContent('have no slices of time');
});

it('says what changed as a whole, then function by function', async () => {
  const { answer, actions } = show();
  await ask();
  const functions = [
    judged('slow', 'certain'),
    judged('renamed', 'certain', { baseline: 0, moved: true }),
    judged('maybe', 'likely'),
    judged('same', 'noise'),
  ];
  answer(judgementFrame('B', functions, { done: 31, of: 31, whole, slices }));
  expect(screen.getByRole('status')).toHaveTextContent(
    'Real: 2 functions changed for certain. 21 % of the cost is in other functions; 2 % is usual. In the same time the total is 40 % higher.'
  );
  await userEvent.click(screen.getByRole('button', { name: 'Which functions?' }));
  const dialog = within(screen.getByRole('dialog'));
  const row = (name: string) => dialog.getByRole('row', { name: new RegExp(name) });
  expect(row('slow')).toHaveTextContent('Certain10 %30 %+20 pp (+18 pp to +22 pp)');
  expect(row('renamed')).toHaveTextContent('Certain · only moved–30 %');
  expect(dialog.queryByText('same')).not.toBeInTheDocument();
  await userEvent.click(dialog.getByLabelText('Show noise too'));
  expect(row('same')).toHaveTextContent('Noise');
  await userEvent.click(dialog.getByRole('button', { name: 'slow' }));
  expect(actions).toEqual([{ type: 'goToFunction', name: 'slow', zoom: false }]);
});

it.each([
  [{ ...whole, isReal: false, totalIsReal: false }, [], 'No certain change: 21 % of the cost is in other functions'],
  [whole, [judged('a', 'likely')], 'The profiles differ for certain, but no single function does'],
  [whole, [judged('a', 'certain')], 'Real: one function changed for certain'],
])('has one verdict on the whole: %#', async (of, functions, text) => {
  const { answer } = show();
  await ask();
  answer(judgementFrame('B', functions, { done: 1, of: 1, whole: of, slices }));
  expect(screen.getByRole('status')).toHaveTextContent(text);
});

it('says why nothing can be said, and what went wrong', async () => {
  const { answer, onJudged } = show();
  await ask();
  answer(judgementFrame('B', [], { done: 0, of: 0, unjudged: 'Too short.' }));
  expect(screen.getByRole('status')).toHaveTextContent('Too short.');
  // The table has no column of dashes then.
  expect(onJudged.mock.lastCall[0]).toBeUndefined();
  answer(judgementFrame('B', [], { done: 0, of: 0 }), [{ message: 'Pyroscope is down.' }]);
  expect(screen.getByRole('alert')).toHaveTextContent('Pyroscope is down.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
});

it('leaves the list of functions open where the bar finds no room any more', async () => {
  const { answer, rerender } = show();
  await ask();
  answer(judgementFrame('B', [judged('slow', 'certain')], { done: 1, of: 1, whole, slices }));
  await userEvent.click(screen.getByRole('button', { name: 'Which functions?' }));
  rerender(frame, true);
  expect(screen.getByTestId('hotpath-legend')).not.toBeVisible();
  expect(within(screen.getByRole('dialog')).getByRole('row', { name: /slow/ })).toBeVisible();
});

it('says of which shares its numbers are', async () => {
  const { answer } = show();
  await ask();
  answer(judgementFrame('B', [judged('slow', 'certain')], { done: 1, of: 1, whole, slices }));
  await userEvent.click(screen.getByRole('button', { name: 'Which functions?' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent(/mean shares of 16 and 15 slices of 1 min each/);
});

it('forgets a judgement with the comparison it is of', async () => {
  const { answer, rerender, answers } = show();
  await ask();
  answer(judgementFrame('B', [], { done: 1, of: 2 }));
  rerender({ ...frame });
  expect(screen.getByRole('status')).toHaveTextContent('1 of 2');
  const fields = frame.fields.map((field) => ({ ...field, values: [...field.values] }));
  rerender({ ...frame, fields });
  expect(screen.getByRole('button', { name: 'Is it real?' })).toBeInTheDocument();
  expect(answers.observed).toBe(false);
});

it('is not asked of a comparison that another data source made', () => {
  show({ ...frame, meta: {} });
  expect(screen.queryByRole('button', { name: 'Is it real?' })).not.toBeInTheDocument();
  expect(screen.getByTestId('hotpath-legend')).toBeInTheDocument();
});

it('tells which functions changed for more than chance, and forgets it with the comparison', async () => {
  const { answer, rerender, onJudged } = show();
  await ask();
  answer(judgementFrame('B', [judged('slow', 'certain')], { done: 1, of: 1, whole, slices }));
  expect([...onJudged.mock.lastCall[0].keys()]).toEqual(['slow']);
  rerender({ ...frame, fields: frame.fields.map((field) => ({ ...field, values: [...field.values] })) });
  expect(onJudged.mock.lastCall[0]).toBeUndefined();
});

it('asks how the sides are shown, and offers what is significant once that is known', async () => {
  const { answer, actions } = show();
  const choose = async (button: RegExp, item: string) => {
    await userEvent.click(screen.getByRole('button', { name: button }));
    await userEvent.click(await screen.findByRole('menuitemradio', { name: new RegExp(item) }));
  };
  await choose(/^Bar width: both sides/, 'side by side');
  await choose(/^Compare: shares/, 'totals');
  await choose(/^Grey out: below 0.1 pp/, 'below 5 pp');
  await choose(/^Grey out/, 'not significant');
  await userEvent.keyboard('{Escape}');
  await ask();
  answer(judgementFrame('B', [judged('slow', 'certain')], { done: 1, of: 1, whole, slices }));
  await choose(/^Grey out/, 'not significant');
  expect(actions).toEqual(
    [{ width: 'sideBySide' }, { by: 'totals' }, { grey: 0.05 }, { grey: 'unsure' }].map((change) => ({
      type: 'comparison',
      change,
    }))
  );
});

it('says how much each colour stands for', () => {
  show();
  expect(screen.getByTestId('hotpath-legend')).toHaveTextContent('− less÷2−33 %−20 %−9 %+10 %+25 %+50 %×2+ more');
});

describe('what grew', () => {
  const MIB = 2 ** 20;
  const over = (to: number) => ({
    ...frame,
    fields: frame.fields.map((field) => ({ ...field, values: [...field.values] })),
    meta: {
      custom: {
        hotpath: {
          ...{ ...side, source: 'ours' },
          comparison: { baseline: side, compared: side, grownOver: { from: to - 3_600_000, to } },
        },
      },
    },
  });
  const slope = (name: string, trend: GrownFunction['trend'], perHour: number): GrownFunction => ({
    ...{ name, trend, held: 50 * MIB, perHour, low: perHour * 0.9, high: perHour * 1.1, laterHasMore: 0.97 },
  });
  const { name: _, ...whole } = slope('', 'rising', 62 * MIB);
  const found = growthFrame('B', 'bytes', [slope('leak', 'rising', 60 * MIB), slope('flat', 'unsteady', 0)], {
    ...{ done: 24, of: 24, whole, slices: { count: 24, sliceMs: 150_000 } },
  });

  it('is asked by itself over the whole range, and again when a slice of it has gone by', async () => {
    const { query, answer, rerender, onGrown } = show(over(36_000_000));
    await act(async () => undefined);
    expect(query.mock.calls[0][0].targets).toEqual([
      expect.objectContaining({
        ...{ queryType: 'compare', growth: true, profileTypeId: 'cpu' },
        compared: { time: 'range', from: '32400000', to: '36000000' },
      }),
    ]);
    answer(growthFrame('B', 'bytes', [], { done: 7, of: 24 }));
    expect(screen.getByRole('status')).toHaveTextContent('Growth: 7 of 24 slices…');
    answer(found);
    const text = 'The whole: +62 MiB/h (+55.8 MiB/h to +68.2 MiB/h). One function rises steadily; it comes first';
    expect(screen.getByRole('status')).toHaveTextContent(text);
    expect([...onGrown.mock.lastCall[0].keys()]).toEqual(['leak', 'flat']);
    rerender(over(36_000_000 + 60_000));
    await act(async () => undefined);
    expect(query).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('status')).toHaveTextContent(text);
    rerender(over(36_000_000 + 160_000));
    await act(async () => undefined);
    expect(query).toHaveBeenCalledTimes(2);
    // What was known stays until there is more.
    expect(screen.getByRole('status')).toHaveTextContent(text);
  });

  it('can be given up, asked again, and says why nothing can be said', async () => {
    const { answer, answers, query, onGrown } = show(over(36_000_000));
    await act(async () => undefined);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(answers.observed).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'What grew?' }));
    expect(query).toHaveBeenCalledTimes(2);
    answer(growthFrame('B', 'bytes', [], { done: 0, of: 0, unjudged: 'Too short.' }));
    expect(screen.getByRole('status')).toHaveTextContent('Too short.');
    expect(onGrown.mock.lastCall[0]).toBeUndefined();
    answer(found, [{ message: 'Pyroscope is down.' }]);
    expect(screen.getByRole('alert')).toHaveTextContent('Pyroscope is down.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(query).toHaveBeenCalledTimes(3);
  });

  it('is not asked of any other comparison', async () => {
    const { query } = show();
    await act(async () => undefined);
    expect(query).not.toHaveBeenCalled();
    expect(screen.queryByTestId('hotpath-growth')).not.toBeInTheDocument();
  });
});
