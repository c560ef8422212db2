import { createHash } from 'node:crypto';
import { treeOf, wideTree } from '../calltree/testing/trees';
import { comparing } from '../calltree/comparison/diff';
import { mergeTrees } from '../calltree/operations/merge';
import { CallTreeBuilder } from '../calltree/build';
import { atOnce } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import type { FlameGraphAnswer } from '../pyroscope/api';
import { treeOfAnswer } from '../pyroscope/flamegraph/answer';
import { writeFlameGraphResponse } from '../pyroscope/flamegraph/flamegraph';
import { levelsFromCallTree } from '../pyroscope/flamegraph/levels';
import { truncateForFlameGraph } from '../pyroscope/flamegraph/truncate';
import { recorded } from '../pyroscope/recordings.testing';
import { compareTrees, prepareComparing } from './compareTrees';
import { FakeWorker, threadWorker } from './testing/workers';
import { createTreeWork, WORTH_A_WORKER, type TreeWork } from './treeWork';
import { WorkLost } from './workerLine';
import type { WorkerLike } from './startWorker';

const PATIENCE = { startMs: 200, silenceMs: 200 };
const NODES = 40_000;

/** Deep and wide enough to be worth a worker, its names in several scripts. */
function largeTree(seed = 1): CallTree {
  const builder = new CallTreeBuilder();
  for (let node = 0; builder.length < NODES; node++) {
    const names = [`handler${node % 97}`, `обработчик${(node * seed) % 1013}`, `処理${node}`];
    builder.add(
      names.map((name) => builder.functions.intern(name)),
      1 + (node % 7)
    );
  }
  return builder.finish();
}

function answerOf(bytes: Uint8Array, call = 'SelectMergeStacktraces'): FlameGraphAnswer {
  return { call, bytes: new Uint8Array(bytes), compared: call === 'Diff' };
}

const answerWith = (tree: CallTree) => answerOf(writeFlameGraphResponse(levelsFromCallTree(tree)));
const large = answerWith(largeTree());

/** All of a tree in a few letters: comparing hundreds of thousands of numbers one by one takes the test minutes. */
function digest({ functions, ...columns }: CallTree): string {
  const hash = createHash('sha256').update(JSON.stringify(functions.names));
  for (const name of Object.keys(columns).sort() as Array<keyof typeof columns>) {
    const column = columns[name];
    hash
      .update(name)
      .update(
        ArrayBuffer.isView(column)
          ? new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
          : String(column)
      );
  }
  return hash.digest('hex');
}

const expected = digest(treeOfAnswer(large));
const copyOf = (answer: FlameGraphAnswer): FlameGraphAnswer => ({ ...answer, bytes: answer.bytes.slice() });

function withFake(behaviour: ConstructorParameters<typeof FakeWorker>[0] = {}) {
  const started: FakeWorker[] = [];
  const work = createTreeWork(() => {
    started.push(new FakeWorker(behaviour));
    return started[0];
  }, PATIENCE);
  return { work, started };
}

const withoutWorkers = () =>
  createTreeWork(() => {
    throw new ReferenceError('Worker is not defined');
  }, PATIENCE);

it('has a large answer that is worth a worker', () => {
  expect(large.bytes.length).toBeGreaterThan(WORTH_A_WORKER);
});

