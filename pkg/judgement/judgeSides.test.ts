import { mergeTrees } from '../calltree/operations/merge';
import { treeOf } from '../calltree/testing/trees';
import type { CallTree } from '../calltree/tree';
import type { TimeRange } from '../pyroscope/api';
import type { Side } from './judgedSides';
import { judgeSides } from './judgeSides';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const LONG = { start: 0, end: DAY };
const every15s = (from: number, to: number) =>
  Array.from({ length: Math.ceil((to - from) / 15_000) }, (_, at) => from + at * 15_000);

/** Each side's profiles by their times; `slow` takes twice as much of the comparison. */
function asking(times: Record<Side, number[]>) {
  const asked: Array<[Side, TimeRange]> = [];
  const profile = (side: Side, at: number): CallTree =>
    treeOf(
      [['main', 'slow'], side === 'compared' ? 200 : 100],
      [['main', 'rest'], 800 + ((at / 15_000) % 7)],
      [['main', 'tiny'], 1]
    );
  const ask = async (side: Side, slice: TimeRange) => {
    asked.push([side, slice]);
    return mergeTrees(times[side].filter((at) => at >= slice.start && at <= slice.end).map((at) => profile(side, at)));
  };
  return { asked, ask };
}

const judge = (ranges: Record<Side, TimeRange>, ask: ReturnType<typeof asking>['ask'], onProgress?: () => void) =>
  judgeSides(ranges, ask, new AbortController().signal, onProgress);

async function judgedOf(...args: Parameters<typeof judge>) {
  const { judged, unjudged } = { judged: undefined, ...(await judge(...args)) };
  if (!judged) {
    throw new Error(unjudged?.reason);
  }
  return judged;
}

it('cuts the part of a long range that has profiles, and says which', async () => {
  const [from, to] = [700 * MINUTE, 720 * MINUTE];
  const { ask, asked } = asking({ baseline: every15s(0, DAY), compared: every15s(from, to) });
  const progress = jest.fn();
  const { functions, parts, slices, failed, of } = await judgedOf({ baseline: LONG, compared: LONG }, ask, progress);
  expect([failed, of]).toEqual([0, asked.length]);
  expect(slices.baseline).toBe(16);
  expect(functions.find(({ name }) => name === 'slow')?.judgement).toBe('certain');
  expect(slices.compared).toBeGreaterThanOrEqual(8);
  expect(parts.baseline).toBeUndefined();
  // All profiles of the side are in it, and little else.
  expect(parts.compared!.start).toBeLessThanOrEqual(from);
  expect(parts.compared!.end).toBeGreaterThanOrEqual(to - 15_000);
  expect(parts.compared!.end - parts.compared!.start).toBeLessThan(30 * MINUTE);
  // The side that has profiles all through is not asked again.
  expect(asked.filter(([side]) => side === 'baseline')).toHaveLength(16);
  expect(progress).toHaveBeenLastCalledWith(asked.length, asked.length);
});

it('holds totals of the same time against each other, whatever the length of the ranges', async () => {
  const { ask } = asking({ baseline: every15s(0, 16 * MINUTE), compared: every15s(0, 64 * MINUTE) });
  const ranges = { baseline: { start: 0, end: 16 * MINUTE }, compared: { start: 0, end: 64 * MINUTE } };
  const { whole } = await judgedOf(ranges, ask);
  // About 900 and 1,000 a profile, of which there are as many in the same time.
  expect(whole.totalChange).toBeCloseTo(1 / 9, 2);
  expect(whole.totalIsReal).toBe(true);
});

it('says where all profiles are, where they are too close together', async () => {
  const from = 700 * MINUTE;
  const { ask } = asking({ baseline: every15s(from, from + MINUTE), compared: every15s(0, DAY) });
  const { unjudged } = await judge({ baseline: LONG, compared: LONG }, ask);
  expect(unjudged).toMatchObject({ reason: 'too-few-slices', side: 'baseline' });
  const { start, end } = unjudged!.part!;
  expect(start).toBeLessThanOrEqual(from);
  expect(end).toBeGreaterThanOrEqual(from + 45_000);
  expect(end - start).toBeLessThan(5 * MINUTE);
});

it('says no part where profiles are all over the range and few, nor where slices failed', async () => {
  const { ask } = asking({ baseline: [0, DAY / 2, DAY - 1], compared: every15s(0, DAY) });
  const few = { reason: 'too-few-slices', side: 'baseline', slices: 3, part: undefined };
  expect(await judge({ baseline: LONG, compared: LONG }, ask)).toEqual({ unjudged: few });
  const close = asking({ baseline: every15s(0, 20 * MINUTE), compared: every15s(0, DAY) });
  let calls = 0;
  const failing = async (side: Side, slice: TimeRange) => {
    if (side === 'baseline' && calls++ > 12) {
      throw new Error('busy');
    }
    return close.ask(side, slice);
  };
  expect(await judge({ baseline: LONG, compared: LONG }, failing)).toMatchObject({
    unjudged: { reason: 'too-few-slices', slices: 1 },
  });
});
