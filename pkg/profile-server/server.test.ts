import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { feedRecorded, recordedProfiles } from './samples/feed';
import { laptopLimits } from './limits';
import { startProfileServer } from './server';
import { DataInUseError } from './storage/dataLock';
import { callJson, flameGraph, post, pushPprof } from './testing/calls';
import { treeDifferences } from './testing/compareTrees';
import { withoutLimits } from './testing/recordedServer';

// Starting a server with all its profiles takes a while on a busy machine.
jest.setTimeout(60_000);

const ALWAYS = { start: BigInt(1), end: BigInt(2e12) };
const RANGE = { start: 1, end: 2e12 };
const MEMORY = 'memory:inuse_space:bytes:space:bytes';
const heap = (version: string) =>
  new Uint8Array(readFileSync(join(__dirname, `samples/recorded/go-heap-${version}.pb.gz`)));
const json = async (reply: ReturnType<typeof callJson>) => JSON.parse((await reply).text) as Record<string, unknown>;

it('keeps what it was given in its data folder, and gives stacks the same numbers after a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'profile-server.test-'));
  const question = { ...ALWAYS, profileTypeID: MEMORY, labelSelector: '{service_name="x"}' };
  try {
    const first = await startProfileServer({ dataDir, limits: withoutLimits });
    await expect(startProfileServer({ dataDir })).rejects.toThrow(DataInUseError);
    await pushPprof(first.url, { __name__: 'memory', service_name: 'x', version: 'v1' }, heap('v1'));
    const before = await flameGraph(first.url, question);
    await first.close();

    const second = await startProfileServer({ dataDir, limits: withoutLimits });
    expect(treeDifferences(await flameGraph(second.url, question), before)).toEqual([]);
    await pushPprof(second.url, { __name__: 'memory', service_name: 'x', version: 'v2' }, heap('v2'));
    const both = await flameGraph(second.url, question);
    await second.close();

    const third = await startProfileServer({ dataDir, limits: withoutLimits });
    expect(treeDifferences(await flameGraph(third.url, question), both)).toEqual([]);
    expect(both.total[0]).toBeGreaterThan(before.total[0]);
    expect(await json(callJson(third.url, 'LabelValues', { ...RANGE, name: 'version' }))).toEqual({
      names: ['v1', 'v2'],
    });
    expect(await json(callJson(third.url, 'GetProfileStats', {}))).toEqual({
      dataIngested: true,
      oldestProfileTime: '1795399649541',
      newestProfileTime: '1795399913666',
    });
    await third.close();
  } finally {
    rmSync(dataDir, { recursive: true });
  }
  expect(existsSync(dataDir)).toBe(false);
});

it('holds an idle connection open for as long as Pyroscope does', async () => {
  const server = await startProfileServer();
  const response = await fetch(`${server.url}/ready`);
  expect(response.headers.get('keep-alive')).toBe('timeout=120');
  await response.text();
  await server.close();
});

it('keeps tenants apart, and refuses requests without one', async () => {
  const server = await startProfileServer({ multitenancy: true, limits: withoutLimits });
  const as = (tenant: string) => ({ 'X-Scope-OrgID': tenant });
  await pushPprof(server.url, { __name__: 'memory', service_name: 'a' }, heap('v1'), as('one'));
  await pushPprof(server.url, { __name__: 'memory', service_name: 'b' }, heap('v2'), as('two'));
  const services = (tenant: string) =>
    json(callJson(server.url, 'LabelValues', { ...RANGE, name: 'service_name' }, as(tenant)));
  expect(await services('one')).toEqual({ names: ['a'] });
  expect(await services('two|one')).toEqual({ names: ['a', 'b'] });
  expect(await services('three')).toEqual({});
  const flags = 'capabilities.v1.FeatureFlagsService/GetFeatureFlags';
  for (const reply of [callJson(server.url, 'ProfileTypes', {}), callJson(server.url, flags, {})]) {
    expect([(await reply).status, await json(reply)]).toEqual([401, { code: 'unauthenticated', message: 'no org id' }]);
  }
  expect(await json(callJson(server.url, 'ProfileTypes', {}, as('a/b c')))).toEqual({
    code: 'unauthenticated',
    message: "tenant ID 'a/b c' contains unsupported character '/'",
  });
  expect(await json(callJson(server.url, 'GetProfileStats', {}, as('one|two')))).toEqual({
    code: 'invalid_argument',
    message: 'expected 1 tenant, got 2',
  });
  expect((await post(`${server.url}/ingest?name=x`, {}, 'a 1')).status).toBe(401);
  expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  expect((await callJson(server.url, 'version.v1.Version/Version', {})).status).toBe(200);
  await server.close();
});

