import { SharedCalls } from './sharedCalls';

function deferred() {
  const calls: Array<{ signal: AbortSignal; resolve: (value: string) => void; reject: (error: Error) => void }> = [];
  const call = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => calls.push({ signal, resolve, reject }));
  return { calls, call };
}

describe('SharedCalls', () => {
  it('asks once for those who ask together, and for a while after', async () => {
    let now = 0;
    const { calls, call } = deferred();
    const shared = new SharedCalls(100, () => now);
    const both = Promise.all([shared.get('k', call), shared.get('k', call)]);
    calls[0].resolve('answer');
    expect(await both).toEqual(['answer', 'answer']);
    now = 100;
    expect(await shared.get('k', call)).toBe('answer');
    expect(calls).toHaveLength(1);
    now = 201;
    void shared.get('k', call);
    expect(calls).toHaveLength(2);
  });

  it('goes on while one of two still waits, and aborts when both have left', async () => {
    const { calls, call } = deferred();
    const shared = new SharedCalls(100);
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [shared.get('k', call, first.signal), shared.get('k', call, second.signal)];
    first.abort();
    await expect(asked[0]).rejects.toThrow();
    expect(calls[0].signal.aborted).toBe(false);
    second.abort();
    await expect(asked[1]).rejects.toThrow();
    expect(calls[0].signal.aborted).toBe(true);
    const again = shared.get('k', call);
    calls[1].resolve('new');
    expect(await again).toBe('new');
  });

  it('forgets a failure', async () => {
    const { calls, call } = deferred();
    const shared = new SharedCalls(100);
    const failing = shared.get('k', call);
    calls[0].reject(new Error('down'));
    await expect(failing).rejects.toThrow('down');
    const again = shared.get('k', call);
    calls[1].resolve('up');
    expect(await again).toBe('up');
  });

  it('asks nothing for one who has left already', async () => {
    const { calls, call } = deferred();
    await expect(new SharedCalls(100).get('k', call, AbortSignal.abort())).rejects.toThrow();
    expect(calls).toHaveLength(0);
  });

  it('gives everyone who waits an answer of their own, where answers are used up', async () => {
    const { calls, call } = deferred();
    const shared = new SharedCalls(0, () => 0);
    let copies = 0;
    const own = (answer: string) => `${answer} (copy ${++copies})`;
    const asked = [1, 2, 3].map(() => shared.get('k', call, undefined, own));
    calls[0].resolve('answer');
    expect((await Promise.all(asked)).sort()).toEqual(['answer', 'answer (copy 1)', 'answer (copy 2)']);
    const alone = shared.get('k', call, undefined, own);
    calls[1].resolve('another');
    expect(await alone).toBe('another');
  });

  it('keeps nothing when it has no lifetime', async () => {
    const { calls, call } = deferred();
    const shared = new SharedCalls(0, () => 0);
    const both = Promise.all([shared.get('k', call), shared.get('k', call)]);
    expect(calls).toHaveLength(1);
    calls[0].resolve('answer');
    expect(await both).toEqual(['answer', 'answer']);
    void shared.get('k', call);
    expect(calls).toHaveLength(2);
  });
});
