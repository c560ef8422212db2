import { lastValueFrom } from 'rxjs';
import { create, toBinary } from '@bufbuild/protobuf';
import { createTheme, getDisplayProcessor, type DataFrame } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { GetFeatureFlagsResponseSchema } from '../../../../pkg/pyroscope/gen/capabilities/v1/feature_flags_pb';
import { SelectMergeStacktracesResponseSchema } from '../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { profileMeta } from '../../../frames/profileMeta';
import {
  CPU,
  dataSource,
  fakeBackend,
  metaOf,
  queryRequest,
  answerTo,
  RANGE,
  recorded,
  spanProfilesSent,
  stacktracesSent,
  type Answers,
  type FakeAnswer,
} from '../../testing/fakeHost';

/** What Grafana 12.3 fills a span's tags into where the span has none of this name. */
const LITERAL = '${__span.tags["pyroscope.profile.id"]}';
const SPAN = '15cb822407822739';
const TRACE = '018ba12e163598c9e596cd1b4d56f308';
const START = RANGE.from + 1000;

/** The link of a span, as Grafana's trace view fills it in. */
const link = {
  labelSelector: '{service_name="api-gateway"}',
  groupBy: [],
  profileTypeId: CPU,
  queryType: 'profile' as const,
  spanSelector: [SPAN],
  refId: 'profile',
};

/** The request of the flame graph inside of a span's details. */
function embedded(target: Partial<typeof link> = {}, lasted = 224) {
  const request = queryRequest([{ ...link, ...target, refId: 'span-flamegraph-refId' }], {
    app: 'unknown',
    from: START - 30_000,
    to: START + lasted + 30_000,
  });
  return { ...request, requestId: 'span-flamegraph-requestId', interval: '2s', intervalMs: 2000 };
}

/** What Grafana's component makes of the answer: nothing of less than two rows, else a row's texts in order. */
async function drawn(request: ReturnType<typeof embedded>): Promise<string[] | undefined> {
  const { data } = await lastValueFrom(dataSource().query(request));
  const frame = data.find(({ name }: DataFrame) => name === 'response') as DataFrame | undefined;
  if (!frame || frame.length < 2) {
    return undefined;
  }
  const field = (name: string) => frame.fields.find((one) => one.name === name)!;
  const texts = field('label').config.type!.enum!.text!;
  const value = getDisplayProcessor({ field: field('value'), theme: createTheme() });
  return Array.from(field('label').values, (index, at) => {
    const { text, suffix = '' } = value(field('value').values[at]);
    return `${texts[index]} (${text}${suffix})`;
  });
}

const EMPTY = { body: recorded('profile-empty.response.bin') };
const SPAN_PROFILE = { body: recorded('profile-span.response.bin') };
const FLAGS = (v2StorageLayer: boolean): FakeAnswer => ({
  body: toBinary(
    GetFeatureFlagsResponseSchema,
    create(GetFeatureFlagsResponseSchema, { featureFlags: [{ name: 'v2StorageLayer', enabled: v2StorageLayer }] })
  ),
});

function flameGraph(...samples: number[]): FakeAnswer {
  const zero = BigInt(0);
  const total = BigInt(samples.reduce((sum, one) => sum + one, 0) * 10_000_000);
  const bars = samples.flatMap((one, at) => [zero, BigInt(one * 10_000_000), BigInt(one * 10_000_000), BigInt(at + 1)]);
  const flamegraph = {
    names: ['total', ...samples.map((_, at) => `work${at}`)],
    levels: [{ values: [zero, total, zero, zero] }, { values: bars }],
    total,
    maxSelf: total,
  };
  const answer = create(SelectMergeStacktracesResponseSchema, { flamegraph });
  return { body: toBinary(SelectMergeStacktracesResponseSchema, answer) };
}

/** A server on which the span has no samples. */
function spanless({ trace, service, v2 = true }: { trace?: FakeAnswer; service?: FakeAnswer; v2?: boolean }): Answers {
  return {
    SelectMergeSpanProfile: EMPTY,
    SelectMergeStacktraces: (sent) => {
      const [{ traceIdSelector }] = stacktracesSent([sent]);
      const nobodys = traceIdSelector[0] === 'f'.repeat(32);
      return traceIdSelector.length === 0 ? (service ?? EMPTY) : nobodys ? EMPTY : (trace ?? EMPTY);
    },
    GetFeatureFlags: FLAGS(v2),
  };
}

const foundBy = (durationNanos: number): FakeAnswer => ({
  contentType: 'application/json',
  body: JSON.stringify({
    traces: [
      {
        // Without leading zeros, as Tempo prints it.
        traceID: TRACE.replace(/^0+/, ''),
        spanSets: [
          {
            spans: [
              {
                spanID: SPAN,
                startTimeUnixNano: `${START}000000`,
                durationNanos: `${durationNanos}`,
                attributes: [{ key: 'service.name', value: { stringValue: 'api-gateway' } }],
              },
            ],
          },
        ],
      },
    ],
  }),
});