describe('queries', () => {
  let server: Awaited<ReturnType<typeof startProfileServer>>;
  beforeAll(async () => {
    server = await startProfileServer({ limits: laptopLimits });
    await feedRecorded(server.url, { endMs: Date.now() });
  });
  afterAll(() => server.close());
  const lastHour = () => ({ start: Date.now() - 3_600_000, end: Date.now() });

  it('find every recorded profile in the last half hour, once', async () => {
    expect(await feedRecorded(server.url, { endMs: Date.now() })).toEqual({
      pushed: 0,
      skipped: (await recordedProfiles()).length + 3 * 40 + 30 + 1,
    });
    expect(await json(callJson(server.url, 'LabelValues', { ...lastHour(), name: 'service_name' }))).toEqual({
      names: [
        'api-gateway',
        'api-gateway-leak',
        'api-gateway-steady',
        'order-service',
        'order-service-steady',
        'typescript-compiler',
        'user-service',
        'web-frontend',
        'web-frontend-steady',
      ],
    });
    const { profileTypes } = (await json(callJson(server.url, 'ProfileTypes', {}))) as {
      profileTypes: Array<{ ID: string }>;
    };
    expect(profileTypes.map(({ ID }) => ID)).toEqual([...profileTypes.map(({ ID }) => ID)].sort());
    expect(profileTypes).toContainEqual({
      ID: 'wall:cpu:nanoseconds:wall:nanoseconds',
      name: 'wall',
      sampleType: 'cpu',
      sampleUnit: 'nanoseconds',
      periodType: 'wall',
      periodUnit: 'nanoseconds',
    });
  });

  it.each([
    ['{version="v1",service_name!~".*steady"}', ['api-gateway', 'api-gateway-leak', 'order-service', 'web-frontend']],
    ['{version!="v1", service_name=~"user.*|order-.+"}', ['order-service', 'order-service-steady', 'user-service']],
    ['{version=""}', ['typescript-compiler', 'user-service']],
    ['{version=~"v"}', []],
    ['{service_name=~"(?i)ORDER-SERVICE"}', ['order-service']],
    ['{service_name!~"api.*|order.*", version=~".+"}', ['web-frontend', 'web-frontend-steady']],
    ['{no_such_label!="x", service_name=~".*compiler"}', ['typescript-compiler']],
  ])('selector %s', async (selector, services) => {
    const reply = await json(
      callJson(server.url, 'LabelValues', { ...lastHour(), name: 'service_name', matchers: [selector] })
    );
    expect(reply.names ?? []).toEqual(services);
  });

  it('take several matchers together, and show projected series once', async () => {
    const request = {
      ...lastHour(),
      matchers: ['{service_name="api-gateway"}', '{__type__="cpu"}'],
      labelNames: ['version', 'region'],
    };
    expect(await json(callJson(server.url, 'Series', request))).toEqual({
      labelsSet: [
        {
          labels: [
            { name: 'region', value: 'eu-north' },
            { name: 'version', value: 'v1' },
          ],
        },
        {
          labels: [
            { name: 'region', value: 'us-east' },
            { name: 'version', value: 'v2' },
          ],
        },
      ],
    });
  });

  it('limit the stacks to a call site, and the profiles to ids', async () => {
    const { start, end } = lastHour();
    const all = {
      start: BigInt(start),
      end: BigInt(end),
      profileTypeID: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      labelSelector: '{service_name="order-service"}',
    };
    const whole = await flameGraph(server.url, all);
    const [thread] = [...whole.subtreeEnd.keys()].filter(
      (node) => whole.parent[node] === 0 && whole.subtreeEnd[node] > node + 3
    );
    const name = (node: number) => whole.functions.names[whole.function[node]];
    const site = [name(thread), name(thread + 1)];
    const under = await flameGraph(server.url, {
      ...all,
      stackTraceSelector: { callSite: site.map((one) => ({ name: one })) },
    });
    expect(under.total[0]).toBe(whole.total[thread + 1]);
    expect([under.functions.names[under.function[1]], under.functions.names[under.function[2]]]).toEqual(site);
    const unknown = await flameGraph(server.url, {
      ...all,
      stackTraceSelector: { callSite: [{ name: 'no such function' }] },
    });
    expect(unknown.total[0]).toBe(0);
    const noProfile = await flameGraph(server.url, {
      ...all,
      profileIdSelector: ['9dc8e7b3-fa85-496f-85fe-ebc37337e9de'],
    });
    expect(noProfile.total[0]).toBe(0);
  });

  it('are answered the same in JSON, in protobuf, and compressed both ways', async () => {
    const request = JSON.stringify({
      ...lastHour(),
      profileTypeID: MEMORY,
      labelSelector: '{service_name="api-gateway"}',
    });
    const url = `${server.url}/querier.v1.QuerierService/SelectMergeStacktraces`;
    const headers = { 'Content-Type': 'application/json' };
    const plain = await post(url, { ...headers, 'Accept-Encoding': 'identity' }, request);
    expect(plain.headers.get('content-encoding')).toBeNull();
    const zipped = await post(url, { ...headers, 'Content-Encoding': 'gzip' }, new Uint8Array(gzipSync(request)));
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.text).toBe(plain.text);
    const { flamegraph } = JSON.parse(plain.text) as {
      flamegraph: { levels: Array<{ values: string[] }>; total: string; maxSelf: string };
    };
    expect(flamegraph.levels[0].values[1]).toBe(flamegraph.total);
    expect(Number(flamegraph.maxSelf)).toBeGreaterThan(0);
    const { start, end } = JSON.parse(request) as { start: number; end: number };
    const tree = await flameGraph(server.url, {
      start: BigInt(start),
      end: BigInt(end),
      profileTypeID: MEMORY,
      labelSelector: '{service_name="api-gateway"}',
    });
    expect(String(tree.total[0])).toBe(flamegraph.total);
    expect(flamegraph.levels.reduce((nodes, { values }) => nodes + values.length / 4, 0)).toBe(tree.length);
  });
});

it('says what it is', async () => {
  const server = await startProfileServer();
  expect(await (await fetch(`${server.url}/ready`)).text()).toBe('ready');
  expect(await (await fetch(`${server.url}/api/v1/status/buildinfo`)).json()).toEqual({
    status: 'success',
    data: {
      version: expect.stringMatching(/^hotpath-\d/),
      revision: '',
      branch: '',
      buildUser: '',
      buildDate: '',
      goVersion: '',
    },
  });
  const { featureFlags } = await json(callJson(server.url, 'capabilities.v1.FeatureFlagsService/GetFeatureFlags', {}));
  expect(featureFlags).toContainEqual(expect.objectContaining({ name: 'v2StorageLayer', enabled: true }));
  expect(await json(callJson(server.url, 'GetProfileStats', {}))).toEqual({});
  await server.close();
  await expect(fetch(`${server.url}/ready`)).rejects.toThrow();
});
