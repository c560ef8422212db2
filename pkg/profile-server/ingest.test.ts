import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openTree } from '../calltree/operations/openTree';
import { withTime } from './samples/feed';
import { type Limits, pyroscopeLimits } from './limits';
import { type ProfileServer, startProfileServer } from './server';
import { callJson, flameGraph, post, pushPprof, type Reply } from './testing/calls';
import { withoutLimits } from './testing/recordedServer';

// Starting a server with all its profiles takes a while on a busy machine.
jest.setTimeout(60_000);

const recorded = (name: string) => new Uint8Array(readFileSync(join(__dirname, `samples/recorded/${name}.pb.gz`)));
const ALWAYS = { start: BigInt(1), end: BigInt(2e12) };
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

let server: ProfileServer;
async function restart(limits: Partial<Limits> = withoutLimits) {
  await server?.close();
  server = await startProfileServer({ limits });
}
beforeEach(() => restart());
afterAll(() => server.close());

const ingest = (query: Record<string, string>, body: string | Uint8Array<ArrayBuffer>, type = 'text/plain') =>
  post(`${server.url}/ingest?${new URLSearchParams(query).toString()}`, { 'Content-Type': type }, body);

function ingestForm(
  query: Record<string, string>,
  fields: Record<string, Uint8Array<ArrayBuffer> | string>
): Promise<Reply> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.set(name, new Blob([value]), `${name}.bin`);
  }
  return fetch(`${server.url}/ingest?${new URLSearchParams(query).toString()}`, { method: 'POST', body: form }).then(
    async (response) => ({
      status: response.status,
      headers: response.headers,
      bytes: new Uint8Array(),
      text: await response.text(),
    })
  );
}

async function seriesOf(service: string): Promise<Array<Record<string, string>>> {
  const request = { matchers: [`{service_name="${service}"}`], start: 1, end: 2e12 };
  const reply = await callJson(server.url, 'Series', request, { Accept: '*/*;allow-utf8-labelnames=true' });
  const { labelsSet = [] } = JSON.parse(reply.text) as {
    labelsSet?: Array<{ labels: Array<{ name: string; value: string }> }>;
  };
  return labelsSet.map(({ labels }) => Object.fromEntries(labels.map(({ name, value }) => [name, value])));
}

const typesOf = async (service: string) => (await seriesOf(service)).map((labels) => labels.__profile_type__).sort();

describe('pprof', () => {
  const DELAYS = JSON.stringify({
    contentions: { 'display-name': 'mutex_count' },
    delay: { 'display-name': 'mutex_duration' },
  });

  it('as the body, the type told by its sample types, labels from the name', async () => {
    const name = 'shop.web{region=eu north,version=v1,__session_id__=77e4,process.runtime.name=nodejs}';
    const reply = await ingest(
      { name, format: 'pprof', spyName: 'nodespy', from: '1795399635' },
      recorded('node-wall-merged-v1')
    );
    expect([reply.status, reply.text]).toEqual([200, '']);
    expect(new Set(await typesOf('shop.web'))).toEqual(
      new Set([
        'wall:cpu:nanoseconds:wall:nanoseconds',
        'wall:samples:count:wall:nanoseconds',
        'wall:wall:nanoseconds:wall:nanoseconds',
      ])
    );
    const [labels] = await seriesOf('shop.web');
    expect(labels).toMatchObject({
      region: 'eu north',
      version: 'v1',
      pyroscope_spy: 'nodespy',
      'process.runtime.name': 'nodejs',
    });
    expect(labels).not.toHaveProperty('__session_id__');
  });

  it('in a form, with the meaning of its sample types', async () => {
    expect(
      (await ingestForm({ name: 'm' }, { profile: recorded('go-mutex-v2'), sample_type_config: DELAYS })).status
    ).toBe(200);
    expect(await typesOf('m')).toEqual([
      'mutex:contentions:count:contentions:count',
      'mutex:delay:nanoseconds:contentions:count',
    ]);
  });

  it.each([
    ['prev_profile', { profile: 'x', prev_profile: 'y' }, /prev_profile/],
    ['jfr', { jfr: 'x' }, /JFR.*takes pprof/],
    ['no profile', { other: 'x' }, /no field "profile"/],
    ['bad config', { profile: 'x', sample_type_config: '{' }, /sample_type_config/],
    ['no pprof', { profile: 'hello world' }, /parsing pprof: the bytes are no pprof profile/],
    ['JFR as the profile', { profile: 'FLR\0\0\x02' }, /the bytes are JFR, and not pprof/],
  ])('form with %s is refused with the reason', async (_, fields: Record<string, string>, reason) => {
    const reply = await ingestForm({ name: 'x' }, fields);
    expect(reply.status).toBe(422);
    expect(reply.text).toMatch(reason);
  });

  it('of a scripting language puts files in front of functions', async () => {
    const namesOf = async (spyName: string) => {
      await ingest({ name: spyName, format: 'pprof', spyName }, recorded('python-cpu-merged-v1'));
      const labelSelector = `{service_name="${spyName}"}`;
      const tree = await flameGraph(server.url, { ...ALWAYS, profileTypeID: CPU, labelSelector });
      return tree.functions.names.filter((name) => /\bline_score$/.test(name));
    };
    expect(await namesOf('rbspy')).toEqual([expect.stringMatching(/^\/.*\.py line_score$/)]);
    // Its absolute paths are left alone.
    expect(await namesOf('pyspy')).toEqual(['line_score']);
    expect(await namesOf('gospy')).toEqual(['line_score']);
  });

  it('text labels of samples become labels of series; one that the series has wins', async () => {
    await pushPprof(
      server.url,
      { __name__: 'process_cpu', service_name: 's', controller: 'mine' },
      recorded('python-cpu-merged-v1')
    );
    const series = await seriesOf('s');
    expect(new Set(series.map(({ controller }) => controller))).toEqual(new Set(['mine']));
    expect(series.some((labels) => 'span_name' in labels)).toBe(true);
    expect(series.some((labels) => 'span_id' in labels || 'trace_id' in labels)).toBe(false);
  });
});

