import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { getFieldDisplayName, type DataFrame, type DataQueryResponse } from '@grafana/data';
import {
  SelectHeatmapResponseSchema,
  SelectSeriesRequestSchema,
  SelectSeriesResponseSchema,
} from '../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { ExemplarType } from '../../../../pkg/pyroscope/gen/types/v1/types_pb';
import { profileMeta } from '../../../frames/profileMeta';
import type { PyroscopeQuery } from '../../query/query';
import {
  answerTo,
  CPU,
  dataSource,
  fakeBackend,
  heatmapsSent,
  PENDING,
  queryRequest,
  recorded,
  recordedSeries,
  seriesSent,
  stacktracesSent,
  type Answers,
  type FakeAnswer,
} from '../../testing/fakeHost';

const file = (name: string): FakeAnswer => ({
  body: new Uint8Array(readFileSync(join(__dirname, 'testdata', `${name}.response.bin`))),
});
const refused = (status: number, code: string): FakeAnswer => ({
  status,
  body: JSON.stringify({ code, message: 'no' }),
  contentType: 'application/json',
});
const UNIMPLEMENTED = refused(501, 'unimplemented');
const BY_VERSION = { body: recordedSeries('metrics-cpu-by-service-version') };
const PROFILE = { body: recorded('profile-python-cpu-64.response.bin') };

async function ask(answers: Answers, target: Partial<PyroscopeQuery>, options = {}) {
  const sent = fakeBackend(answers);
  const response = await answerTo(dataSource(), queryRequest([{ queryType: 'metrics', ...target }], options));
  return { sent, response };
}

const names = ({ data }: DataQueryResponse) => data.map(({ name }: DataFrame) => name);
const notices = ({ data }: DataQueryResponse) =>
  data.flatMap(({ meta }: DataFrame) => meta?.notices?.map(({ text }) => text) ?? []).join('\n');

describe('what is asked', () => {
  it('is by the labels of the group, and of the largest where there is a limit', async () => {
    const { sent } = await ask({ SelectSeries: BY_VERSION }, { groupBy: ['service_name', 'version'], limit: 3 });
    expect(seriesSent(sent)).toEqual([
      expect.objectContaining({ groupBy: ['service_name', 'version'], limit: BigInt(3), step: 15 }),
    ]);
  });

  it('is by what the dashboard groups by, too', async () => {
    const sent = fakeBackend({ SelectSeries: BY_VERSION });
    const request = queryRequest([{ queryType: 'metrics', groupBy: ['service_name'] }], { app: 'dashboard' });
    await answerTo(dataSource(), { ...request, groupByKeys: ['service_name', 'version'] });
    expect(seriesSent(sent)[0].groupBy).toEqual(['service_name', 'version']);
  });

  it.each([0, -4, 'abc', null])('has no limit where the saved one is %p', async (limit) => {
    const { sent, response } = await ask({ SelectSeries: BY_VERSION }, { limit: limit as number });
    expect(seriesSent(sent)[0].limit).toBeUndefined();
    expect(/limit/.test(notices(response))).toBe(limit === -4 || limit === 'abc');
  });

  it('is aligned to the step', async () => {
    const range = { from: 1795399487001, to: 1795400009999 };
    const { sent } = await ask({ SelectSeries: BY_VERSION }, {}, range);
    expect(seriesSent(sent)[0]).toMatchObject({ start: BigInt(1795399500000), end: BigInt(1795400010000) });
  });

  it('is of a CPU type that the services have where none is saved', async () => {
    const { sent, response } = await ask(
      { Series: { body: recorded('series-fast-path.response.bin') }, SelectSeries: BY_VERSION },
      { profileTypeId: '' }
    );
    expect(seriesSent(sent)[0].profileTypeID).toBe(CPU);
    expect(response.data[0].fields[1].name).toBe('cpu');
  });

  it('is nothing where the selector cannot be read', async () => {
    const { sent, response } = await ask({}, { labelSelector: '{service_name=}' });
    expect(sent).toEqual([]);
    expect(response.data).toEqual([]);
    expect(response.errors?.[0]).toMatchObject({ refId: 'A', message: expect.stringMatching(/character 15/) });
  });

  it('is aborted when nobody listens any more', () => {
    const sent = fakeBackend({ SelectSeries: PENDING, SelectMergeStacktraces: PENDING });
    const subscription = dataSource()
      .query(queryRequest([{ queryType: 'both' }]))
      .subscribe();
    return Promise.resolve()
      .then(() => new Promise((resolve) => setTimeout(resolve)))
      .then(() => {
        subscription.unsubscribe();
        expect(new Set(sent.map(({ method }) => method))).toEqual(new Set(['SelectMergeStacktraces', 'SelectSeries']));
        expect(sent.every(({ aborted }) => aborted)).toBe(true);
      });
  });
});

