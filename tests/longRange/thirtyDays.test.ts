import { openTree } from '../../pkg/calltree/operations/openTree';
import { nodeName, type CallTree } from '../../pkg/calltree/tree';
import { treeOfAnswer } from '../../pkg/pyroscope/flamegraph/answer';
import { startProfileServer, type ProfileServer } from '../../pkg/profile-server/server';
import type { MergeStacktracesRequest, PyroscopeClient } from '../../pkg/pyroscope/api';
import { createPyroscopeClient } from '../../pkg/pyroscope/client/client';
import { PyroscopeError } from '../../pkg/pyroscope/errors';
import { createTreeWork } from '../../pkg/treework/treeWork';
import { LengthLimit } from '../../pkg/longrange/lengthLimit';
import { mergedProfile, type MergedProfile } from '../../pkg/longrange/mergedProfile';

const DAY = 86_400_000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const MONTH = { start: NOW - 30 * DAY, end: NOW };
const open = { rejectOlderThanMs: 0, maxQueryLookbackMs: 0, ingestBytesPerSecond: 0 };

/** No worker starts here. */
const work = createTreeWork(() => {
  throw new Error('no workers');
});

let servers: ProfileServer[];
let limited: PyroscopeClient;
let unlimited: PyroscopeClient;
let looksBack: PyroscopeClient;
let request: MergeStacktracesRequest;

/** Three profiles a day with stacks that differ from day to day, one of them right on what may be an edge of a piece. */
async function feed(url: string) {
  for (let hour = 0; hour <= 30 * 24; hour += 8) {
    const at = (MONTH.start + hour * 3_600_000) / 1000;
    const day = Math.floor(hour / 24);
    const stacks = `main;run;day${day % 7} ${hour + 1}\nmain;run;day${day % 7};work${hour % 5} 3\nmain;idle ${day + 2}\n`;
    const query = new URLSearchParams({ name: 'shop', from: `${at}`, until: `${at + 10}` });
    const response = await fetch(`${url}/ingest?${query}`, { method: 'POST', body: stacks });
    if (response.status !== 200) {
      throw new Error(await response.text());
    }
  }
}

const at = (server: ProfileServer) => createPyroscopeClient({ fetch, baseUrl: server.url });

beforeAll(async () => {
  servers = await Promise.all([
    startProfileServer({ limits: { ...open, maxQueryLengthMs: DAY } }),
    startProfileServer({ limits: { ...open, maxQueryLengthMs: 0 } }),
    startProfileServer({ limits: { ...open, maxQueryLengthMs: DAY, maxQueryLookbackMs: 7 * DAY } }),
  ]);
  await Promise.all(servers.map(({ url }) => feed(url)));
  [limited, unlimited, looksBack] = servers.map(at);
  const [{ id }] = await unlimited.profileTypes(MONTH);
  request = { ...MONTH, profileTypeId: id, labelSelector: '{service_name="shop"}' };
}, 60_000);

afterAll(() => Promise.all(servers.map((server) => server.close())));

const askOf = (client: PyroscopeClient) => (piece: MergeStacktracesRequest, signal: AbortSignal) =>
  client.selectMergeStacktraces(piece, { signal });

function merged(
  client: PyroscopeClient,
  {
    limit = new LengthLimit(),
    signal = new AbortController().signal,
    onPartial = () => undefined,
    asked = request,
    ask = askOf(client),
  }: {
    limit?: LengthLimit;
    signal?: AbortSignal;
    onPartial?: (partial: MergedProfile) => void;
    asked?: MergeStacktracesRequest;
    ask?: ReturnType<typeof askOf>;
  } = {}
) {
  return mergedProfile(asked, ask, work, limit, signal, onPartial);
}

async function byFunction(tree: CallTree) {
  const top = await openTree(tree).topTable();
  const rows = Array.from(
    top.function,
    (fn, row) => [tree.functions.names[fn], top.self[row], top.total[row]] as const
  );
  return rows.sort(([one], [other]) => (one < other ? -1 : 1));
}