describe('folded text', () => {
  it('is CPU time at the sample rate', async () => {
    expect(
      (await ingest({ name: 'cli', sampleRate: '50' }, 'main;work;sort 3\nmain;work 1\n\nnotAStack\nmain 0\n')).status
    ).toBe(200);
    expect(await typesOf('cli')).toEqual([CPU]);
    const tree = await flameGraph(server.url, { ...ALWAYS, profileTypeID: CPU, labelSelector: '{service_name="cli"}' });
    expect(tree.total[0]).toBe(4 * 20_000_000);
    const table = await openTree(tree).topTable();
    const totals = Object.fromEntries(
      [...table.function].map((fn, row) => [tree.functions.names[fn], table.total[row]])
    );
    expect(totals).toEqual({ main: 80_000_000, work: 80_000_000, sort: 60_000_000 });
  });

  it.each([
    ['app.inuse_space', 'memory:inuse_space:bytes::'],
    ['app.mutex_duration', 'mutex:delay:nanoseconds::'],
    ['app.wall', 'wall:wall:nanoseconds:cpu:nanoseconds'],
  ])('%s is %s', async (name, type) => {
    expect((await ingest({ name }, 'a;b 5')).status).toBe(200);
    expect(await typesOf('app')).toEqual([type]);
  });

  it('a line a sample with format=lines', async () => {
    await ingest({ name: 'l', format: 'lines', sampleRate: '100' }, 'a;b\na;b\na\n');
    const tree = await flameGraph(server.url, { ...ALWAYS, profileTypeID: CPU, labelSelector: '{service_name="l"}' });
    expect([...tree.total]).toEqual([30_000_000, 30_000_000, 20_000_000]);
  });

  it.each([
    [{ name: 'my.service' }, 'a 1', 400, /unknown profile type/],
    [{ name: '' }, 'a 1', 400, /application name/],
    [{ name: 'a', from: 'yesterday' }, 'a 1', 400, /from/],
    [{ name: 'a', format: 'jfr' }, 'a 1', 422, /takes pprof/],
    [{ name: 'a', format: 'speedscope' }, '{}', 422, /takes pprof/],
    [{ name: 'a', format: 'tree' }, 'x', 422, /takes pprof/],
    [{ name: 'a', format: 'trie' }, 'x', 422, /takes pprof/],
    [{ name: 'a' }, 'nothing to see', 422, /no folded stack/],
    [{ name: 'a' }, 'nothing', 422, /no folded stack/],
    [{ name: 'a' }, 'main 1\nmain;run 2.5', 422, /line 2 is no folded stack.*main;run 2\.5/],
    [{ name: 'a' }, 'main 0x10', 422, /line 1 is no folded stack/],
    [{ name: 'a' }, 'main 1e3', 422, /line 1 is no folded stack/],
    [{ name: 'a' }, 'main 9007199254740993', 422, /line 1 is no folded stack/],
  ] as Array<[Record<string, string>, string, number, RegExp]>)(
    '%j of %j is %i',
    async (query, body, status, reason) => {
      const reply = await ingest(query, body);
      expect(reply.status).toBe(status);
      expect(reply.text).toMatch(reason);
    }
  );

  it('a stack of 100,000 frames is kept to the depth that is allowed', async () => {
    const deep = Array.from({ length: 100_000 }, (_, i) => `f${i}`).join(';');
    const total = async () => {
      const tree = await flameGraph(server.url, {
        ...ALWAYS,
        profileTypeID: CPU,
        labelSelector: '{}',
        maxNodes: BigInt(1_048_576),
      });
      return [tree.length, tree.total[0]];
    };
    expect((await ingest({ name: 'deep' }, `${deep} 1`)).status).toBe(200);
    expect(await total()).toEqual([1001, 10_000_000]);
    await restart({ ...withoutLimits, maxStackDepth: 0 });
    expect((await ingest({ name: 'deep' }, `${deep} 1`)).status).toBe(200);
    expect(await total()).toEqual([100_001, 10_000_000]);
  });
});

