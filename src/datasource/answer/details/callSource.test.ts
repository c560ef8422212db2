import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fromBinary } from '@bufbuild/protobuf';
import { callPathOf, stepName } from '../../../../pkg/calltree/callPath';
import { readPprof } from '../../../../pkg/formats/pprof';
import { SelectMergeProfileRequestSchema } from '../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { askDetailsOf } from '../../../frames/askDetails';
import {
  answerTo,
  CPU,
  dataSource,
  fakeBackend,
  frameOf,
  queryRequest,
  recorded,
  type Answers,
} from '../../testing/fakeHost';

const PPROF = new Uint8Array(
  gunzipSync(readFileSync(join(__dirname, '../../../../pkg/formats/testdata/python-cpu-merged-v1.pb.gz')))
);
const { tree } = readPprof(PPROF).callTree(0);
const node = tree.total.findLastIndex((total, at) => tree.depth[at] > 4 && total > tree.total[0] / 10);
const path = callPathOf(tree, node).map(stepName);
const { signal } = new AbortController();

/** `Series`: sets of labels, as the message has them. */
function labelSets(...sets: Array<Record<string, string>>): Uint8Array {
  const field = (number: number, bytes: number[]) => [number * 8 + 2, bytes.length, ...bytes];
  const text = (value: string) => [...Buffer.from(value)];
  return Uint8Array.from(
    sets.flatMap((set) =>
      field(
        2,
        Object.entries(set).flatMap(([name, value]) => field(1, [...field(1, text(name)), ...field(2, text(value))]))
      )
    )
  );
}

async function asked(answers: Answers, query: object = {}) {
  const sent = fakeBackend({
    SelectMergeStacktraces: { body: recorded('profile-python-cpu.response.bin') },
    SelectMergeSpanProfile: { body: recorded('profile-span.response.bin') },
    SelectMergeProfile: { body: PPROF },
    Series: { body: labelSets() },
    ...answers,
  });
  const frame = frameOf(await answerTo(dataSource(), queryRequest([{ labelSelector: '{a="b"}', ...query }])));
  return { sent, details: askDetailsOf(frame)! };
}

it('asks for the lines of one call path, in the range and of the selector that was asked', async () => {
  const { sent, details } = await asked({});
  const { total, lines, places, allSamples } = await details.callSource(path, [], signal);
  const call = sent.filter(({ method }) => method === 'SelectMergeProfile');
  expect(call).toHaveLength(1);
  const { profileTypeID, labelSelector, stackTraceSelector } = fromBinary(
    SelectMergeProfileRequestSchema,
    call[0].body
  );
  expect({ profileTypeID, labelSelector }).toEqual({ profileTypeID: CPU, labelSelector: '{a="b"}' });
  expect(stackTraceSelector?.callSite.map(({ name }) => name)).toEqual(path);
  // This server sent all stacks: those of other paths are told apart.
  expect(total).toBe(tree.total[node]);
  expect(lines.reduce((sum, { self }) => sum + self, 0)).toBe(tree.self[node]);
  expect(lines.every(({ line, file }) => line > 0 && file.endsWith('.py'))).toBe(true);
  expect(places.get(path.at(-1)!)?.file).toBe(lines[0].file);
  expect(allSamples).toBeUndefined();
});

it('tells the labels that have one value, and does without where they cannot be had', async () => {
  const names = ['service_git_ref', 'service_repository', 'pod'];
  const one = { service_git_ref: 'v1', service_repository: 'https://github.com/o/r', pod: 'a' };
  const { details } = await asked({ Series: { body: labelSets(one, { ...one, pod: 'b' }) } });
  expect((await details.callSource(path, names, signal)).labels).toEqual({
    service_git_ref: 'v1',
    service_repository: 'https://github.com/o/r',
  });
  const { details: other } = await asked({ Series: { status: 500, body: '' } });
  expect(await other.callSource(path, names, signal)).toMatchObject({ labels: {}, total: tree.total[node] });
});

it('says where lines are of more than the spans that are shown', async () => {
  const { details } = await asked({}, { spanSelector: ['00f067aa0ba902b7'] });
  expect(await details.callSource(path, [], signal)).toMatchObject({ allSamples: true });
});

it('adds up the parts of a range that takes several queries', async () => {
  const { details } = await asked({
    SelectMergeProfile: ({ body }) => {
      const { start, end } = fromBinary(SelectMergeProfileRequestSchema, body);
      return Number(end - start) <= 300_000
        ? { body: PPROF }
        : {
            status: 400,
            contentType: 'application/json',
            body: JSON.stringify({
              code: 'invalid_argument',
              message: 'the query time range exceeds the limit (max_query_length, actual: 8m45s, limit: 5m)',
            }),
          };
    },
  });
  expect((await details.callSource(path, [], signal)).total).toBe(2 * tree.total[node]);
});

it('fails in words, and not at all once it is given up', async () => {
  const { details } = await asked({ SelectMergeProfile: { status: 502, body: '' } });
  await expect(details.callSource(path, [], signal)).rejects.toThrow(/Pyroscope/);
  const { details: broken } = await asked({ SelectMergeProfile: { body: Uint8Array.of(10, 2, 8, 9) } });
  await expect(broken.callSource(path, [], signal)).rejects.toThrow(/Pyroscope/);
  const controller = new AbortController();
  controller.abort(new Error('closed'));
  await expect(details.callSource(path, [], controller.signal)).rejects.toThrow('closed');
});

it('knows what a sample stands for, of time that was sampled', async () => {
  const { details } = await asked({});
  expect(await details.samplePeriod(tree.self, signal)).toBe(10_000_000);
  const { details: heap } = await asked({}, { profileTypeId: 'memory:inuse_space:bytes:space:bytes' });
  expect(await heap.samplePeriod(tree.self, signal)).toBeUndefined();
});