describe('legends', () => {
  it('are readable with several labels, and Grafana’s own with one', async () => {
    const legends = async (body: Uint8Array) => {
      const { response } = await ask({ SelectSeries: { body } }, {});
      return response.data.map((frame: DataFrame) => getFieldDisplayName(frame.fields[1], frame, response.data));
    };
    expect(await legends(BY_VERSION.body)).toContain('cpu order-service v1');
    expect(await legends(recordedSeries('metrics-cpu-by-service-limit-2'))).toEqual([
      'cpu api-gateway',
      'cpu user-service',
    ]);
  });
});

describe('without data', () => {
  it.each<[string, string, Partial<PyroscopeQuery>, number[]]>([
    ['no series', 'SelectSeries', {}, []],
    ['a series without points', 'SelectSeries', {}, [0x0a, 0]],
    ['no heatmap', 'SelectHeatmap', { queryType: 'heatmap' }, []],
    ['a heatmap without columns', 'SelectHeatmap', { queryType: 'heatmap' }, [0x0a, 0]],
  ])('says what there is: %s', async (_, method, target, bytes) => {
    const { response } = await ask(
      { [method]: { body: Uint8Array.from(bytes) }, Series: { body: recorded('series-fast-path.response.bin') } },
      { labelSelector: '{service_name="nobody"}', ...target }
    );
    expect(response.errors).toBeUndefined();
    expect(response.data).toMatchObject([{ name: 'series', length: 0 }]);
    expect(notices(response)).toMatch(/Services with CPU time profiles: api-gateway, order-service/);
  });
});

describe('states', () => {
  it('are said to add up where a step holds several profiles', async () => {
    const target = { profileTypeId: 'goroutines:goroutine:count:goroutine:count' };
    const answers = { SelectSeries: { body: recordedSeries('metrics-go-goroutines') } };
    const longer = await answerTo((fakeBackend(answers), dataSource()), {
      ...queryRequest([{ queryType: 'metrics', ...target }]),
      intervalMs: 60_000,
    });
    expect(notices(longer)).toMatch(/adds up all profiles in its step \(1 min\)/);
  });
});

describe('exemplars', () => {
  it('are a frame of annotations', async () => {
    const { sent, response } = await ask({ SelectSeries: file('series-exemplars') }, { includeExemplars: true });
    expect(seriesSent(sent)[0].exemplarType).toBe(ExemplarType.INDIVIDUAL);
    expect(names(response)).toEqual(['series', 'exemplar']);
    const [series, exemplars] = response.data as DataFrame[];
    expect(exemplars.length).toBe(series.length);
    // One profile a step: the exemplar lies on the line.
    expect(exemplars.fields[1].values).toEqual(series.fields[1].values);
    expect(notices(response)).toBe('');
  });

  it.each([
    ['leaves them out', { SelectSeries: file('v1-series-exemplars') }],
    [
      'refuses them',
      {
        SelectSeries: ({ body }: { body: Uint8Array }) =>
          fromBinary(SelectSeriesRequestSchema, body).exemplarType === ExemplarType.INDIVIDUAL
            ? UNIMPLEMENTED
            : file('v1-series-exemplars'),
      },
    ],
  ])('are missed where the server %s, and the series are answered', async (_, answers) => {
    const { response } = await ask(answers, { includeExemplars: true });
    expect(names(response)).toEqual(['series']);
    expect(response.errors).toBeUndefined();
    expect(notices(response)).toMatch(/-architecture\.storage=v2/);
  });
});

