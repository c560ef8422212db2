import type { CallOptions, PyroscopeClient, TimeRange } from '../../../../pkg/pyroscope/api';
import { sharedClient } from './sharedClient';

const range = { start: 1, end: 2 };

function pendingServer() {
  const calls: Array<{ request: TimeRange; signal?: AbortSignal; answer: (names: string[]) => void }> = [];
  const labelNames = (request: TimeRange, options?: CallOptions) =>
    new Promise<string[]>((resolve) => calls.push({ request, signal: options?.signal, answer: resolve }));
  return { calls, client: { labelNames } as unknown as PyroscopeClient };
}

describe('a shared client', () => {
  it('asks once for the same question, and apart for others', async () => {
    const { calls, client } = pendingServer();
    const shared = sharedClient(client);
    const [one, same, other] = [
      shared.labelNames({ ...range }),
      shared.labelNames({ ...range }),
      shared.labelNames({ ...range, matchers: ['{a="b"}'] }),
    ];
    expect(calls).toHaveLength(2);
    calls[0].answer(['a']);
    calls[1].answer(['b']);
    expect(await Promise.all([one, same, other])).toEqual([['a'], ['a'], ['b']]);
  });

  it('tells one who leaves that it was cancelled, and aborts the call with the last of them', async () => {
    const { calls, client } = pendingServer();
    const shared = sharedClient(client);
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [first, second].map(({ signal }) => shared.labelNames(range, { signal }));
    first.abort();
    await expect(asked[0]).rejects.toMatchObject({ code: 'cancelled' });
    expect(calls[0].signal?.aborted).toBe(false);
    second.abort();
    await expect(asked[1]).rejects.toMatchObject({ code: 'cancelled' });
    expect(calls[0].signal?.aborted).toBe(true);
  });

  it('has six calls under way at most', async () => {
    const { calls, client } = pendingServer();
    const shared = sharedClient(client);
    const asked = Array.from({ length: 8 }, (_, index) => shared.labelNames({ start: index, end: index + 1 }));
    expect(calls).toHaveLength(6);
    calls[0].answer([]);
    await asked[0];
    await new Promise((resolve) => setTimeout(resolve));
    expect(calls).toHaveLength(7);
    calls.slice(1).forEach(({ answer }) => answer([]));
    await new Promise((resolve) => setTimeout(resolve));
    calls[7].answer([]);
    await Promise.all(asked);
  });
});