describe('limits', () => {
  const HOUR = 3_600_000;
  const push = (ms: number, labels: Record<string, string> = {}) =>
    pushPprof(
      server.url,
      { __name__: 'memory', service_name: 'x', ...labels },
      withTime(gunzipSync(recorded('go-heap-v1')), ms)
    );

  it("of Pyroscope's defaults: age, size, samples, rate", async () => {
    await restart(pyroscopeLimits);
    const now = Date.now();
    expect((await push(now)).status).toBe(200);
    for (const [ms, reason] of [
      [now - 2 * HOUR, /too old/],
      [now + HOUR, /too new/],
    ] as const) {
      const reply = await push(ms);
      expect([reply.status, JSON.parse(reply.text).code]).toEqual([400, 'invalid_argument']);
      expect(reply.text).toMatch(reason);
    }
    const large = await pushPprof(server.url, { __name__: 'process_cpu' }, recorded('big-tsc-cpu'));
    expect([large.status, large.text]).toEqual([
      400,
      '{"code":"invalid_argument","message":"uncompressed profile payload size exceeds limit of 4.2 MB"}',
    ]);
    await restart({ ...pyroscopeLimits, maxProfileBytes: 0 });
    const fast = await pushPprof(server.url, { __name__: 'process_cpu' }, recorded('big-tsc-cpu'));
    expect([fast.status, JSON.parse(fast.text).code]).toEqual([429, 'resource_exhausted']);
    await restart({ ...withoutLimits, maxProfileSamples: 16_000 });
    const many = await pushPprof(server.url, { __name__: 'process_cpu' }, recorded('big-tsc-cpu'));
    expect([many.status, many.text]).toEqual([400, expect.stringContaining('24740 samples')]);
  });

  it('of labels and of requests', async () => {
    await restart({ ...withoutLimits, maxLabelNames: 5, maxLabelValueLength: 10, maxBodyBytes: 100_000 });
    const now = Date.now();
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`l${i}`, 'v']));
    for (const labels of [many, { long: 'x'.repeat(11) }, { __name__: '' }, { __name__: 'a b' }]) {
      expect((await push(now, labels)).status).toBe(400);
    }
    expect((await pushPprof(server.url, {}, recorded('go-heap-v1'))).text).toContain('invalid metric name');
    expect((await ingest({ name: 'x' }, 'a'.repeat(200_000))).status).toBe(413);
    expect((await push(now)).status).toBe(200);
  });

  it('a push that is no pprof is refused, where Pyroscope says 500', async () => {
    const reply = await pushPprof(server.url, { __name__: 'process_cpu' }, new TextEncoder().encode('not pprof'));
    expect([reply.status, JSON.parse(reply.text).code]).toEqual([400, 'invalid_argument']);
    expect(reply.text).toMatch(/the bytes are no pprof profile/);
  });
});
