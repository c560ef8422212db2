import { CallTreeBuilder } from '../calltree/build';
import { treeOf } from '../calltree/testing/trees';
import type { CallTree } from '../calltree/tree';
import type { FlameGraphAnswer } from '../pyroscope/api';
import { treeOfAnswer } from '../pyroscope/flamegraph/answer';
import { writeFlameGraphResponse } from '../pyroscope/flamegraph/flamegraph';
import { levelsFromCallTree } from '../pyroscope/flamegraph/levels';
import { readingBeside } from './readBeside';
import { FakeWorker } from './testing/workers';
import { createTreeWork, WORTH_A_WORKER } from './treeWork';
import { WorkLost } from './workerLine';

const PATIENCE = { startMs: 200, silenceMs: 200 };
const NODES = 1_048_576;

const large = answerOf(largeTree());
const expected = treeOfAnswer(large);

function largeTree(): CallTree {
  const builder = new CallTreeBuilder();
  for (let node = 0; builder.length < 40_000; node++) {
    const names = [`handler${node % 97}`, `query${node}`];
    builder.add(
      names.map((name) => builder.functions.intern(name)),
      1 + (node % 7)
    );
  }
  return builder.finish();
}

function answerOf(tree: CallTree): FlameGraphAnswer {
  const bytes = new Uint8Array(writeFlameGraphResponse(levelsFromCallTree(tree)));
  return { call: 'SelectMergeStacktraces', bytes, compared: false };
}

const copyOf = (answer: FlameGraphAnswer): FlameGraphAnswer => ({ ...answer, bytes: answer.bytes.slice() });

/** The workers that started, each of which behaves as the next one of these says. */
function withWorkers(...behaviours: Array<ConstructorParameters<typeof FakeWorker>[0]>) {
  const started: FakeWorker[] = [];
  const start = () => {
    started.push(new FakeWorker(behaviours[started.length]));
    return started.at(-1)!;
  };
  return { work: createTreeWork(start, PATIENCE), started };
}

const toStart = () => new Promise((resolve) => setTimeout(resolve, 20));
const asked = (started: FakeWorker[]) => started.map(({ questions }) => questions.map(({ ask }) => ask));

it('has an answer that is worth a worker', () => {
  expect(large.bytes.length).toBeGreaterThan(WORTH_A_WORKER);
});

it('reads one of two large answers with a worker of its own, which ends then', async () => {
  const { work, started } = withWorkers();
  const beside = readingBeside(work, NODES);
  await toStart();
  const [one, other] = await Promise.all([beside.work.read(copyOf(large)), work.read(copyOf(large))]);
  expect(asked(started)).toEqual([['read'], ['read']]);
  expect([one.total, one.function, one.functions.names]).toEqual([
    expected.total,
    expected.function,
    expected.functions.names,
  ]);
  expect(other.total).toEqual(expected.total);
  expect(started.map(({ terminated }) => terminated)).toEqual([false, true]);
  // A second one goes where everything goes.
  await beside.work.read(copyOf(large));
  expect(asked(started)).toEqual([['read', 'read'], ['read']]);
});

it.each<[string, number, Array<ConstructorParameters<typeof FakeWorker>[0]>, number]>([
  ['they are not asked for so many nodes', 65_536, [], 1],
  ['the second one does not start in time', NODES, [{}, { starts: false }], 2],
])('reads both with the one worker where %s', async (_, nodes, behaviours, workers) => {
  const { work, started } = withWorkers(...behaviours);
  work.prepare(nodes);
  const beside = readingBeside(work, nodes);
  await toStart();
  await Promise.all([beside.work.read(copyOf(large)), work.read(copyOf(large))]);
  expect(started).toHaveLength(workers);
  expect(started[0].questions.map(({ ask }) => ask)).toEqual(['read', 'read']);
});

it('leaves a small answer to the page, and starts nothing where no worker starts', async () => {
  const { work, started } = withWorkers();
  const beside = readingBeside(work, NODES);
  await toStart();
  expect((await beside.work.read(answerOf(treeOf([['a'], 3])))).total[0]).toBe(3);
  expect(asked(started)).toEqual([[], []]);
  let tries = 0;
  const none = createTreeWork(() => {
    tries++;
    throw new ReferenceError('Worker is not defined');
  }, PATIENCE);
  expect((await readingBeside(none, NODES).work.read(copyOf(large))).total).toEqual(expected.total);
  expect(tries).toBe(1);
});

it('loses what it has with its worker, and can be asked again by the other one', async () => {
  const { work, started } = withWorkers({}, { answers: false });
  const beside = readingBeside(work, NODES);
  await toStart();
  const lost = beside.work.read(copyOf(large));
  started[1].fail();
  await expect(lost).rejects.toBeInstanceOf(WorkLost);
  expect((await beside.work.read(copyOf(large))).total).toEqual(expected.total);
  expect(asked(started)).toEqual([['read'], ['read']]);
});

it.each(['before the first worker runs', 'while it waits for an answer'])(
  'is not wanted any more: %s',
  async (when) => {
    const { work, started } = withWorkers();
    const beside = readingBeside(work, NODES);
    if (when === 'while it waits for an answer') {
      await toStart();
    }
    beside.end();
    await toStart();
    expect(started.map(({ terminated }) => terminated)).toEqual(
      when === 'while it waits for an answer' ? [false, true] : [false]
    );
    expect((await work.read(copyOf(large))).total).toEqual(expected.total);
  }
);