describe('heatmaps', () => {
  it.each([
    ['individual', { includeHeatmap: true }, 'heatmap-individual-go'],
    ['span', { includeHeatmap: true, heatmapType: 'span' as const }, 'heatmap-span'],
    ['individual', { queryType: 'heatmap' as const }, 'heatmap-individual-go'],
  ])('of %s profiles stand for the series', async (kind, target, answer) => {
    const asked = { ...target, includeExemplars: true };
    const { sent, response } = await ask({ SelectHeatmap: file(answer) }, asked, { app: 'dashboard' });
    expect(heatmapsSent(sent)).toEqual([
      expect.objectContaining({ step: 15, queryType: kind === 'span' ? 2 : 1, exemplarType: kind === 'span' ? 3 : 2 }),
    ]);
    expect(names(response)).toEqual(['heatmap', 'exemplar']);
    const [heatmap, exemplars] = response.data as DataFrame[];
    expect(heatmap.meta?.type).toBe('heatmap-cells');
    expect(heatmap.fields.map(({ name }) => name)).toEqual(['xMax', 'yMin', 'yMax', 'count', 'yLayout']);
    expect(heatmap.fields[0].config.interval).toBe(15_000);
    const inRange = (value: number) =>
      heatmap.fields[1].values.some((low, i) => value >= low && value <= heatmap.fields[2].values[i]);
    expect(exemplars.fields[1].values.every(inRange)).toBe(true);
    expect(exemplars.fields[2].config.displayName).toBe(kind === 'span' ? 'Span ID' : 'Profile ID');
  });

  it('have their exemplars in a table in Explore, which gives the heatmap none', async () => {
    const target = { queryType: 'heatmap' as const, includeExemplars: true };
    const { response } = await ask({ SelectHeatmap: file('heatmap-individual-go') }, target);
    expect(names(response)).toEqual(['heatmap', 'exemplars']);
    const { meta, fields } = response.data[1] as DataFrame;
    expect([meta?.preferredVisualisationType, meta?.dataTopic]).toEqual(['table', undefined]);
    expect(fields[2].config.links?.[0].title).toBe('View this profile');
  });

  it('are drawn one at a time, which is said', async () => {
    const answer = fromBinary(SelectHeatmapResponseSchema, file('heatmap-individual-go').body as Uint8Array);
    const [{ slots }] = answer.series;
    const series = ['a', 'b'].map((value) => ({ labels: [{ name: 'pod', value }], slots }));
    const body = toBinary(SelectHeatmapResponseSchema, create(SelectHeatmapResponseSchema, { series }));
    const { response } = await ask({ SelectHeatmap: { body } }, { queryType: 'heatmap', groupBy: ['pod'] });
    expect(names(response).slice(0, 2)).toEqual(['heatmap{pod=a}', 'heatmap{pod=b}']);
    expect(notices(response)).toMatch(/the first of 2: pod=a/);
  });

  it('are missed where the server cannot make them, and the series are answered', async () => {
    const { response } = await ask(
      { SelectHeatmap: UNIMPLEMENTED, SelectSeries: BY_VERSION },
      { includeHeatmap: true }
    );
    expect(names(response)).toEqual(Array.from({ length: 6 }, () => 'series'));
    expect(notices(response)).toMatch(/-architecture\.storage=v2.*Series are shown instead/);
    expect(response.errors).toBeUndefined();
  });

  it('fail by themselves where nothing else was asked', async () => {
    const { response } = await ask({ SelectHeatmap: UNIMPLEMENTED }, { queryType: 'heatmap' });
    expect(response.data).toEqual([]);
    expect(response.errors?.[0].message).toMatch(/-architecture\.storage=v2/);
  });
});