function given({ tempo }: { tempo: boolean }) {
  const list = tempo
    ? [{ uid: 'tempo', name: 'Tempo', type: 'tempo', jsonData: { tracesToProfiles: { datasourceUid: 'hotpath' } } }]
    : [];
  setDataSourceSrv({ getList: () => list } as unknown as DataSourceSrv);
}

beforeEach(() => given({ tempo: false }));

describe('the flame graph inside of a span’s details', () => {
  it('is the span’s, and asks for nothing else', async () => {
    const sent = fakeBackend({ SelectMergeSpanProfile: SPAN_PROFILE });
    const rows = await drawn(embedded());
    expect(rows?.[0]).toBe('total (50 ms)');
    expect(sent).toHaveLength(1);
    expect(spanProfilesSent(sent)[0]).toMatchObject({
      spanSelector: [SPAN],
      labelSelector: '{service_name="api-gateway"}',
      start: BigInt(START - 30_000),
      end: BigInt(START + 224 + 30_000),
    });
  });

  it('takes an id in upper case', async () => {
    const sent = fakeBackend({ SelectMergeSpanProfile: SPAN_PROFILE });
    expect((await drawn(embedded({ spanSelector: [SPAN.toUpperCase()] })))?.[0]).toBe('total (50 ms)');
    expect(spanProfilesSent(sent)[0].spanSelector).toEqual([SPAN]);
  });

  it('is each span’s own where two are opened at once', async () => {
    const sent = fakeBackend({ SelectMergeSpanProfile: SPAN_PROFILE });
    const both = [embedded(), embedded({ spanSelector: ['06b3e107af0b0be9'] })];
    expect((await Promise.all(both.map(drawn))).map((rows) => rows?.length)).toEqual([47, 47]);
    expect(spanProfilesSent(sent).map(({ spanSelector }) => spanSelector)).toEqual([[SPAN], ['06b3e107af0b0be9']]);
    expect(new Set(sent.map(({ request }) => request.requestId)).size).toBe(2);
  });

  it.each([
    ['the attribute is missing', LITERAL, 'This span has no profile ID'],
    ['too short', '15cb8224', '“15cb8224” is not a valid span ID'],
    ['too long', `${SPAN}00`, 'is not a valid span ID'],
    ['all zero', '0000000000000000', 'is not a valid span ID'],
  ])('says why there is none: %s', async (_, id, said) => {
    const sent = fakeBackend({});
    const rows = await drawn(embedded({ spanSelector: [id] }));
    expect(rows?.[0]).toBe('No flame graph for this span (no samples)');
    expect(rows?.[1]).toContain(said);
    expect(sent).toEqual([]);
  });

  it('says what failed, and what to do', async () => {
    fakeBackend({ SelectMergeSpanProfile: { status: 502, body: '' } });
    expect(await drawn(embedded())).toEqual([
      'No flame graph for this span (no samples)',
      'Pyroscope could not be reached. (no samples)',
      expect.stringMatching(/^Check that the server runs .* \(no samples\)$/),
    ]);
  });

  it('says at its root what it shows in place of a span of 1 ms without samples', async () => {
    given({ tempo: true });
    fakeBackend({ ...spanless({ trace: flameGraph(4, 5) }), search: foundBy(1_000_000) });
    const rows = await drawn(embedded({}, 1));
    expect(rows).toEqual([
      'No samples of this span: this is the whole trace (90 ms)',
      'work0 (40 ms)',
      'work1 (50 ms)',
    ]);
  });
});

