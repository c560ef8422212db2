import { create, toBinary } from '@bufbuild/protobuf';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import {
  SelectHeatmapResponseSchema,
  SelectMergeSpanProfileResponseSchema,
} from '../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { readSpans } from '../../../frames/spansFrame';
import { spansMeta } from '../../../frames/spansMeta';
import trace from '../../../tempo/testdata/trace.json';
import notFound from '../../../tempo/testdata/notFound.json';
import {
  answerTo,
  dataSource,
  fakeBackend,
  frameOf,
  heatmapsSent,
  queryRequest,
  recorded,
  spanProfilesSent,
  type Answers,
  type FakeAnswer,
} from '../../testing/fakeHost';

const TRACE = 'f18ba12e163598c9e596cd1b4d56f308';
const API = '{service_name="api-gateway"}';

function given(...uids: string[]) {
  const list = uids.map((uid) => ({
    uid,
    name: 'Tempo',
    jsonData: { tracesToProfiles: { datasourceUid: 'hotpath' } },
  }));
  setDataSourceSrv({ getList: () => list } as unknown as DataSourceSrv);
}

beforeEach(() => given('tempo'));

const json = (body: unknown): FakeAnswer => ({ body: JSON.stringify(body), contentType: 'application/json' });

/** `work` below `main`: so many samples of 10 ms in each. */
function spanProfile(main: number, work: number): FakeAnswer {
  const ns = (samples: number) => BigInt(samples * 10_000_000);
  const flamegraph = {
    names: ['total', 'main', 'work'],
    levels: [
      { values: [ns(0), ns(main + work), ns(0), ns(0)] },
      { values: [ns(0), ns(main + work), ns(main), BigInt(1)] },
      ...(work > 0 ? [{ values: [ns(main), ns(work), ns(work), BigInt(2)] }] : []),
    ],
    total: ns(main + work),
    maxSelf: ns(Math.max(main, work)),
  };
  const answer = create(SelectMergeSpanProfileResponseSchema, { flamegraph });
  return { body: toBinary(SelectMergeSpanProfileResponseSchema, answer) };
}

const EMPTY = { body: recorded('profile-empty.response.bin') };

/** What each of the recorded trace's spans used, as the recording server said. */
const AMOUNTS: Record<string, FakeAnswer> = {
  '15cb822407822739': spanProfile(3, 2),
  '06b3e107af0b0be9': spanProfile(4, 0),
};

const server = (traces: FakeAnswer): Answers => ({
  [TRACE]: traces,
  SelectMergeSpanProfile: (sent) => AMOUNTS[spanProfilesSent([sent])[0].spanSelector[0]] ?? EMPTY,
});

async function spansOf(query: Parameters<typeof queryRequest>[0][0]) {
  const response = await answerTo(dataSource(), queryRequest([{ queryType: 'trace', ...query }]));
  const frame = frameOf(response);
  return { response, rows: readSpans(frame), meta: spansMeta(frame)!, frame };
}

describe('the spans of a trace', () => {
  it('are listed in order, with what each used or why it used nothing', async () => {
    const sent = fakeBackend(server(json(trace)));
    const { rows, meta, frame } = await spansOf({ traceIdSelector: [TRACE.toUpperCase()] });
    expect(
      rows.map(({ name, service, depth, amount, samples, note }) => [name, service, depth, amount, samples, note])
    ).toEqual([
      ['GET /checkout', 'api-gateway', 0, 50_000_000, 5, undefined],
      ['price-cart', 'api-gateway', 1, undefined, undefined, 'Counted in “GET /checkout”'],
      ['reserve-stock', 'api-gateway', 1, undefined, undefined, 'Counted in “GET /checkout”'],
      ['HTTP GET', 'api-gateway', 1, undefined, undefined, 'Counted in “GET /checkout”'],
      ['GET /profile', 'user-service', 2, 0, undefined, 'No samples: too short'],
      ['HTTP GET', 'api-gateway', 1, undefined, undefined, 'Counted in “GET /checkout”'],
      ['GET /order', 'order-service', 2, 40_000_000, 4, undefined],
      ['build-order', 'order-service', 3, undefined, undefined, 'Counted in “GET /order”'],
    ]);
    expect(meta).toMatchObject({
      traceId: TRACE,
      tempo: { uid: 'tempo' },
      source: { uid: 'hotpath' },
      label: 'CPU time',
      notes: [],
    });
    expect(frame.meta?.preferredVisualisationPluginId).toBe('hotpath-flamegraph-panel');
    // Of a span with samples in its own service, in its own time.
    const [first] = spanProfilesSent(sent);
    expect(first.labelSelector).toBe(API);
    expect(Number(first.end) - Number(first.start)).toBeLessThan(121_000);
    expect(sent.map(({ method }) => method).sort()).toEqual([TRACE, ...Array(3).fill('SelectMergeSpanProfile')].sort());
  });

  it.each<[string, Answers, Parameters<typeof spansOf>[0], RegExp]>([
    [
      'Tempo does not have it any more',
      server(json(notFound)),
      { traceIdSelector: [TRACE] },
      /^Tempo does not have this trace/,
    ],
    ['Tempo is down', server({ status: 502, body: '' }), { traceIdSelector: [TRACE] }, /^Tempo could not be reached/],
    ['no trace is named', server(json(trace)), {}, /^Which trace\?/],
    ['its id is none', server(json(trace)), { traceIdSelector: ['xyz'] }, /“xyz” is not a valid trace ID/],
    ['its id is all zeros', server(json(trace)), { traceIdSelector: ['0'.repeat(32)] }, /is not a valid trace ID/],
  ])('are none where %s, and it says so', async (_, answers, query, said) => {
    fakeBackend(answers);
    const { rows, meta } = await spansOf(query);
    expect(rows).toEqual([]);
    expect(meta.problem?.title).toMatch(said);
  });

  it('says which of several traces it lists', async () => {
    fakeBackend(server(json(trace)));
    expect((await spansOf({ traceIdSelector: [TRACE, 'ab'] })).meta.notes).toEqual([
      `One trace is listed at a time: this is ${TRACE}.`,
    ]);
  });

  it('are those that exemplars show where there is no Tempo', async () => {
    given();
    fakeBackend({
      SelectHeatmap: heatmap([
        ['15cb822407822739', TRACE, 50],
        ['aaaaaaaaaaaaaaaa', 'b'.repeat(32), 10],
      ]),
    });
    const { rows, meta } = await spansOf({ traceIdSelector: [TRACE] });
    expect(rows).toMatchObject([{ profileId: '15cb822407822739', amount: 500_000_000, name: 'GET /checkout' }]);
    expect(meta.notes[0]).toMatch(/Only spans that exemplars show/);
    expect((await spansOf({ traceIdSelector: ['c'.repeat(32)] })).meta.problem?.title).toMatch(
      /No exemplar in this range/
    );
  });
});