describe('a range of thirty days on a server that takes one', () => {
  it('is, function by function and node by node, what a server without the limit answers', async () => {
    const whole = treeOfAnswer(await unlimited.selectMergeStacktraces(request));
    const { tree, pieces, limits } = await merged(limited);
    expect(pieces).toMatchObject({ done: 30, of: 30, failed: [] });
    expect(limits).toEqual({ lengthMs: DAY });
    expect(whole.total[0]).toBeGreaterThan(0);
    expect(tree.total).toEqual(whole.total);
    expect(tree.self).toEqual(whole.self);
    expect(tree.depth).toEqual(whole.depth);
    const names = (one: CallTree) => Array.from({ length: one.length }, (_, node) => nodeName(one, node));
    expect(names(tree)).toEqual(names(whole));
    expect(await byFunction(tree)).toEqual(await byFunction(whole));
  });

  it('is cut as a whole where nodes are limited', async () => {
    const { tree } = await merged(limited, { asked: { ...request, maxNodes: 4 } });
    const whole = treeOfAnswer(await unlimited.selectMergeStacktraces({ ...request, maxNodes: 4 }));
    expect(tree.total[0]).toBe(whole.total[0]);
    expect(tree.length).toBeLessThanOrEqual(12);
  });

  it('is told as it comes, and remembers the limit', async () => {
    const limit = new LengthLimit();
    const partials: MergedProfile[] = [];
    const { tree } = await merged(limited, { limit, onPartial: (partial) => partials.push(partial) });
    expect(partials[0].pieces).toMatchObject({ of: 30, failed: [] });
    expect(partials[0].pieces?.done).toBeLessThan(30);
    expect(partials[0].tree.total[0]).toBeLessThan(tree.total[0]);
    const asked: number[] = [];
    const ask = askOf(limited);
    await merged(limited, {
      limit,
      ask: (piece, signal) => {
        asked.push(piece.end - piece.start);
        return ask(piece, signal);
      },
    });
    expect(Math.max(...asked)).toBeLessThanOrEqual(DAY);
  });

  it('names the pieces that fail and adds up the rest', async () => {
    const ask = askOf(limited);
    const broken = MONTH.start + 10 * DAY + 5;
    const { tree, pieces } = await merged(limited, {
      ask: (piece, signal) =>
        piece.start <= broken && broken <= piece.end && piece.end - piece.start <= DAY
          ? Promise.reject(new PyroscopeError('timeout', { status: 504 }))
          : ask(piece, signal),
    });
    const whole = treeOfAnswer(await unlimited.selectMergeStacktraces(request));
    expect(pieces?.failed).toHaveLength(1);
    const [{ range, error }] = pieces!.failed;
    expect(error.code).toBe('timeout');
    const missing = treeOfAnswer(await unlimited.selectMergeStacktraces({ ...request, ...range }));
    expect(tree.total[0]).toBe(whole.total[0] - missing.total[0]);
  });

  it('fails as a whole where every piece would, and stops asking', async () => {
    let asked = 0;
    const failing = (code: 'forbidden' | 'timeout') =>
      merged(limited, {
        ask: (piece) => {
          asked++;
          return Promise.reject(
            piece.end - piece.start > DAY
              ? new PyroscopeError('range-too-long', { limitMs: DAY })
              : new PyroscopeError(code)
          );
        },
      });
    await expect(failing('forbidden')).rejects.toMatchObject({ code: 'forbidden' });
    expect(asked).toBeLessThanOrEqual(5);
    await expect(failing('timeout')).rejects.toMatchObject({ code: 'timeout' });
    expect(asked).toBeLessThanOrEqual(14);
  });

  it('has at most four pieces under way, and none after it is cancelled', async () => {
    const controller = new AbortController();
    let running = 0;
    let most = 0;
    let asked = 0;
    const ask = askOf(limited);
    const answer = merged(limited, {
      signal: controller.signal,
      ask: async (piece, signal) => {
        asked++;
        most = Math.max(most, ++running);
        if (asked === 12) {
          controller.abort();
        }
        try {
          return await ask(piece, signal);
        } finally {
          running--;
        }
      },
    });
    await expect(answer).rejects.toThrow();
    expect(most).toBe(4);
    expect(asked).toBe(12);
  });

  it('leaves out what the server does not look back to, and knows that it does', async () => {
    const { pieces, limits, searched, tree } = await merged(looksBack);
    expect(Math.round((limits?.lookbackMs ?? 0) / DAY)).toBe(7);
    expect(pieces?.of).toBe(8);
    expect(searched.start).toBeGreaterThan(MONTH.start + 22 * DAY);
    const week = { ...request, start: NOW - 7 * DAY + 60_000 };
    const whole = treeOfAnswer(await unlimited.selectMergeStacktraces(week));
    expect(tree.total[0]).toBe(whole.total[0]);
  });

  it('is not asked in more pieces than is sensible', async () => {
    const answer = merged(limited, { asked: { ...request, start: NOW - 90 * DAY } });
    await expect(answer).rejects.toMatchObject({ code: 'too-many-pieces' });
    const trimmed = { start: NOW - 60 * DAY, end: NOW };
    await expect(answer).rejects.toMatchObject({ params: { pieces: { trimmed } } });
  });

  it('is asked anew where the limit has become smaller', async () => {
    const limit = new LengthLimit();
    limit.learn(new PyroscopeError('range-too-long', { limitMs: 10 * DAY }), MONTH);
    const { pieces } = await merged(limited, { limit });
    expect(pieces?.of).toBe(30);
  });
});
