import { create, fromBinary, fromJsonString, toBinary } from '@bufbuild/protobuf';
import { readPprof } from '../formats/pprof';
import {
  DiffRequestSchema,
  SelectMergeStacktracesResponseSchema,
  type SelectMergeStacktracesResponse,
} from '../pyroscope/gen/querier/v1/querier_pb';
import { ProfileSchema } from '../pyroscope/gen/google/v1/profile_pb';
import type { ProfileServer } from './server';
import { callJson, flameGraph, post } from './testing/calls';
import { treeDifferences } from './testing/compareTrees';
import { readTestdata, startRecordedServer } from './testing/recordedServer';
import { readTreeFormat } from './testing/treeFormat';

// Starting a server with all its profiles takes a while on a busy machine.
jest.setTimeout(60_000);

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const RANGE = { start: 1795399485000, end: 1795400010000 };
const of = (service: string, version: string) => ({
  profileTypeID: CPU,
  labelSelector: `{service_name="${service}",version="${version}"}`,
  ...RANGE,
});

let server: ProfileServer;
beforeAll(async () => {
  server = await startRecordedServer();
});
afterAll(() => server.close());

async function merged(request: object): Promise<SelectMergeStacktracesResponse> {
  const { status, text } = await callJson(server.url, 'SelectMergeStacktraces', request);
  expect([status, text]).toEqual([200, text]);
  return fromJsonString(SelectMergeStacktracesResponseSchema, text);
}

describe('Diff', () => {
  it('is byte for byte what Pyroscope answers where nothing is cut', async () => {
    const sides = { left: of('order-service', 'v1'), right: of('order-service', 'v2') };
    const recorded = readTestdata('diff-python-cpu.bin.gz');
    const { text } = await callJson(server.url, 'Diff', sides);
    const json = JSON.parse(text) as { flamegraph: Record<string, unknown> };
    expect(json.flamegraph).toMatchObject({
      total: '21410000000',
      maxSelf: '1940000000',
      leftTicks: '11310000000',
      rightTicks: '10100000000',
    });
    const big = ({ start, end, ...rest }: ReturnType<typeof of>) => ({
      ...rest,
      start: BigInt(start),
      end: BigInt(end),
    });
    const request = create(DiffRequestSchema, { left: big(sides.left), right: big(sides.right) });
    const reply = await post(
      `${server.url}/querier.v1.QuerierService/Diff`,
      { 'Content-Type': 'application/proto' },
      new Uint8Array(toBinary(DiffRequestSchema, request))
    );
    expect(Buffer.from(reply.bytes).equals(recorded)).toBe(true);
  });

  it('keeps both totals where it cuts', async () => {
    const { text } = await callJson(server.url, 'Diff', {
      left: { ...of('api-gateway', 'v1'), maxNodes: 10 },
      right: { ...of('api-gateway', 'v2'), maxNodes: 64 },
    });
    const { flamegraph } = JSON.parse(text) as {
      flamegraph: { names: string[]; leftTicks: string; rightTicks: string; levels: Array<{ values: string[] }> };
    };
    expect([flamegraph.leftTicks, flamegraph.rightTicks]).toEqual(['17950000000', '64680000000']);
    expect(flamegraph.names).toContain('other');
    expect(flamegraph.levels.reduce((sum, { values }) => sum + values.length / 7, 0)).toBeLessThan(128);
  });
});

