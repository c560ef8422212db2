import { fromBinary } from '@bufbuild/protobuf';
import type { CallTree } from '../calltree/tree';
import { callTreeFromLevels } from '../pyroscope/flamegraph/levels';
import { readFlameGraphResponse } from '../pyroscope/flamegraph/flamegraph';
import { SelectMergeStacktracesResponseSchema } from '../pyroscope/gen/querier/v1/querier_pb';
import { recordedProfiles } from './samples/feed';
import type { ProfileServer } from './server';
import { callJson, flameGraph, spanProfile } from './testing/calls';
import { treeDifferences } from './testing/compareTrees';
import { type ExactTop, topDifferences } from './testing/exactTop';
import { readTestdata, startRecordedServer } from './testing/recordedServer';
import { readTreeFormat } from './testing/treeFormat';

// Starting a server with all its profiles takes a while on a busy machine.
jest.setTimeout(60_000);

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const ALWAYS = { start: BigInt(1), end: BigInt(2e12) };

let server: ProfileServer;
beforeAll(async () => {
  server = await startRecordedServer();
});
afterAll(() => server.close());

const fromLevels = (bytes: Uint8Array) => callTreeFromLevels(readFlameGraphResponse(bytes));
const fromTree = (bytes: Uint8Array) => readTreeFormat(fromBinary(SelectMergeStacktracesResponseSchema, bytes).tree);

describe('answers as a Pyroscope server that got the same profiles', () => {
  const cases: Array<[name: string, read: (bytes: Uint8Array) => CallTree, selector: string, maxNodes: number]> = [
    ['go-cpu-flamegraph-v1', fromLevels, '{service_name="api-gateway",version="v1"}', 16384],
    ['go-cpu-flamegraph-v2', fromLevels, '{service_name="api-gateway",version="v2"}', 16384],
    ['python-cpu-tree-v1', fromTree, '{service_name="order-service",version="v1"}', 16384],
    ['python-cpu-tree-v2', fromTree, '{service_name="order-service",version="v2"}', 16384],
    ['big-flamegraph-64', fromLevels, '{service_name="typescript-compiler"}', 64],
    ['big-flamegraph-8192', fromLevels, '{service_name="typescript-compiler"}', 8192],
  ];

  it.each(cases)(
    '%s: the same call paths, selfs and totals, cut at the same places',
    async (name, read, labelSelector, maxNodes) => {
      const recorded = read(readTestdata(`${name}.bin.gz`));
      const answer = await flameGraph(server.url, {
        ...ALWAYS,
        profileTypeID: CPU,
        labelSelector,
        maxNodes: BigInt(maxNodes),
      });
      expect(treeDifferences(answer, recorded)).toEqual([]);
      expect(answer.length).toBe(recorded.length);
    }
  );

  it.each([
    ['span-profile-go', '{service_name="api-gateway"}', '91b5153b76ed3f80'],
    ['span-profile-python', '{service_name="order-service"}', '733263705df0163a'],
  ])('%s: by both calls', async (name, labelSelector, span) => {
    const recorded = fromLevels(readTestdata(`${name}.bin.gz`));
    const request = { ...ALWAYS, profileTypeID: CPU, labelSelector, spanSelector: [span] };
    expect(recorded.total[0]).toBeGreaterThan(0);
    expect(treeDifferences(await spanProfile(server.url, request), recorded)).toEqual([]);
    expect(treeDifferences(await flameGraph(server.url, request), recorded)).toEqual([]);
    const upper = { ...request, spanSelector: [span.toUpperCase()] };
    expect(treeDifferences(await flameGraph(server.url, upper), recorded)).toEqual([]);
  });
});

describe('self and total of every function as go tool pprof has them', () => {
  const exact = JSON.parse(Buffer.from(readTestdata('exact.json.gz')).toString()) as Record<
    string,
    Record<string, ExactTop>
  >;
  /** Samples without a stack have no place in a flame graph. */
  const WITHOUT_STACK: Record<string, number> = {
    'go-cpu-merged-v1 cpu': 10_000_000,
    'go-cpu-merged-v1 samples': 1,
    'python-cpu-merged-v1 cpu': 290_000_000,
    'python-cpu-merged-v2 cpu': 220_000_000,
  };
  const cases = Object.entries(exact).flatMap(([profile, types]) => Object.keys(types).map((type) => [profile, type]));

  it.each(cases)('%s, %s', async (profile, type) => {
    const { labels } = (await recordedProfiles()).find(({ file }) => file === `${profile}.pb.gz`)!;
    const { service_name: service, version = '', __name__: metric } = labels;
    const labelSelector = `{service_name="${service}",version="${version}",__name__="${metric}",__type__="${type}"}`;
    const types = await callJson(server.url, 'LabelValues', {
      name: '__profile_type__',
      matchers: [labelSelector],
      start: 1,
      end: 2e12,
    });
    const [profileTypeID] = (JSON.parse(types.text) as { names: string[] }).names;
    const tree = await flameGraph(server.url, { ...ALWAYS, profileTypeID, labelSelector, maxNodes: BigInt(1_048_576) });
    expect(await topDifferences(tree, asStored(exact[profile][type]))).toEqual([]);
    expect(tree.total[0]).toBe(exact[profile][type].total - (WITHOUT_STACK[`${profile} ${type}`] ?? 0));
  });

  /** pprof prints a function without a name as `<unknown>`, and takes what is in angle brackets for type parameters. */
  function asStored(top: ExactTop): ExactTop {
    const renamed = new Map([
      ['<unknown>', ''],
      [`RegExp: [&"']`, `RegExp: [&<>"']`],
      [`RegExp: ^\\.\\.?`, `RegExp: ^\\.\\.?(?:$|[\\\\/])`],
    ]);
    const functions = Object.entries(top.functions).map(
      ([name, figures]) => [renamed.get(name) ?? name, figures] as const
    );
    return { ...top, functions: Object.fromEntries(functions) };
  }
});