describe('what a server leaves out without a word', () => {
  const site = { stackTraceSelector: ['net/http.(*conn).serve'] };
  const ofSite = (whole: string, limited: string) => ({
    SelectSeries: ({ body }: { body: Uint8Array }) =>
      file(fromBinary(SelectSeriesRequestSchema, body).stackTraceSelector ? limited : whole),
  });

  it('is said of a call path that the series do not heed', async () => {
    const ignored = await ask(ofSite('v2-series-sum', 'v2-series-callsite'), site);
    expect(notices(ignored.response)).toMatch(/include all stacks/);
    const heeded = await ask(ofSite('v1-series-sum', 'v1-series-callsite'), site);
    expect(notices(heeded.response)).toBe('');
  });

  it('is said of averages', async () => {
    const target = { aggregation: 'average' as const };
    const summed = await ask(
      { GetFeatureFlags: file('v2-feature-flags'), SelectSeries: file('v2-series-average') },
      target
    );
    expect(notices(summed.response)).toMatch(/do not average/);
    expect(summed.response.data[0].fields[1].config.unit).toBe('cores');
    const averaged = await ask(
      { GetFeatureFlags: file('v1-feature-flags'), SelectSeries: file('v1-series-average') },
      target
    );
    expect(notices(averaged.response)).toBe('');
    expect(averaged.response.data[0].fields[1].config.unit).toBe('ns');
  });

  it('is said of ids', async () => {
    const { response } = await ask({ SelectSeries: BY_VERSION }, { spanSelector: ['15cb822407822739'] });
    expect(notices(response)).toMatch(/cannot limit series to spans/);
  });

  it('is said of a flame graph of all stacks, or of all profiles', async () => {
    const profile = async (flags: string, target: Partial<PyroscopeQuery>) => {
      const answers = { SelectMergeStacktraces: PROFILE, GetFeatureFlags: file(flags) };
      const { response } = await ask(answers, { queryType: 'profile', ...target });
      return profileMeta(response.data[0])?.notes?.join() ?? '';
    };
    const profileIdSelector = ['7c9e6679-7425-40de-944b-e07fc1f90ae7'];
    expect(await profile('v1-feature-flags', { profileIdSelector })).toMatch(/all profiles of the range/);
    expect(await profile('v2-feature-flags', { profileIdSelector })).toBe('');
    expect(await profile('v2-feature-flags', { stackTraceSelector: ['no such function'] })).toMatch(/all stacks/);
  });
});

describe('both', () => {
  const sum = (value: number) => ({
    body: toBinary(
      SelectSeriesResponseSchema,
      create(SelectSeriesResponseSchema, { series: [{ points: [{ timestamp: BigInt(1795399515000), value }] }] })
    ),
  });
  const total = 21_410_000_000;

  it.each(['explore', 'dashboard'])('are answered in %s, the flame graph first', async (app) => {
    const answers = { SelectMergeStacktraces: PROFILE, SelectSeries: sum(total) };
    const { sent, response } = await ask(answers, { queryType: 'both' }, { app });
    expect(names(response)).toEqual(['response', 'series']);
    expect(stacktracesSent(sent)).toHaveLength(1);
    expect(notices(response)).toBe('');
  });

  it('say once, of the flame graph, that samples without a stack are in the series only', async () => {
    const answers = { SelectMergeStacktraces: PROFILE, SelectSeries: sum(2 * total) };
    const { response } = await ask(answers, { queryType: 'both' });
    const said = /series add up to at least 42\.8\d* s, the flame graph to 21\.4\d* s/;
    expect(profileMeta(response.data[0])?.notes?.join()).toMatch(said);
    expect(response.data.map(({ meta }: DataFrame) => said.test(meta?.notices?.[0]?.text ?? ''))).toEqual([
      true,
      false,
    ]);
  });

  it('do not compare a part of the profile with the whole of the series', async () => {
    const answers = { SelectMergeSpanProfile: PROFILE, SelectSeries: sum(2 * total) };
    const { response } = await ask(answers, { queryType: 'both', spanSelector: ['15cb822407822739'] });
    expect(notices(response)).not.toMatch(/add up/);
  });

  it.each([
    ['series', { SelectMergeStacktraces: PROFILE, SelectSeries: refused(500, 'internal') }, ['response']],
    ['flame graph', { SelectMergeStacktraces: refused(500, 'internal'), SelectSeries: sum(1) }, ['response', 'series']],
  ])('are answered as far as they can be where the %s fails', async (_, answers, expected) => {
    const { response } = await ask(answers, { queryType: 'both' });
    expect(names(response)).toEqual(expected);
    expect(response.errors).toEqual([expect.objectContaining({ refId: 'A', status: 500 })]);
  });

  it('tell a failure of both once', async () => {
    const { response } = await ask({}, { queryType: 'both', profileTypeId: 'nonsense' });
    expect(response.errors).toHaveLength(1);
  });
});