function heatmap(spans: Array<[spanId: string, traceId: string, samples: number]>): FakeAnswer {
  const series = [
    {
      labels: [
        { name: 'service_name', value: 'api-gateway' },
        { name: 'span_name', value: 'GET /checkout' },
      ],
      slots: [
        {
          timestamp: BigInt(1795399800000),
          yMin: [0],
          counts: [spans.length],
          exemplars: spans.map(([spanId, traceId, samples]) => ({
            timestamp: BigInt(1795399790000),
            spanId,
            traceId,
            value: BigInt(samples * 10_000_000),
          })),
        },
      ],
    },
  ];
  return { body: toBinary(SelectHeatmapResponseSchema, create(SelectHeatmapResponseSchema, { series })) };
}

describe('the spans with samples in a function', () => {
  const three: Array<[string, string, number]> = [
    ['15cb822407822739', TRACE, 5],
    ['06b3e107af0b0be9', TRACE, 4],
    ['aaaaaaaaaaaaaaaa', 'B'.repeat(32), 1],
  ];

  it('are found among exemplars, and how many were checked is said', async () => {
    const sent = fakeBackend({ ...server(json(trace)), SelectHeatmap: heatmap(three) });
    const { rows, meta } = await spansOf({ throughFunction: 'work', labelSelector: API });
    expect(rows).toMatchObject([
      {
        name: 'GET /checkout',
        service: 'api-gateway',
        amount: 50_000_000,
        inFunction: 20_000_000,
        samples: 5,
        profileId: '15cb822407822739',
        traceId: TRACE,
      },
    ]);
    expect(meta.functionName).toBe('work');
    expect(meta.notes[0]).toMatch(/^Checked the 3 spans that exemplars show/);
    expect(heatmapsSent(sent)[0]).toMatchObject({ labelSelector: API, groupBy: ['service_name', 'span_name'] });
  });

  it('are looked for in fifty spans at most', async () => {
    const many = Array.from({ length: 60 }, (_, at): [string, string, number] => [
      `${at + 1}`.padStart(16, 'a'),
      TRACE,
      at + 1,
    ]);
    const sent = fakeBackend({ SelectHeatmap: heatmap(many), SelectMergeSpanProfile: spanProfile(1, 1) });
    const { rows, meta } = await spansOf({ throughFunction: 'work' });
    expect([rows.length, meta.problem]).toEqual([50, undefined]);
    expect(spanProfilesSent(sent)).toHaveLength(50);
    expect(meta.notes[0]).toMatch(/^Checked the 50 spans with the most samples/);
  });

  it.each<[string, Answers, RegExp]>([
    [
      'none of them has any',
      { SelectHeatmap: heatmap(three), SelectMergeSpanProfile: spanProfile(3, 0) },
      /^None of the 3 spans .* has samples in work/,
    ],
    ['there are no span exemplars', { SelectHeatmap: heatmap([]) }, /^No spans to look into/],
    [
      'the server has no heatmaps',
      { SelectHeatmap: { status: 501, body: '{"code":"unimplemented"}', contentType: 'application/json' } },
      /^This server cannot make heatmaps/,
    ],
  ])('are none where %s', async (_, answers, said) => {
    fakeBackend(answers);
    const { rows, meta, response } = await spansOf({ throughFunction: 'work' });
    expect(rows).toEqual([]);
    expect(meta.problem?.title).toMatch(said);
    expect(response.errors).toBeUndefined();
  });
});
