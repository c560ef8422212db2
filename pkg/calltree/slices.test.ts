import { inSlices, type Steps } from './slices';

/** How many of three steps are done in the task that begins them, and then in all. */
async function stepsDone(sliceMs?: number): Promise<[atOnce: number, inAll: number]> {
  let done = 0;
  function* work(): Steps<void> {
    for (let step = 0; step < 3; step++) {
      done++;
      yield;
    }
  }
  const all = inSlices(work(), undefined, sliceMs);
  const atOnce = done;
  await all;
  return [atOnce, done];
}

it('does a little work in one go', async () => {
  expect(await stepsDone(10_000)).toEqual([3, 3]);
});

it('rests after each step where steps are long', async () => {
  expect(await stepsDone(0)).toEqual([1, 3]);
});

describe('several works at once', () => {
  const messages: Array<() => void> = [];

  /** Delivers one message; what it leads to is done when this resolves. */
  async function nextTask(): Promise<void> {
    messages.shift()?.();
    for (let microtask = 0; microtask < 20; microtask++) {
      await undefined;
    }
  }

  beforeEach(() => {
    messages.length = 0;
    class Channel {
      readonly port1 = { onmessage: () => {}, close: () => {} };
      readonly port2 = { postMessage: () => messages.push(() => this.port1.onmessage()) };
    }
    jest.spyOn(globalThis, 'MessageChannel').mockImplementation(() => new Channel() as unknown as MessageChannel);
  });

  afterEach(() => jest.restoreAllMocks());

  it('has one slice a task, and asks for the next task after it', async () => {
    const done: string[] = [];
    const pending: number[] = [];
    function* work(name: string, steps: number): Steps<void> {
      for (let step = 0; step < steps; step++) {
        done.push(name);
        pending.push(messages.length);
        yield;
      }
    }
    void inSlices(work('a', 2), undefined, 0);
    void inSlices(work('b', 3), undefined, 0);
    void inSlices(work('c', 1), undefined, 0);
    expect(done.join('')).toBe('abc');
    const inTasks: string[] = [];
    while (messages.length > 0) {
      const before = done.length;
      await nextTask();
      inTasks.push(done.slice(before).join(''));
    }
    // `c` and then `a` find out in theirs that nothing is left.
    expect(inTasks).toEqual(['a', 'b', '', '', 'b', '']);
    expect(pending).toEqual([0, 1, 1, 0, 0, 0]);
  });

  it('goes on with the others when one is cancelled or fails', async () => {
    const aborted = new AbortController();
    const done: string[] = [];
    function* work(name: string, fails = false): Steps<void> {
      yield;
      if (fails) {
        throw new Error(name);
      }
      done.push(name);
    }
    const all = Promise.allSettled([
      inSlices(work('cancelled'), aborted.signal, 0),
      inSlices(work('failed', true), undefined, 0),
      inSlices(work('done'), undefined, 0),
    ]);
    aborted.abort(new Error('cancelled'));
    while (messages.length > 0) {
      await nextTask();
    }
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(done).toEqual(['done']);
  });
});