describe('an answer', () => {
  it('is handed over to the worker, and its tree is handed back', async () => {
    const { work, started } = withFake();
    const answer = copyOf(large);
    const tree = await work.read(answer);
    expect(answer.bytes.byteLength).toBe(0);
    expect(digest(tree)).toBe(expected);
    expect(started[0].questions.map(({ ask }) => ask)).toEqual(['read']);
  });

  it('shows its outline before its tree where it is very large', async () => {
    const { work } = withFake();
    const shown: string[] = [];
    const show = (tree: CallTree) =>
      void shown.push(`${tree.isOutline} ${tree.functions.names.map((name) => name[0])}`);
    const veryLarge = treeOf([['main', 'x'.repeat(5_000_000)], 99_999], [['main', 'y', 'z'], 1]);
    const tree = await work.read(answerWith(veryLarge), show).then((whole) => (shown.push('whole'), whole));
    expect(shown).toEqual(['true t,m,x,y', 'whole']);
    expect([tree.length, tree.isOutline]).toEqual([5, undefined]);

    await work.read(copyOf(large), show);
    await work.read(answerWith(veryLarge));
    expect(shown).toHaveLength(2);
  });

  it('is read here where it is small, and no worker starts', async () => {
    const { work, started } = withFake();
    const small = answerOf(recorded('v2-diff-python-cpu.response.bin'), 'Diff');
    const tree = await work.read(small);
    expect(tree).toEqual(treeOfAnswer(small));
    expect(tree.totalRight).toBeDefined();
    work.prepare(8192);
    expect(started).toEqual([]);
  });

  it('goes to a worker that runs although it would not start one', async () => {
    const { work, started } = withFake();
    const middling = answerWith(wideTree(10_000));
    expect(middling.bytes.length).toBeLessThan(WORTH_A_WORKER);
    await work.read(copyOf(middling));
    expect(started).toEqual([]);
    await work.read(copyOf(large));
    await work.read(copyOf(middling));
    expect(started[0].questions.map(({ ask }) => ask)).toEqual(['read', 'read']);
  });

  it('finds the worker started where it was known to be large', async () => {
    const { work, started } = withFake();
    work.prepare(1_000_000);
    expect(started).toHaveLength(1);
    await work.read(copyOf(large));
    await work.read(copyOf(large));
    expect(started).toHaveLength(1);
    expect(started[0].questions).toHaveLength(2);
  });

  it('finds its columns made where it was known to be read as a whole', async () => {
    const { work, started } = withFake();
    const nodes = treeOfAnswer(large).length;
    work.expect(nodes + 1000);
    const tree = await work.read(copyOf(large));
    expect(digest(tree)).toBe(expected);
    expect(tree.total.buffer.byteLength).toBe((nodes + 1000) * 8);
    expect(started[0].questions.map(({ ask }) => ask)).toEqual(['expect', 'read']);
  });

  it('lets go what was made for an answer that then is small', async () => {
    const { work, started } = withFake();
    work.expect(1_000_000);
    await work.line.ready();
    await work.read(answerOf(recorded('v2-diff-python-cpu.response.bin'), 'Diff'));
    expect(started[0].questions).toEqual([
      expect.objectContaining({ ask: 'expect', nodes: 1_000_000 }),
      expect.objectContaining({ ask: 'expect', nodes: 0 }),
    ]);
  });

  it.each<[string, () => TreeWork]>([
    ['a worker', () => withFake().work],
    ['slices', withoutWorkers],
  ])('that cannot be read fails with its own error: %s', async (_, workOf) => {
    const cut = { ...large, bytes: large.bytes.slice(0, WORTH_A_WORKER + 10) };
    await expect(workOf().read(cut)).rejects.toMatchObject({
      name: 'PyroscopeError',
      code: 'cut-answer',
      params: { call: 'SelectMergeStacktraces', status: 200 },
    });
    const empty = { ...large, bytes: new Uint8Array() };
    expect((await workOf().read(empty)).total).toEqual(Float64Array.of(0));
  });

  it('is read at once by a worker in a thread of its own', async () => {
    const threads: Array<ReturnType<typeof threadWorker>> = [];
    const start = (): WorkerLike => {
      threads.push(threadWorker());
      return threads[0];
    };
    const work = createTreeWork(start, { startMs: 50_000, silenceMs: 50_000 });
    try {
      const answer = copyOf(large);
      expect(digest(await work.read(answer))).toBe(expected);
      expect(answer.bytes.byteLength).toBe(0);
      const sum = work.sum();
      await Promise.all([sum.add(copyOf(large)), sum.add(answerWith(treeOf([['handler1', 'new'], 5])))]);
      const tree = await sum.tree(1_000_000);
      expect(tree.total[0]).toBe(treeOfAnswer(large).total[0] + 5);
      sum.drop();
      prepareComparing(work, 1_000_000);
      const { signal } = new AbortController();
      const compared = await compareTrees(work, largeTree(1), largeTree(2), signal);
      expect(digest(compared)).toBe(digest(atOnce(comparing(largeTree(1), largeTree(2)))));
    } finally {
      await threads[0].thread.terminate();
    }
  });
});

describe('without a worker', () => {
  it.each<[string, () => TreeWork]>([
    ['none can be made', withoutWorkers],
    ['it never says that it is ready', () => withFake({ starts: false }).work],
    [
      'its script is refused',
      () =>
        createTreeWork(() => {
          const worker = new FakeWorker({ starts: false });
          worker.fail();
          return worker;
        }, PATIENCE),
    ],
  ])('an answer is read here: %s', async (_, workOf) => {
    const work = workOf();
    const answer = copyOf(large);
    const tree = await work.read(answer);
    expect(digest(tree)).toBe(expected);
    expect(answer.bytes.byteLength).toBe(large.bytes.byteLength);
    const sum = work.sum();
    await Promise.all([sum.add(answerWith(treeOf([['a'], 1]))), sum.add(answerWith(treeOf([['a', 'b'], 2])))]);
    expect((await sum.tree(100)).total[0]).toBe(3);
  });

  it('rests while it reads', async () => {
    const now = jest.spyOn(performance, 'now');
    let clock = 0;
    now.mockImplementation(() => (clock += 5));
    try {
      let between = 0;
      const timer = setInterval(() => between++, 0);
      await withoutWorkers().read(copyOf(large));
      clearInterval(timer);
      expect(between).toBeGreaterThan(0);
    } finally {
      now.mockRestore();
    }
  });

  it('uses a worker that starts late for the next answer', async () => {
    const late = new FakeWorker({ starts: false });
    const work = createTreeWork(() => late, PATIENCE);
    await work.read(copyOf(large));
    expect(late.questions).toEqual([]);
    Reflect.apply(Reflect.get(late, 'say'), late, ['message', { data: { ready: true } }]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await work.read(copyOf(large));
    expect(late.questions).toHaveLength(1);
  });
});

describe('a worker that ends', () => {
  it.each(['dies', 'never answers'])('with an answer handed over: %s', async (how) => {
    const { work, started } = withFake({ answers: false });
    const lost = work.read(copyOf(large));
    if (how === 'dies') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      started[0].fail();
    }
    await expect(lost).rejects.toBeInstanceOf(WorkLost);
    expect(started[0].terminated).toBe(true);
    expect(digest(await work.read(copyOf(large)))).toBe(expected);
    expect(started).toHaveLength(1);
  });

  it('with a sum in it', async () => {
    const { work, started } = withFake();
    const sum = work.sum();
    await sum.add(answerWith(treeOf([['a'], 1])));
    started[0].fail();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(sum.tree(100)).rejects.toBeInstanceOf(WorkLost);
    sum.drop();
    const again = work.sum();
    await again.add(answerWith(treeOf([['a'], 1])));
    expect((await again.tree(100)).total[0]).toBe(1);
  });
});