describe('a span without samples', () => {
  const ask = async (target: Parameters<typeof queryRequest>[0][0] = {}, lasted = 1) => {
    const response = await answerTo(
      dataSource(),
      queryRequest([{ ...link, ...target }], { from: START, to: START + lasted })
    );
    return { response, meta: metaOf(response) };
  };

  it('shows the trace that its query names, padded to 32 digits and in all services', async () => {
    const sent = fakeBackend(spanless({ trace: flameGraph(3) }));
    const { meta } = await ask({ spanTraceId: '18BA12E163598c9e596cd1b4d56f308' });
    expect(stacktracesSent(sent)[0]).toMatchObject({
      traceIdSelector: ['018ba12e163598c9e596cd1b4d56f308'],
      labelSelector: '{}',
    });
    expect(meta).toMatchObject({
      traceIds: ['018ba12e163598c9e596cd1b4d56f308'],
      instead:
        'There are no samples of this span: it lasted 1 ms, and spans under about 20 ms often have none. Showing the whole trace (3 samples).',
    });
    expect(meta.spanIds).toBeUndefined();
  });

  it('looks its trace up in Tempo, which knows how long it lasted', async () => {
    given({ tempo: true });
    const sent = fakeBackend({ ...spanless({ trace: flameGraph(1) }), search: foundBy(120_000_000) });
    const { meta } = await ask({}, 3_600_000);
    const search = new URL(sent.find(({ method }) => method === 'search')!.url, 'http://x');
    expect(search.pathname).toBe('/api/datasources/proxy/uid/tempo/api/search');
    expect(search.searchParams.get('q')).toContain(`span:id = "${SPAN}"`);
    expect(meta.traceIds).toEqual([TRACE]);
    expect(meta.links).toMatchObject([
      { text: `These are samples of the trace ${TRACE}.`, link: { title: 'Open trace' } },
    ]);
    expect(meta.instead).toBe(
      'There are no samples of this span of 120 ms: it waited rather than used CPU, or its profiler does not mark it. Showing the whole trace (one sample).'
    );
  });

  it.each<[string, Answers, RegExp]>([
    [
      'its trace has none',
      spanless({ service: flameGraph(200) }),
      /Its trace has none either\. Showing all of api-gateway for the 2 min/,
    ],
    [
      'the server cannot select by trace (v1)',
      spanless({ service: flameGraph(200), trace: flameGraph(7), v2: false }),
      /This server cannot select samples by trace\. Showing all of api-gateway/,
    ],
    [
      'the server cannot select by trace (501)',
      spanless({
        service: flameGraph(200),
        trace: { status: 501, body: '{"code":"unimplemented"}', contentType: 'application/json' },
      }),
      /This server cannot select samples by trace\. Showing all of api-gateway/,
    ],
    [
      'asking for the trace fails',
      spanless({
        service: flameGraph(200),
        trace: { status: 500, body: '{"code":"internal"}', contentType: 'application/json' },
      }),
      /Asking for its trace failed\. Showing all of api-gateway/,
    ],
    [
      'the server does not know what a trace ID is',
      { ...spanless({}), SelectMergeStacktraces: flameGraph(200) },
      /This server ignores trace IDs\. Showing all of api-gateway for the 2 min .* \(200 samples\)/,
    ],
  ])('shows its service where %s', async (_, answers, said) => {
    fakeBackend(answers);
    const { meta, response } = await ask({ spanTraceId: TRACE });
    expect(meta.instead).toMatch(said);
    expect(meta).toMatchObject({ labelSelector: '{service_name="api-gateway"}' });
    expect(meta.traceIds ?? meta.spanIds).toBeUndefined();
    expect(response.data[0].fields[1].values[0]).toBe(2_000_000_000);
    expect(response.errors).toBeUndefined();
  });

  it('leads to its trace also where all of the service is shown', async () => {
    given({ tempo: true });
    fakeBackend({ ...spanless({ service: flameGraph(200) }), search: foundBy(1_000_000) });
    const { meta } = await ask();
    expect(meta.instead).toMatch(/Its trace has none either\. Showing all of api-gateway/);
    expect(meta.links).toMatchObject([
      { text: `The span is part of the trace ${TRACE}.`, link: { title: 'Open trace' } },
    ]);
  });

  it('goes on without a Tempo that is down, and says so', async () => {
    given({ tempo: true });
    fakeBackend({ ...spanless({ service: flameGraph(200) }), search: { status: 502, body: '' } });
    expect((await ask()).meta.instead).toMatch(
      /Its trace could not be looked up in Tempo\. Showing all of api-gateway/
    );
  });

  it('says why there is nothing where no step has samples', async () => {
    fakeBackend({ ...spanless({}), Series: { body: recorded('series-fast-path.response.bin') } });
    const { meta } = await ask({ spanTraceId: TRACE });
    expect(meta.instead).toBeUndefined();
    expect(meta.noData?.message).toMatch(/no samples of this span/);
    expect(meta.spanIds).toEqual([SPAN]);
  });

  it('is not told from its siblings where several are selected', async () => {
    fakeBackend({
      ...spanless({ service: flameGraph(200) }),
      Series: { body: recorded('series-fast-path.response.bin') },
    });
    const { meta } = await ask({ spanSelector: [SPAN, '06b3e107af0b0be9'] });
    expect(meta.instead).toBeUndefined();
    expect(meta.noData).toBeDefined();
  });
});

describe('span and trace selectors together', () => {
  it('are refused in a sentence, and inside of a span’s details as rows', async () => {
    const sent = fakeBackend({});
    const request = embedded({ traceIdSelector: [TRACE] } as Partial<typeof link>);
    const { data, errors } = await lastValueFrom(dataSource().query(request));
    expect(errors?.[0].message).toMatch(/span IDs cannot be combined with trace IDs/);
    expect(profileMeta(data[0])?.failed).toBeDefined();
    expect((await drawn(request))?.[1]).toMatch(/span IDs cannot be combined with trace IDs/);
    expect(sent).toEqual([]);
  });
});

describe('a trace selector', () => {
  it('says what it rests on, and that a server ignored it', async () => {
    fakeBackend({ SelectMergeStacktraces: flameGraph(12), GetFeatureFlags: FLAGS(true) });
    const response = await answerTo(
      dataSource(),
      queryRequest([{ ...link, spanSelector: [], traceIdSelector: [TRACE] }])
    );
    const meta = metaOf(response);
    expect(meta.traceIds).toBeUndefined();
    expect(meta.notes).toEqual(
      expect.arrayContaining([expect.stringMatching(/^The server ignored the trace IDs: all samples of the range/)])
    );
  });
});