describe('formats', () => {
  it('TREE is byte for byte what Pyroscope answers', async () => {
    for (const version of ['v1', 'v2']) {
      const recorded = fromBinary(
        SelectMergeStacktracesResponseSchema,
        readTestdata(`python-cpu-tree-${version}.bin.gz`)
      );
      const { tree, flamegraph } = await merged({
        ...of('order-service', version),
        format: 'PROFILE_FORMAT_TREE',
        maxNodes: 16384,
      });
      expect(flamegraph).toBeUndefined();
      expect(Buffer.from(tree).equals(recorded.tree)).toBe(true);
    }
    expect(await merged({ ...of('no-such-service', 'v1'), format: 'PROFILE_FORMAT_TREE' })).toMatchObject({
      tree: new Uint8Array(0),
    });
  });

  it('PPROF is the same profile as SelectMergeProfile, and as the flame graph', async () => {
    const request = of('api-gateway', 'v1');
    const { pprof } = await merged({ ...request, format: 'PROFILE_FORMAT_PPROF' });
    const profile = fromJsonString(ProfileSchema, (await callJson(server.url, 'SelectMergeProfile', request)).text);
    expect(pprof?.profile).toEqual(profile);
    const binary = await mergeProfile(request);
    const range = { start: BigInt(RANGE.start), end: BigInt(RANGE.end) };
    const graph = await flameGraph(server.url, { ...request, ...range, maxNodes: BigInt(1_048_576) });
    expect(treeDifferences(binary.callTree(0).tree, graph)).toEqual([]);
    expect(binary.sampleTypes).toEqual([{ type: 'cpu', unit: 'nanoseconds' }]);
    expect(binary.timeMs).toBe(RANGE.end);
    expect(binary.functions.files?.some((file) => file.endsWith('.go'))).toBe(true);
  });

  it('a merged profile has the stacks, functions and locations that Pyroscope has', async () => {
    const request = { ...of('', ''), labelSelector: '{service_name="order-service"}' };
    const recorded = readPprof(readTestdata('merge-profile-python.bin.gz'));
    const ours = await mergeProfile(request);
    expect(treeDifferences(ours.callTree(0).tree, recorded.callTree(0).tree)).toEqual([]);
    expect(ours.samples).toHaveLength(recorded.samples.length);
    expect([...ours.functions.names].sort()).toEqual([...recorded.functions.names].sort());
    expect([ours.period, ours.periodType, ours.timeMs]).toEqual([
      recorded.period,
      recorded.periodType,
      recorded.timeMs,
    ]);
  });

  it('a merged profile can be of a call site', async () => {
    const request = of('order-service', 'v1');
    const whole = (await merged({ ...request, format: 'PROFILE_FORMAT_TREE' })).tree;
    const tree = readTreeFormat(whole);
    const root = tree.functions.names[tree.function[1]];
    const ours = await mergeProfile({ ...request, stackTraceSelector: { callSite: [{ name: root }] } });
    expect(ours.callTree(0).tree.total[0]).toBe(tree.total[1]);
    expect(tree.total[1]).toBeLessThan(tree.total[0]);
  });

  it('DOT is not one of them', async () => {
    const request = { ...of('order-service', 'v1'), format: 'PROFILE_FORMAT_DOT' };
    const { status, text } = await callJson(server.url, 'SelectMergeStacktraces', request);
    expect([status, JSON.parse(text).code]).toEqual([501, 'unimplemented']);
  });
});

async function mergeProfile(request: object) {
  const { status, text } = await callJson(server.url, 'SelectMergeProfile', request);
  expect(status).toBe(200);
  return readPprof(toBinary(ProfileSchema, fromJsonString(ProfileSchema, text)));
}

describe('the version of the calls', () => {
  it('is an answer in both encodings', async () => {
    const method = 'version.v1.Version/Version';
    expect((await callJson(server.url, method, {})).text).toBe('{"QuerierAPI":"1"}');
    const reply = await post(`${server.url}/${method}`, { 'Content-Type': 'application/proto' }, new Uint8Array(0));
    expect([...reply.bytes]).toEqual([8, 1]);
  });
});

describe('bytes that are no request', () => {
  const METHODS = [
    'SelectSeries',
    'SelectHeatmap',
    'Diff',
    'SelectMergeProfile',
    'SelectMergeStacktraces',
    'AnalyzeQuery',
  ];

  /** A repeatable sequence of bytes. */
  function* noise(seed: number): Generator<number, never> {
    for (let state = seed; ;) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      yield state >>> 24;
    }
  }

  it.each(METHODS)('%s answers or refuses them, and goes on', async (method) => {
    const url = `${server.url}/querier.v1.QuerierService/${method}`;
    const bytes = noise(method.length);
    for (let round = 0; round < 60; round++) {
      const body = Uint8Array.from({ length: bytes.next().value % 64 }, () => bytes.next().value);
      const reply = await post(url, { 'Content-Type': 'application/proto' }, body);
      expect([200, 400, 500]).toContain(reply.status);
    }
    const odd = [
      { step: 'NaN' },
      { step: 'Infinity' },
      { step: 1e300 },
      { step: 0.001, limit: '9223372036854775807' },
      { start: '-9223372036854775808', end: '9223372036854775807' },
      { groupBy: ['', '__proto__', 'version', 'version'] },
      { exemplarType: 77, queryType: 77, format: 77 },
    ];
    for (const more of odd) {
      const request = { profileTypeID: CPU, labelSelector: '{}', ...RANGE, step: 15, queryType: 1, ...more };
      const sides = method === 'Diff' ? { left: request, right: request } : request;
      expect([200, 400, 500, 501]).toContain((await callJson(server.url, method, sides)).status);
    }
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  });
});
