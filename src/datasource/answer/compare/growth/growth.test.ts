import { fromBinary } from '@bufbuild/protobuf';
import { treeOf } from '../../../../../pkg/calltree/testing/trees';
import { writeFlameGraphResponse } from '../../../../../pkg/pyroscope/flamegraph/flamegraphWriter';
import { levelsFromCallTree } from '../../../../../pkg/pyroscope/flamegraph/levels';
import { SelectMergeStacktracesRequestSchema } from '../../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { randomNumbers } from '../../../../../pkg/statistics/random';
import { readGrowth } from '../../../../frames/growth';
import type { PyroscopeQuery } from '../../../query/query';
import {
  dataSource,
  fakeBackend,
  packets,
  PENDING,
  queryRequest,
  stacktracesSent,
  type FakeAnswer,
} from '../../../testing/fakeHost';
import { serverOf } from '../../../testing/runningServices';

const INUSE = 'memory:inuse_space:bytes:space:bytes';
const HOUR = 3_600_000;
const FROM = 1_795_399_200_000;
const RANGE = { from: FROM, to: FROM + HOUR };
const EVERY = 15_000;
const MIB = 1 << 20;

const GREW: Partial<PyroscopeQuery> = {
  queryType: 'compare',
  growth: true,
  profileTypeId: INUSE,
  labelSelector: '{service_name="shop"}',
  baseline: { time: 'first' },
  compared: { time: 'last' },
};

/** Of a snapshot at a time: a cache that leaks 60 MiB an hour, what is flat, and what scatters. */
function held(time: number) {
  const random = randomNumbers(Math.floor(time / EVERY));
  return {
    leak: Math.round((20 + (60 * (time - FROM)) / HOUR) * MIB),
    steady: 40 * MIB,
    noisy: Math.round((20 + 20 * random()) * MIB),
  };
}

const TIMES = Array.from({ length: 400 }, (_, at) => FROM - 600_000 + at * EVERY);

/** Sums the snapshots of a slice, as a server does. */
function server(series: FakeAnswer | undefined = undefined, times = TIMES) {
  const stored = times.map((time) => {
    const { leak, steady, noisy } = held(time);
    return { time, value: leak + steady + noisy, labels: { service_name: 'shop', pod: 'a' } };
  });
  const known = serverOf(stored);
  return fakeBackend({
    ...known,
    ...(series ? { SelectSeries: series } : {}),
    SelectMergeStacktraces: ({ body }) => {
      const { start, end } = fromBinary(SelectMergeStacktracesRequestSchema, body);
      const amounts = times.filter((time) => time >= Number(start) && time <= Number(end)).map(held);
      const sum = (of: 'leak' | 'steady' | 'noisy') => amounts.reduce((all, one) => all + one[of], 0);
      const tree = treeOf(
        [['main', 'serve', 'leak'], sum('leak')],
        [['main', 'serve', 'steady'], sum('steady')],
        [['main', 'noisy'], sum('noisy')]
      );
      return { body: new Uint8Array(writeFlameGraphResponse(levelsFromCallTree(tree))) };
    },
  });
}

async function grown(query: Partial<PyroscopeQuery> = GREW, range = RANGE) {
  const all = await packets(dataSource(), queryRequest([query], { app: 'dashboard', ...range }));
  const read = all.map(({ data }) => readGrowth(data[0])!);
  return { ...read.at(-1)!, fields: all.at(-1)!.data[0].fields, progress: read.slice(0, -1).map(({ meta }) => meta) };
}