describe('two sides', () => {
  const sides = (): [CallTree, CallTree] => [largeTree(1), largeTree(2)];
  const whole = digest(atOnce(comparing(...sides())));
  const { signal } = new AbortController();

  it('go to the worker that has read them, and come back as one', async () => {
    const { work, started } = withFake();
    await work.read(copyOf(large));
    const [left, right] = sides();
    expect(digest(await compareTrees(work, left, right, signal))).toBe(whole);
    expect(started[0].questions.at(-1)?.ask).toBe('compare');
    expect([left.total.length, right.total.length]).toEqual([0, 0]);
  });

  it('are put together here where no worker runs, and stay', async () => {
    const work = withoutWorkers();
    await work.read(copyOf(large));
    const [left, right] = sides();
    expect(digest(await compareTrees(work, left, right, signal))).toBe(whole);
    expect(left.total.length).toBe(left.length);
  });

  it('are put together here where they are small', async () => {
    const { work, started } = withFake();
    await work.read(copyOf(large));
    const tree = await compareTrees(work, treeOf([['a'], 1]), treeOf([['a'], 3]), signal);
    expect([tree.total[0], tree.totalRight?.[0]]).toEqual([1, 3]);
    expect(started[0].questions.map(({ ask }) => ask)).toEqual(['read']);
  });

  it('are practised for where they are worth a worker, which answers nothing to it', async () => {
    const { work, started } = withFake();
    prepareComparing(work, 8192);
    expect(started).toEqual([]);
    prepareComparing(work, 1_000_000);
    expect(digest(await work.read(copyOf(large)))).toBe(expected);
    expect(started[0].questions.map(({ ask }) => ask)).toEqual(['practise', 'read']);
  });

  it('are lost with the worker', async () => {
    const { work, started } = withFake();
    await work.read(copyOf(large));
    started[0].fail();
    const lost = compareTrees(work, ...sides(), signal);
    await expect(lost).rejects.toBeInstanceOf(WorkLost);
    expect(digest(await compareTrees(work, ...sides(), signal))).toBe(whole);
  });

  it.each([
    ['before they are sent', 0],
    ['while the worker has them', 1],
  ])('are no longer wanted: %s', async (_, later) => {
    const { work, started } = withFake();
    await work.read(copyOf(large));
    const wanted = new AbortController();
    const leave = () => wanted.abort(new Error('left'));
    if (later === 0) {
      leave();
    }
    const compared = compareTrees(work, ...sides(), wanted.signal);
    leave();
    await expect(compared).rejects.toThrow('left');
    expect(started[0].questions).toHaveLength(1 + later);
  });
});

describe.each<[string, () => TreeWork]>([
  ['a worker', () => withFake().work],
  ['slices', withoutWorkers],
])('a sum by %s', (_, workOf) => {
  const pieces = [
    treeOf([['a', 'b'], 3], [['a', 'c'], 1]),
    treeOf([['a', 'b'], 2], [['d'], 7]),
    treeOf([['d', 'e', 'f'], 1]),
  ];

  it('is the merge of what was added, cut as the server cuts', async () => {
    const sum = workOf().sum();
    await sum.add(answerWith(pieces[0]));
    expect((await sum.tree(100)).total).toEqual(mergeTrees([pieces[0]]).total);
    await Promise.all(pieces.slice(1).map((piece) => sum.add(answerWith(piece))));
    const whole = mergeTrees(pieces);
    const tree = await sum.tree(100);
    expect([tree.total, tree.self, tree.depth]).toEqual([whole.total, whole.self, whole.depth]);
    const cut = truncateForFlameGraph(whole, 2);
    expect((await sum.tree(2)).total).toEqual(cut.total);
    sum.drop();
  });

  it('leaves out an answer that cannot be read', async () => {
    const sum = workOf().sum();
    await sum.add(answerWith(pieces[0]));
    await expect(sum.add(answerOf(Uint8Array.of(10, 50)))).rejects.toMatchObject({ code: 'cut-answer' });
    expect((await sum.tree(100)).total[0]).toBe(4);
  });
});
