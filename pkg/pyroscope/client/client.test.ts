import { fromBinary } from '@bufbuild/protobuf';
import { API, CPU, RANGE, rejection, serverOf, stacktraces, type Ask } from './client.testing';
import { levelsOfAnswer } from '../flamegraph/answer';
import { readDiffResponse, readFlameGraphResponse } from '../flamegraph/flamegraph';
import { SelectMergeStacktracesRequestSchema } from '../gen/querier/v1/querier_pb';
import { recorded, recordedJson } from '../recordings.testing';

describe('recorded questions and answers', () => {
  const cases: Array<[name: string, method: string, ask: Ask, answer: () => unknown]> = [
    [
      'v2-stacktraces-go-cpu-flamegraph-64',
      'SelectMergeStacktraces',
      stacktraces,
      () => readFlameGraphResponse(recorded('v2-stacktraces-go-cpu-flamegraph-64.response.bin')),
    ],
    [
      'v2-diff-go-cpu-64',
      'Diff',
      (client) => {
        const side = (version: string, start: number, end: number) => ({
          start,
          end,
          profileTypeId: CPU,
          labelSelector: `{service_name="api-gateway",version="${version}"}`,
          maxNodes: 64,
        });
        return client
          .diff(side('v1', RANGE.start, 1795399770000), side('v2', 1795399770000, RANGE.end))
          .then(levelsOfAnswer);
      },
      () => readDiffResponse(recorded('v2-diff-go-cpu-64.response.bin')),
    ],
    [
      'v2-label-values-service-name',
      'LabelValues',
      (client) => client.labelValues({ ...RANGE, name: 'service_name' }),
      () => (recordedJson('v2-label-values-service-name.response.json') as { names: string[] }).names,
    ],
    [
      'v2-label-names-utf8',
      'LabelNames',
      (client) => client.labelNames(RANGE),
      () => (recordedJson('v2-label-names-utf8.response.json') as { names: string[] }).names,
    ],
    [
      'v2-series-fast-path',
      'Series',
      (client) => client.series({ ...RANGE, labelNames: ['service_name', '__profile_type__'] }),
      () =>
        (recordedJson('v2-series-fast-path.response.json') as { labelsSet: Array<{ labels: unknown }> }).labelsSet.map(
          ({ labels }) => labels
        ),
    ],
    [
      'v2-profile-types',
      'ProfileTypes',
      (client) => client.profileTypes(RANGE),
      () =>
        (recordedJson('v2-profile-types.response.json') as { profileTypes: Array<{ ID: string }> }).profileTypes.map(
          ({ ID, ...type }) => ({ id: ID, periodType: '', periodUnit: '', ...type })
        ),
    ],
    [
      'v2-get-profile-stats',
      'GetProfileStats',
      (client) => client.profileStats(),
      () => {
        const stats = recordedJson('v2-get-profile-stats.response.json') as Record<string, string>;
        return {
          dataIngested: true,
          oldestProfileTime: Number(stats.oldestProfileTime),
          newestProfileTime: Number(stats.newestProfileTime),
        };
      },
    ],
    [
      'v2-feature-flags',
      'GetFeatureFlags',
      (client) => client.featureFlags(),
      () =>
        new Map([
          ['pyroscopeRuler', false],
          ['pyroscopeRulerFunctions', false],
          ['utf8LabelNames', false],
          ['v2StorageLayer', true],
        ]),
    ],
    [
      'v2-merge-profile-node-wall',
      'SelectMergeProfile',
      (client) =>
        client.selectMergeProfile({
          ...RANGE,
          profileTypeId: 'wall:wall:nanoseconds:wall:nanoseconds',
          labelSelector: '{service_name="web-frontend"}',
        }),
      () => recorded('v2-merge-profile-node-wall.response.bin'),
    ],
  ];

  it.each(cases)('%s', async (name, method, ask, answer) => {
    const { client, sent } = serverOf({ body: recorded(`${name}.response.bin`) });
    expect(await ask(client)).toEqual(answer());
    const [{ url, headers, body, type }] = sent;
    expect(url).toMatch(new RegExp(`^/base/[a-z.0-9]+\\.[A-Za-z]+Service/${method}$`));
    expect([sent[0].method, headers['Content-Type'], type]).toEqual(['POST', 'application/proto', 'application/proto']);
    expect(Buffer.from(body).toString('latin1')).toBe(Buffer.from(recorded(`${name}.request.bin`)).toString('latin1'));
  });

  it('span profiles', async () => {
    const answer = recorded('v2-span-profile-go.response.bin');
    const question = recordedJson('v2-span-profile-go.request.json') as {
      labelSelector: string;
      spanSelector: string[];
    };
    const { client, sent } = serverOf({ body: answer });
    const spanProfile = await client.selectMergeSpanProfile({
      ...RANGE,
      profileTypeId: CPU,
      labelSelector: question.labelSelector,
      spanIds: question.spanSelector,
    });
    expect(levelsOfAnswer(spanProfile)).toEqual(readFlameGraphResponse(answer));
    expect(sent[0].url).toBe('/base/querier.v1.QuerierService/SelectMergeSpanProfile');
  });

  it('series with exemplars', async () => {
    const { client } = serverOf({ body: recorded('v2-select-series-exemplars.response.bin') });
    const series = await client.selectSeries({
      ...RANGE,
      profileTypeId: CPU,
      labelSelector: API,
      step: 15,
      exemplars: 'individual',
    });
    type Point = {
      timestamp: string;
      value?: number;
      exemplars?: Array<{ profileId: string; value: string; timestamp: string }>;
    };
    const [{ points }] = (
      recordedJson('v2-select-series-exemplars.response.json') as { series: Array<{ points: Point[] }> }
    ).series;
    expect(series).toHaveLength(1);
    expect(series[0].timestamps).toEqual(points.map((point) => Number(point.timestamp)));
    expect(series[0].values).toEqual(points.map((point) => point.value ?? 0));
    const exemplars = points.flatMap((point) => point.exemplars ?? []);
    expect(series[0].exemplars.map(({ value, timestamp }) => [value, timestamp])).toEqual(
      exemplars.map(({ value, timestamp }) => [Number(value), Number(timestamp)])
    );
    expect(series[0].exemplars[0].profileId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('heatmaps of spans', async () => {
    const { client } = serverOf({ body: recorded('v2-select-heatmap-span-go.response.bin') });
    const [{ slots }] = await client.selectHeatmap({
      ...RANGE,
      profileTypeId: CPU,
      labelSelector: API,
      step: 15,
      of: 'span',
      exemplars: true,
    });
    expect(slots.length).toBeGreaterThan(0);
    for (const slot of slots) {
      expect([slot.yMin.length, slot.counts.length]).toEqual([20, 20]);
    }
    expect(slots.flatMap((slot) => slot.exemplars)[0].spanId).toMatch(/^[0-9a-f]{16}$/);
  });

  it('the analysis of a query', async () => {
    const { client } = serverOf({ body: recorded('v1-analyze-query.response.bin') });
    const analysis = await client.analyzeQuery({ ...RANGE, query: API });
    expect(analysis.scopes.map(({ component, blocks }) => [component, blocks])).toEqual([
      ['Short term storage', 1],
      ['Long term storage', 1],
    ]);
    expect(analysis.deduplicationNeeded).toBe(true);
  });
});

describe('requests', () => {
  it('ask for labels of any name where servers would leave them out', async () => {
    const { client, sent } = serverOf({});
    await client.labelNames(RANGE);
    await client.series(RANGE);
    await client.selectSeries({ ...RANGE, profileTypeId: CPU, labelSelector: '{}', step: 15 });
    await client.profileTypes(RANGE);
    expect(sent.map(({ headers }) => headers.Accept)).toEqual([
      ...Array(3).fill('*/*;allow-utf8-labelnames=true'),
      undefined,
    ]);
  });

  it('carry every way to narrow a profile', async () => {
    const { client, sent } = serverOf({ body: recorded('empty-stacktraces-flamegraph.response.bin') });
    await client.selectMergeStacktraces({
      start: 1.9,
      end: 2,
      profileTypeId: CPU,
      labelSelector: '{}',
      callSite: ['main', 'run'],
      profileIds: ['p'],
      traceIds: ['t'],
      spanIds: ['s'],
    });
    const request = fromBinary(SelectMergeStacktracesRequestSchema, sent[0].body);
    expect(request.start).toBe(BigInt(1));
    expect(request.maxNodes).toBeUndefined();
    expect(request.stackTraceSelector?.callSite.map(({ name }) => name)).toEqual(['main', 'run']);
    expect([request.profileIdSelector, request.traceIdSelector, request.spanSelector]).toEqual([['p'], ['t'], ['s']]);
  });

  it('go to the base URL, whether it ends with a slash or not', async () => {
    const { client, sent } = serverOf({}, ' http://localhost:4040/prefix/ ');
    await client.labelNames(RANGE);
    expect(sent[0].url).toBe('http://localhost:4040/prefix/querier.v1.QuerierService/LabelNames');
  });

  it.each<[string, Ask]>([
    ['a time that is no number', (client) => client.labelNames({ start: NaN, end: 1 })],
    [
      'a limit without end',
      (client) => client.selectMergeStacktraces({ ...RANGE, profileTypeId: '', labelSelector: '', maxNodes: Infinity }),
    ],
    ['a time past int64', (client) => client.profileTypes({ start: 0, end: 1e30 })],
    [
      'no span ids',
      (client) => client.selectMergeSpanProfile({ ...RANGE, profileTypeId: CPU, labelSelector: API, spanIds: [] }),
    ],
  ])('are not sent with %s', async (_, ask) => {
    const { client, sent } = serverOf({});
    expect((await rejection(client, ask)).code).toBe('invalid-request');
    expect(sent).toEqual([]);
  });
});

describe('answers without data', () => {
  it('are empty lists where nothing is known', async () => {
    const { client } = serverOf({});
    const answers = [
      client.profileTypes(RANGE),
      client.labelNames(RANGE),
      client.labelValues({ ...RANGE, name: 'a' }),
      client.series(RANGE),
      client.selectSeries({ ...RANGE, profileTypeId: CPU, labelSelector: '{}', step: 15 }),
      client.selectHeatmap({ ...RANGE, profileTypeId: CPU, labelSelector: '{}', step: 15, of: 'individual' }),
    ];
    expect(await Promise.all(answers)).toEqual([[], [], [], [], [], []]);
    expect(await client.selectMergeProfile({ ...RANGE, profileTypeId: CPU, labelSelector: '{}' })).toHaveLength(0);
    expect(await client.profileStats()).toEqual({ dataIngested: false });
  });

  it('are a root of total 0 for a flame graph, whatever of it is missing', async () => {
    const { client } = serverOf({ body: recorded('empty-stacktraces-flamegraph.response.bin') });
    expect(await stacktraces(client)).toMatchObject({ names: ['total'], total: Float64Array.of(0) });
    // Servers of this API that have nothing leave the flame graph out, and the message has no bytes then.
    expect(await stacktraces(serverOf({}).client)).toMatchObject({ names: ['total'], total: Float64Array.of(0) });
  });

  it('leave out times that a server without profiles makes up', async () => {
    const max = '9223372036854775807';
    // dataIngested false, oldest MaxInt64, newest MinInt64
    const body = Uint8Array.from([0x10, ...varint(BigInt(max)), 0x18, ...varint(BigInt.asUintN(64, -BigInt(max)))]);
    expect(await serverOf({ body }).client.profileStats()).toEqual({ dataIngested: false });
  });
});

describe('buildInfo', () => {
  const json = { 'content-type': 'application/json' };

  it('gives version and revision', async () => {
    const body = '{"status":"success","data":{"version":"2.2.1","revision":"abc","goVersion":"go1.26.8"}}';
    const { client, sent } = serverOf({ headers: json, body });
    expect(await client.buildInfo()).toEqual({ version: '2.2.1', revision: 'abc' });
    expect(sent[0]).toMatchObject({ method: 'GET', url: '/base/api/v1/status/buildinfo' });
  });

  it.each([
    ['{"status":"success"}', json, 'json'],
    ['{"status":', json, 'json'],
    ['ready', { 'content-type': 'text/plain' }, 'text'],
    ['<html>', { 'content-type': 'text/html' }, 'html'],
  ])('refuses %j', async (body, headers, what) => {
    const error = await rejection(serverOf({ headers: headers as Record<string, string>, body }).client, (client) =>
      client.buildInfo()
    );
    expect(error).toMatchObject({ code: 'not-pyroscope', params: { what } });
  });
});

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push(Number(rest & BigInt(0x7f)) | 0x80);
    rest >>= BigInt(7);
  }
  return [...bytes, Number(rest)];
}
