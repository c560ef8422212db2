import fc from 'fast-check';
import { DataTopic, LoadingState, type DataFrame } from '@grafana/data';
import { firstValueFrom, skipWhile } from 'rxjs';
import { fromBinary } from '@bufbuild/protobuf';
import { SelectSeriesRequestSchema } from '../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { steadyMinutes, steadyRuns } from '../../../../pkg/profile-server/samples/feedSteady';
import { isAwaited } from '../../../frames/awaitedFrame';
import { profileMeta } from '../../../frames/profileMeta';
import {
  CPU,
  dataSource,
  fakeBackend,
  metaOf,
  packets,
  PENDING,
  queryRequest,
  recordedSeries,
  type Answers,
} from '../../testing/fakeHost';
import { profilesOf, serverOf, type RunningProcess } from '../../testing/runningServices';
import type { PyroscopeQuery } from '../../query/query';

const INUSE = 'memory:inuse_space:bytes:space:bytes';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const END = 1795400010000;
const MIB = 2 ** 20;

async function ask(answers: Answers, lengthMs: number, stepMs: number, target: Partial<PyroscopeQuery> = {}) {
  const sent = fakeBackend(answers);
  const request = queryRequest([{ queryType: 'both', profileTypeId: INUSE, ...target }], {
    from: END - lengthMs,
    to: END,
    app: 'dashboard',
  });
  const response = (await packets(dataSource(), { ...request, intervalMs: stepMs })).at(-1)!;
  const frames: DataFrame[] = response.data;
  const profile = frames.find(({ name }) => name === 'response');
  const meta = profile && profileMeta(profile)!;
  const total = profile ? (profile.fields[1].values[0] as number) : 0;
  return {
    sent,
    response,
    meta,
    total,
    /** As the panel says it. */
    heading: meta?.snapshots && total / meta.snapshots,
    lines: frames.filter(({ name }) => name === 'series').map(({ fields }) => fields[1].values as number[]),
    exemplars: frames
      .filter(({ meta: own }) => own?.dataTopic === DataTopic.Annotations)
      .flatMap(({ fields }) => fields[1].values as number[]),
    notices: frames.flatMap(({ meta: own }) => own?.notices ?? []).map(({ text }) => text),
  };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const process = (change: Partial<RunningProcess> = {}): RunningProcess => ({
  from: END - DAY - HOUR,
  to: END + HOUR,
  everyMs: 15_000,
  value: 90 * MIB,
  labels: { service_name: 'shop', pod: 'a' },
  ...change,
});
const pod = (name: string, change: Partial<RunningProcess> = {}) =>
  process({ labels: { service_name: 'shop', pod: name }, ...change });

const RANGES: Array<[string, number, number]> = [
  ['five minutes', 5 * MINUTE, 15_000],
  ['half an hour', 30 * MINUTE, 15_000],
  ['an hour, in steps of 20 s', HOUR, 20_000],
  ['six hours', 6 * HOUR, 30_000],
  ['a day', DAY, 2 * MINUTE],
];

describe.each(RANGES)('memory in use over %s', (_, length, step) => {
  it('is what one process holds', async () => {
    const { heading, lines } = await ask(serverOf(profilesOf([process()])), length, step);
    expect(heading).toBeCloseTo(90 * MIB, -1);
    expect(lines[0].every((value) => Math.abs(value / (90 * MIB) - 1) < 1e-9)).toBe(true);
  });

  it('is what pods hold together, whenever and however often each sends', async () => {
    const pods = [
      pod('a'),
      pod('b', { from: END - DAY - HOUR + 7_300, value: 40 * MIB }),
      pod('c', { from: END - DAY - HOUR + 4_100, everyMs: 60_000, value: 10 * MIB }),
    ];
    const { heading, lines } = await ask(serverOf(profilesOf(pods)), length, step);
    expect(heading! / (140 * MIB)).toBeCloseTo(1, 4);
    expect(mean(lines[0]) / (140 * MIB)).toBeCloseTo(1, 4);
  });

  it('is what processes hold together that share their labels', async () => {
    const replicas = [process(), process({ from: END - DAY - HOUR + 4_000 })];
    const { heading, lines } = await ask(serverOf(profilesOf(replicas)), length, step);
    expect(heading! / (180 * MIB)).toBeCloseTo(1, 4);
    expect(mean(lines[0]) / (180 * MIB)).toBeCloseTo(1, 4);
  });

  it('is the mean of the line where pods are replaced within the range', async () => {
    const turn = END - length / 2;
    const pods = [
      pod('a', { to: turn, value: 100 * MIB }),
      pod('b', { from: turn + 15_000, value: 60 * MIB }),
      pod('stays', { value: 10 * MIB }),
    ];
    const { heading, lines } = await ask(serverOf(profilesOf(pods)), length, step);
    expect(heading! / (90 * MIB)).toBeCloseTo(1, 1);
    expect(mean(lines[0]) / heading!).toBeCloseTo(1, 1);
    expect(Math.max(...lines[0])).toBeLessThan(111 * MIB);
  });

  it('is of each group by itself', async () => {
    const pods = [pod('a'), pod('b', { value: 40 * MIB })];
    const { lines } = await ask(serverOf(profilesOf(pods)), length, step, { groupBy: ['pod'] });
    expect(lines.map((line) => Math.round(mean(line) / MIB))).toEqual([90, 40]);
  });
});

it('never is more than was held, nor less, of processes that hold the same all the time', async () => {
  const running = fc.record({
    phase: fc.integer({ min: 0, max: 59_000 }),
    everyMs: fc.constantFrom(10_000, 15_000, 30_000, 60_000),
    value: fc.integer({ min: MIB, max: 500 * MIB }),
  });
  const length = fc.constantFrom(5 * MINUTE, 17 * MINUTE, HOUR);
  const step = fc.constantFrom(15_000, 20_000, 30_000, MINUTE);
  await fc.assert(
    fc.asyncProperty(
      fc.array(running, { minLength: 1, maxLength: 4 }),
      length,
      step,
      async (some, lengthMs, stepMs) => {
        const pods = some.map(({ phase, everyMs, value }, at) =>
          pod(`${at}`, { from: END - 2 * HOUR + phase, everyMs, value })
        );
        const held = pods.reduce((sum, { value }) => sum + value, 0);
        const { heading, lines } = await ask(serverOf(profilesOf(pods)), lengthMs, stepMs);
        expect(heading! / held).toBeCloseTo(1, 4);
        expect(lines[0].every((value) => Math.abs(value / held - 1) < 1e-6)).toBe(true);
      }
    ),
    { numRuns: 40 }
  );
});

describe('a state', () => {
  it('of which there are single snapshots is what each of them held', async () => {
    const some = [
      { time: END - 20 * MINUTE, value: 100 * MIB, labels: { service_name: 'shop', version: 'v1' } },
      { time: END - 5 * MINUTE, value: 300 * MIB, labels: { service_name: 'shop', version: 'v2' } },
    ];
    const { heading, lines, meta } = await ask(serverOf(some), 30 * MINUTE, 15_000);
    expect(meta?.snapshots).toBeCloseTo(2, 6);
    expect(heading).toBeCloseTo(200 * MIB, 0);
    expect(lines[0].map((value) => Math.round(value / MIB))).toEqual([100, 300]);
  });

  it('is a sum, and says so, where its snapshots cannot be counted', async () => {
    const { LabelNames: _, ...answers } = serverOf(profilesOf([process()]));
    const { meta, notices, lines } = await ask(answers, 30 * MINUTE, MINUTE);
    expect(meta).toMatchObject({ isState: true });
    expect(meta?.snapshots).toBeUndefined();
    expect(notices.join()).toMatch(/Each point adds up all profiles in its step \(1 min\)/);
    expect(lines[0][3]).toBe(4 * 90 * MIB);
  });

  it('of many pods is counted by the largest, where all send alike', async () => {
    const pods = Array.from({ length: 12 }, (_, at) => pod(`${at}`, { from: END - DAY - HOUR + at * 1_300 }));
    const { heading, lines, sent } = await ask(serverOf(profilesOf(pods)), DAY, 2 * MINUTE);
    const count = sent
      .filter(({ method }) => method === 'SelectSeries')
      .map(({ body }) => fromBinary(SelectSeriesRequestSchema, body));
    expect(count.map(({ limit }) => Number(limit ?? 0))).toContain(4);
    expect(heading! / (12 * 90 * MIB)).toBeCloseTo(1, 3);
    expect(mean(lines[0]) / (12 * 90 * MIB)).toBeCloseTo(1, 2);
  });

  it('of many pods that send unlike each other is not guessed', async () => {
    const pods = Array.from({ length: 12 }, (_, at) => ({
      ...pod(`${at}`, { everyMs: at % 2 ? 15_000 : 60_000, from: END - DAY - HOUR + at * 1_300 }),
      labels: { service_name: at % 2 ? 'shop' : 'web', pod: `${at}` },
    }));
    const { meta } = await ask(serverOf(profilesOf(pods)), DAY, 2 * MINUTE);
    expect(meta).toMatchObject({ isState: true });
    // The largest are of one service, or of both; only of one it could be told.
    expect([undefined, expect.any(Number)]).toContainEqual(meta?.snapshots);
  });

  it('of one profile is that of one snapshot, and of a span has no amount', async () => {
    const answers = serverOf(profilesOf([process()]));
    const v2 = {
      GetFeatureFlags: { body: recordedSeries('v2-feature-flags') },
    };
    const one = await ask({ ...answers, ...v2 }, HOUR, MINUTE, {
      queryType: 'profile',
      profileIdSelector: ['a9e8b0cc-0000-4000-8000-000000000000'],
    });
    expect(one.meta).toMatchObject({ isState: true, snapshots: 1 });
    expect(one.sent.map(({ method }) => method)).not.toContain('SelectSeries');
    const span = await ask(answers, HOUR, MINUTE, {
      queryType: 'profile',
      spanSelector: ['00f067aa0ba902b7'],
    });
    expect(span.meta?.isState).toBe(true);
    expect(span.meta?.snapshots).toBeUndefined();
  });

  it('is shown before it is counted where that takes long', async () => {
    const answers = serverOf(profilesOf([process()]));
    fakeBackend({ ...answers, LabelNames: PENDING });
    const request = queryRequest([{ profileTypeId: INUSE }], { from: END - HOUR, to: END });
    const first = await firstValueFrom(
      dataSource()
        .query(request)
        .pipe(skipWhile(({ data }) => data.some(isAwaited)))
    );
    expect(first.state).toBe(LoadingState.Streaming);
    expect(first.data[0].fields[1].values[0]).toBe(241 * 90 * MIB);
    expect(metaOf(first)).toMatchObject({ isState: true, counting: true });
    expect(metaOf(first).snapshots).toBeUndefined();
  });

  it('is asked for once by a flame graph and the series beside it', async () => {
    const { sent } = await ask(serverOf(profilesOf([process()])), HOUR, MINUTE);
    expect(sent.map(({ method }) => method).sort()).toEqual([
      'LabelNames',
      'SelectMergeStacktraces',
      'SelectSeries',
      'SelectSeries',
    ]);
  });
});

describe('CPU time', () => {
  const CORE = 1e6;
  const using = (cores: number, change: Partial<RunningProcess> = {}) => {
    const one = process(change);
    return { ...one, value: Math.round(cores * CORE * one.everyMs) };
  };

  it('is the same cores in line, exemplars and heading, whatever step, range, and how often profiles come', async () => {
    const every = fc.constantFrom(10_000, 15_000, 20_000, 30_000, 60_000);
    const step = fc.constantFrom(15_000, 20_000, 30_000, 60_000, 120_000, 300_000);
    const length = fc.constantFrom(5 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR);
    const phase = fc.integer({ min: 0, max: 59_000 });
    await fc.assert(
      fc.asyncProperty(every, step, length, phase, async (everyMs, stepMs, lengthMs, from) => {
        const answers = serverOf(profilesOf([using(0.108, { everyMs, from: END - 8 * HOUR + from })]));
        const { meta, lines, exemplars } = await ask(answers, lengthMs, stepMs, {
          profileTypeId: CPU,
          includeExemplars: true,
        });
        expect(meta?.coresDuring).toBeUndefined();
        expect(Math.abs(mean(lines[0]) / 0.108 - 1)).toBeLessThan(0.05);
        expect(Math.abs(mean(exemplars) / 0.108 - 1)).toBeLessThan(0.05);
        expect(Math.abs(meta!.cores! / 0.108 - 1)).toBeLessThan(0.05);
      }),
      { numRuns: 60 }
    );
  });

  it('agrees on services under a steady load as they were recorded, a profile a minute', async () => {
    const runs = await steadyRuns();
    for (const run of runs) {
      const minutes = (await steadyMinutes(run)).map((folded) =>
        folded.split('\n').reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
      );
      const started = END - minutes.length * MINUTE;
      const recorded = minutes.map((samples, at) => ({
        time: started + at * MINUTE + 7_000,
        value: samples * 1e7,
        labels: run.labels,
      }));
      for (const lengthMs of [5 * MINUTE, 12 * MINUTE, minutes.length * MINUTE]) {
        for (const stepMs of [15_000, 20_000, 30_000, 40_000, MINUTE, 2 * MINUTE, 5 * MINUTE]) {
          const { meta, lines, exemplars } = await ask(serverOf(recorded), lengthMs, stepMs, {
            profileTypeId: CPU,
            includeExemplars: true,
          });
          if (lengthMs < 8 * stepMs && MINUTE % stepMs !== 0) {
            // Its four or five points are not those of the range.
            continue;
          }
          const where = `${run.file}, ${lengthMs / MINUTE} min in steps of ${stepMs / 1000} s`;
          expect([where, Math.abs(mean(lines[0]) / meta!.cores! - 1) < 0.05]).toEqual([where, true]);
          // An exemplar is the largest profile of its step: of more than one it is above the line.
          const rates = recorded.map(({ value }) => value / (MINUTE * 1e6));
          const isOne = (value: number) => rates.some((rate) => Math.abs(value / rate - 1) < 0.01);
          expect([where, exemplars.every(isOne)]).toEqual([where, true]);
          if (stepMs <= MINUTE) {
            expect([where, Math.abs(mean(exemplars) / meta!.cores! - 1) < 0.05]).toEqual([where, true]);
          }
        }
      }
    }
  });

  it('is that of a process that sends every minute in a range of one or two', async () => {
    for (const minutes of [1, 2, 3]) {
      const answers = serverOf(profilesOf([using(0.5, { everyMs: MINUTE, from: END - DAY + 12_000 })]));
      const { meta, lines } = await ask(answers, minutes * MINUTE, 15_000, { profileTypeId: CPU });
      expect(mean(lines[0])).toBeCloseTo(0.5, 2);
      expect(meta!.cores!).toBeCloseTo(0.5, 1);
    }
  });

  it('is over the part of the range that has profiles, and says which', async () => {
    const from = END - 20 * MINUTE;
    const to = END - 10 * MINUTE;
    const { meta, lines } = await ask(serverOf(profilesOf([using(0.25, { from, to })])), HOUR, 15_000, {
      profileTypeId: CPU,
    });
    expect(meta!.cores!).toBeCloseTo(0.25, 2);
    expect(mean(lines[0])).toBeCloseTo(0.25, 6);
    expect(meta!.coresDuring).toHaveLength(1);
    expect(Math.abs(meta!.coresDuring![0].from - from)).toBeLessThanOrEqual(30_000);
    expect(Math.abs(meta!.coresDuring![0].to - to)).toBeLessThanOrEqual(30_000);
  });

  it('is in no cores where nothing tells how long a profile took, nor for ids', async () => {
    const one = [{ time: END - 5 * MINUTE, value: 18e9, labels: { service_name: 'shop' } }];
    expect((await ask(serverOf(one), HOUR, 15_000, { profileTypeId: CPU })).meta?.cores).toBeUndefined();
    const answers = serverOf(profilesOf([using(0.25)]));
    const byId = {
      queryType: 'profile',
      profileTypeId: CPU,
      profileIdSelector: ['a9e8b0cc-0000-4000-8000-000000000000'],
    };
    expect((await ask(answers, HOUR, 15_000, byId as Partial<PyroscopeQuery>)).meta?.cores).toBeUndefined();
  });

  it('of other profilers is in cores as well, and what is no CPU time is not', async () => {
    const answers = serverOf(profilesOf([using(0.25)]));
    const cores = async (profileTypeId: string) => (await ask(answers, HOUR, 15_000, { profileTypeId })).meta?.cores;
    expect(await cores('wall:cpu:nanoseconds:wall:nanoseconds')).toBeCloseTo(0.25, 2);
    expect(await cores('memory:alloc_space:bytes:space:bytes')).toBeUndefined();
    expect(await cores('wall:wall:nanoseconds:wall:nanoseconds')).toBeUndefined();
  });
});