describe('what grows', () => {
  it('is what rises steadily, first, with its slope an hour of what one snapshot holds', async () => {
    const sent = server();
    const { functions, meta, fields, progress } = await grown();
    expect(stacktracesSent(sent)).toHaveLength(24);
    // A count of snapshots each, and their labels once.
    expect(sent.map(({ method }) => method).filter((one) => one === 'SelectSeries')).toHaveLength(24);
    expect(sent).toHaveLength(24 + 24 + 1);
    const of = (name: string) => functions.find((one) => one.name === name)!;
    expect(functions[0]).toMatchObject({ name: 'leak', trend: 'rising' });
    expect(of('leak').perHour / MIB).toBeCloseTo(60, 0);
    expect(of('leak').held / MIB).toBeCloseTo(50, 0);
    expect(of('leak').low).toBeLessThanOrEqual(of('leak').perHour);
    expect(of('steady')).toMatchObject({ trend: 'unsteady' });
    expect(Math.abs(of('steady').perHour / MIB)).toBeLessThan(0.2);
    expect(of('noisy')).toMatchObject({ trend: 'unsteady' });
    // Whoever calls it rises with it.
    const rising = functions.filter(({ trend }) => trend === 'rising').map(({ name }) => name);
    expect(rising.slice(0, 2)).toEqual(['leak', 'serve']);
    expect(meta.whole).toMatchObject({ trend: 'rising' });
    expect(meta.slices).toMatchObject({ count: 24, sliceMs: HOUR / 24 });
    expect(progress.at(-1)).toMatchObject({ done: 23, of: 24 });
    expect(fields.find(({ name }: { name: string }) => name === 'perHour').config).toEqual({
      unit: 'bytes',
      displayName: 'per hour',
    });
  });

  it('is found in the part of a long range that has profiles, and says which', async () => {
    const sent = server();
    const day = { from: FROM - 20 * HOUR, to: FROM + 4 * HOUR };
    const { functions, meta } = await grown(GREW, day);
    expect(functions[0]).toMatchObject({ name: 'leak', trend: 'rising' });
    expect(functions[0].perHour / MIB).toBeCloseTo(60, 0);
    expect(meta.notes).toEqual([expect.stringMatching(/^The range has profiles from .* to .* only/)]);
    // The day, and then the few hours that profiles were found in.
    expect(stacktracesSent(sent)).toHaveLength(48);
    expect(meta.slices!.count).toBeGreaterThanOrEqual(12);
    expect(meta.slices!.sliceMs).toBeLessThan(HOUR / 4);
    server(undefined, TIMES.slice(0, 10));
    expect((await grown(GREW, day)).meta.unjudged).toMatch(/^All profiles of the range are from .* too short/);
  });

  it('says what keeps it from telling', async () => {
    const sent = server();
    const unjudged = async (query: Partial<PyroscopeQuery>, range?: typeof RANGE) =>
      (await grown({ ...GREW, ...query }, range)).meta.unjudged;
    expect(await unjudged({}, { from: FROM, to: FROM + 120_000 })).toMatch(/range is too short/);
    expect(await unjudged({ profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds' })).toMatch(/Choose such a/);
    expect(await unjudged({ profileIdSelector: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'] })).toMatch(/no slices/);
    expect(await unjudged({ baseline: { labelSelector: '{a="b"}', time: 'first' } })).toMatch(/different ones/);
    expect(stacktracesSent(sent)).toEqual([]);
    server({ status: 500, contentType: 'application/json', body: '{"code":"internal","message":"x"}' });
    expect(await unjudged({})).toBeDefined();
    const broken = await packets(
      dataSource(),
      queryRequest([{ ...GREW, labelSelector: '{a=' }], { app: 'dashboard', ...RANGE })
    );
    expect(broken.at(-1)?.errors).toHaveLength(1);
  });

  it('gives up what is under way when nobody waits for it', async () => {
    const sent = fakeBackend({ SelectMergeStacktraces: PENDING, SelectSeries: PENDING, LabelNames: PENDING });
    const subscription = dataSource()
      .query(queryRequest([GREW], RANGE))
      .subscribe();
    await new Promise((resolve) => setTimeout(resolve, 20));
    subscription.unsubscribe();
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.every(({ aborted }) => aborted)).toBe(true);
  });
});
