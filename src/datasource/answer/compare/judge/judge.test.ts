import { fromBinary } from '@bufbuild/protobuf';
import { treeOf, type Stack } from '../../../../../pkg/calltree/testing/trees';
import { randomNumbers } from '../../../../../pkg/statistics/random';
import { writeFlameGraphResponse } from '../../../../../pkg/pyroscope/flamegraph/flamegraphWriter';
import { levelsFromCallTree } from '../../../../../pkg/pyroscope/flamegraph/levels';
import { SelectMergeStacktracesRequestSchema } from '../../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { readJudgement } from '../../../../frames/judgement';
import type { PyroscopeQuery } from '../../../query/query';
import {
  dataSource,
  fakeBackend,
  packets,
  PENDING,
  queryRequest,
  RANGE,
  stacktracesSent,
  type FakeAnswer,
} from '../../../testing/fakeHost';

const MINUTE = 60_000;
const VERSIONS: Partial<PyroscopeQuery> = {
  queryType: 'compare',
  judge: true,
  labelSelector: '{version="v2"}',
  baseline: { labelSelector: '{version="v1"}', time: 'same' },
};

/** Each slice is a little different, as slices are; in v2 `slow` takes three times as much and `old` is called `new`. */
function server(
  fails: (call: number) => FakeAnswer | undefined = () => undefined,
  within: { start: number; end: number } = { start: 0, end: Infinity }
) {
  const random = randomNumbers(3);
  let calls = 0;
  const about = (value: number) => Math.round(value * (0.95 + random() / 10));
  return fakeBackend({
    SelectMergeStacktraces: ({ body }) => {
      const failure = fails(++calls);
      if (failure) {
        return failure;
      }
      const { labelSelector, start, end } = fromBinary(SelectMergeStacktracesRequestSchema, body);
      const v2 = labelSelector.includes('v2');
      const stacks: Stack[] = [
        [['main', 'serve', 'steady'], about(500)],
        [['main', 'serve', v2 ? 'new' : 'old'], about(200)],
        [['main', 'read', 'slow'], about(v2 ? 300 : 100)],
        [['main', 'tiny'], 1],
      ];
      const isEmpty = Number(end) < within.start || Number(start) > within.end;
      const tree = treeOf(...(isEmpty ? [] : stacks));
      return { body: new Uint8Array(writeFlameGraphResponse(levelsFromCallTree(tree))) };
    },
  });
}

async function judged(query: Partial<PyroscopeQuery> = VERSIONS, range = {}) {
  const request = queryRequest([query], { app: 'dashboard', ...range });
  const all = await packets(dataSource(), request);
  const frames = all.map(({ data }) => readJudgement(data[0])!);
  return { ...frames.at(-1)!, progress: frames.slice(0, -1).map(({ meta }) => meta), errors: all.at(-1)?.errors };
}

describe('a judgement', () => {
  it('tells what changed from what did not, and what only moved', async () => {
    const sent = server();
    const { functions, meta, progress } = await judged();
    expect(stacktracesSent(sent)).toHaveLength(32);
    const of = (name: string) => functions.find((one) => one.name === name);
    expect(of('slow')).toMatchObject({ judgement: 'certain', moved: false });
    expect(of('slow')!.low).toBeGreaterThan(0.1);
    expect(of('new')).toMatchObject({ judgement: 'certain', moved: true, baseline: 0 });
    expect(of('old')).toMatchObject({ judgement: 'certain', moved: true });
    // Almost all there is calls it.
    expect(of('main')).toMatchObject({ judgement: 'noise' });
    expect(of('tiny')).toBeUndefined();
    expect(meta.whole).toMatchObject({ isReal: true, totalIsReal: true });
    expect(meta.whole!.distance).toBeGreaterThan(0.2);
    expect(meta.slices).toMatchObject({ baseline: 16, compared: 16 });
    expect(progress.at(-1)).toMatchObject({ done: 31, of: 32 });
  });

  it('finds nothing between two sides of the same', async () => {
    server();
    const { functions, meta } = await judged({ ...VERSIONS, labelSelector: '{version="v1"}' });
    expect(functions.map(({ judgement }) => judgement)).not.toContain('certain');
    expect(meta.whole?.isReal).toBe(false);
  });

  it('says what keeps it from judging', async () => {
    const sent = server();
    const short = await judged(VERSIONS, { from: RANGE.to - 60_000, to: RANGE.to });
    expect(short.meta.unjudged).toMatch(/range is too short/);
    const ids = await judged({ ...VERSIONS, traceIdSelector: ['f18ba12e163598c9e596cd1b4d56f308'] });
    expect(ids.meta.unjudged).toMatch(/cannot be judged/);
    expect(sent).toEqual([]);
    const broken = await judged({ ...VERSIONS, labelSelector: '{version=' });
    expect(broken.errors).toHaveLength(1);
  });

  it('judges the part of a long range that has profiles, and says so', async () => {
    const part = { start: RANGE.to - 12 * MINUTE, end: RANGE.to - 2 * MINUTE };
    server(undefined, part);
    const range = { from: RANGE.to - 1440 * MINUTE, to: RANGE.to };
    const { meta, functions } = await judged(VERSIONS, range);
    expect(functions.find(({ name }) => name === 'slow')?.judgement).toBe('certain');
    expect(meta.notes).toEqual([
      expect.stringMatching(/^Baseline: the range has profiles from .* to .* only/),
      expect.stringMatching(/^Comparison: the range has profiles from .* to .* only/),
    ]);
    server(undefined, { start: part.end - MINUTE, end: part.end });
    expect((await judged(VERSIONS, range)).meta.unjudged).toMatch(
      /^Baseline: all of its profiles are from .*, which is too short/
    );
  });

  it('does without slices that fail, as long as there are enough', async () => {
    const failure = { status: 500, contentType: 'application/json', body: '{"code":"internal","message":"x"}' };
    server((call) => (call % 4 === 0 ? failure : undefined));
    const { meta, functions } = await judged();
    expect(meta.notes?.[0]).toMatch(/8 of 32 slices could not be loaded/);
    expect(functions.find(({ name }) => name === 'slow')?.judgement).toBe('certain');
    server(() => failure);
    expect((await judged()).meta.unjudged).toMatch(/only 0 slices/);
  });

  it('gives up what is under way when nobody waits for it', async () => {
    const sent = fakeBackend({ SelectMergeStacktraces: PENDING });
    const subscription = dataSource()
      .query(queryRequest([VERSIONS]))
      .subscribe();
    await new Promise((resolve) => setTimeout(resolve, 20));
    subscription.unsubscribe();
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.every(({ aborted }) => aborted)).toBe(true);
    const asked = sent.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sent.length).toBe(asked);
  });
});
