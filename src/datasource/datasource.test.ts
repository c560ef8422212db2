import { CoreApp, LoadingState, type DataFrame, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { DataSourceWithBackend } from '@grafana/runtime';
import { fromBinary } from '@bufbuild/protobuf';
import {
  SelectMergeStacktracesRequestSchema,
  SeriesRequestSchema,
} from '../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { PANEL_PLUGIN_ID } from '../frames/profileMeta';
import type { PyroscopeQuery } from './query/query';
import {
  answerTo,
  CPU,
  dataSource,
  fakeBackend,
  fakeTemplates,
  frameOf,
  metaOf,
  packets,
  PENDING,
  queryRequest,
  recorded,
  stacktracesSent,
  type Sent,
} from './testing/fakeHost';

const INUSE = 'memory:inuse_space:bytes:space:bytes';

/** Function names instead of numbers: which number a name has is the server's choice from call to call. */
function readable(fields: Array<{ name: string; unit?: string; values: number[]; text?: string[] }>) {
  return fields.map(({ name, unit, values, text }) => ({
    name,
    unit,
    values: text ? values.map((i) => text[i]) : values,
  }));
}

describe('frames against those of the built-in data source for the same answer', () => {
  it.each([
    'profile-python-cpu',
    'profile-python-cpu-64',
    'profile-go-inuse-space',
    'profile-go-goroutines',
    'profile-span',
  ])('%s', async (name) => {
    const { request, response } = JSON.parse(new TextDecoder().decode(recorded(`${name}.frames.jsonl`)));
    const expected = response.results.A.frames[0];
    const body = recorded(`${name}.response.bin`);
    fakeBackend({ SelectMergeStacktraces: { body }, SelectMergeSpanProfile: { body } });

    const frame = frameOf(await answerTo(dataSource(), queryRequest([request.queries[0]])));

    expect(frame.name).toBe(expected.schema.name);
    expect(frame.refId).toBe(expected.schema.refId);
    expect(frame.meta?.preferredVisualisationType).toBe(expected.schema.meta.preferredVisualisationType);
    expect(frame.fields.map(({ name, type }) => [name, type])).toEqual(
      expected.schema.fields.map(({ name, type }: { name: string; type: string }) => [name, type])
    );
    const ours = frame.fields.map(({ name, config, values }) => ({
      name,
      unit: config.unit,
      values: Array.from(values as number[]),
      text: config.type?.enum?.text,
    }));
    const theirs = expected.schema.fields.map((field: any, index: number) => ({
      name: field.name,
      unit: field.config?.unit,
      values: expected.data.values[index],
      text: field.config?.type?.enum?.text,
    }));
    expect(readable(ours)).toEqual(readable(theirs));
  });

  it.each(['profile-python-cpu', 'profile-python-cpu-64', 'profile-go-inuse-space'])(
    '%s asks the same',
    async (name) => {
      const { request } = JSON.parse(new TextDecoder().decode(recorded(`${name}.frames.jsonl`)));
      const sent = fakeBackend({ SelectMergeStacktraces: { body: recorded(`${name}.response.bin`) } });
      await answerTo(dataSource(), queryRequest([request.queries[0]]));
      const builtIn = fromBinary(SelectMergeStacktracesRequestSchema, recorded(`${name}.request.bin`));
      const { profileTypeID, labelSelector, start, end, maxNodes } = stacktracesSent(sent)[0];
      expect({ profileTypeID, labelSelector, start, end, maxNodes }).toEqual({
        profileTypeID: builtIn.profileTypeID,
        labelSelector: builtIn.labelSelector,
        start: builtIn.start,
        end: builtIn.end,
        maxNodes: builtIn.maxNodes,
      });
    }
  );
});

const profilesAsked = (sent: Sent[]) => sent.filter(({ method }) => method === 'SelectMergeStacktraces');

describe('query', () => {
  it('is taken for a data source with a backend, as the trace view demands', () => {
    fakeBackend({});
    expect(dataSource()).toBeInstanceOf(DataSourceWithBackend);
  });

  it('sends protobuf in a Blob through the proxy, with ids of its own', async () => {
    const sent = fakeBackend({ SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') } });
    await answerTo(dataSource(), queryRequest([{}, { maxNodes: 64 }]));
    expect(profilesAsked(sent)).toHaveLength(2);
    const [first, second] = profilesAsked(sent).map(({ request }) => request);
    expect(first).toMatchObject({
      url: '/api/datasources/proxy/uid/hotpath/querier.v1.QuerierService/SelectMergeStacktraces',
      method: 'POST',
      responseType: 'arraybuffer',
      showErrorAlert: false,
    });
    expect(first.data).toBeInstanceOf(Blob);
    expect(Object.entries(first.headers ?? {}).find(([name]) => /^content-type$/i.test(name))?.[1]).toBe(
      'application/proto'
    );
    expect(first.requestId).not.toBe(second.requestId);
  });

  it('asks once for targets and panels that ask the same at the same time, and again later', async () => {
    const sent = fakeBackend({ SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') } });
    const source = dataSource();
    const [panel, other] = await Promise.all([
      answerTo(source, queryRequest([{}, {}])),
      answerTo(source, queryRequest([{}])),
    ]);
    expect(sent.map(({ method }) => method)).toEqual(['SelectMergeStacktraces', 'SelectSeries']);
    expect(panel.data).toHaveLength(2);
    expect(other.data[0].fields[1].values).toEqual(panel.data[0].fields[1].values);
    await answerTo(source, queryRequest([{}]));
    expect(profilesAsked(sent)).toHaveLength(2);
  });

  it('answers every target in one packet and completes', async () => {
    fakeBackend({ SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') } });
    const all = await packets(dataSource(), queryRequest([{}, { profileTypeId: INUSE }, { hide: true }]));
    expect(all).toHaveLength(1);
    expect(all[0].data.map(({ refId }: DataFrame) => refId)).toEqual(['A', 'B']);
    expect(all[0].state).toBe(LoadingState.Done);
    expect(all[0].errors).toBeUndefined();
  });

  it('shows the panel in Explore while the first profile of a pane is awaited', async () => {
    fakeBackend({ SelectMergeStacktraces: PENDING, SelectSeries: PENDING });
    const source = dataSource();
    const first = async (request: DataQueryRequest<PyroscopeQuery>) => {
      const all: DataQueryResponse[] = [];
      const subscription = source.query(request).subscribe((packet) => all.push(packet));
      expect(all).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve));
      subscription.unsubscribe();
      return all;
    };
    expect(await first(queryRequest([{}], { app: CoreApp.Dashboard }))).toEqual([]);
    expect(await first(queryRequest([{ queryType: 'metrics' }]))).toEqual([]);
    const frame = { refId: 'B', fields: [], length: 0, meta: { preferredVisualisationPluginId: PANEL_PLUGIN_ID } };
    const asked = queryRequest([{ queryType: 'metrics' }, {}]);
    expect(await first(asked)).toEqual([{ data: [frame], key: 'r', state: LoadingState.Loading }]);
    expect(await first(asked)).toEqual([]);
    expect(await first({ ...asked, requestId: 'of the other pane' })).toHaveLength(1);
  });

  it('keeps the answers of the other targets when one fails', async () => {
    fakeBackend({
      SelectMergeStacktraces: ({ body }) =>
        fromBinary(SelectMergeStacktracesRequestSchema, body).profileTypeID === CPU
          ? { body: recorded('profile-python-cpu-64.response.bin') }
          : { status: 500, body: '{"code":"internal","message":"boom"}', contentType: 'application/json' },
    });
    const response = await answerTo(dataSource(), queryRequest([{}, { profileTypeId: INUSE }]));
    expect(response.data).toHaveLength(2);
    expect(response.data[0].length).toBeGreaterThan(1);
    expect(response.data[1].length).toBe(1);
    expect(response.state).toBe(LoadingState.Error);
    expect(response.errors).toEqual([expect.objectContaining({ refId: 'B', status: 500 })]);
  });

  it('aborts what is under way when nobody listens any more', async () => {
    const sent = fakeBackend({ SelectMergeStacktraces: PENDING });
    const subscription = dataSource()
      .query(queryRequest([{}]))
      .subscribe();
    await new Promise((resolve) => setTimeout(resolve));
    expect(profilesAsked(sent)).toHaveLength(1);
    subscription.unsubscribe();
    expect(profilesAsked(sent)[0].aborted).toBe(true);
  });

  it('asks nothing without targets', async () => {
    const sent = fakeBackend({});
    expect(await answerTo(dataSource(), queryRequest([]))).toMatchObject({ data: [] });
    expect(sent).toEqual([]);
  });
});

describe('what is sent', () => {
  async function sentFor(target: Partial<PyroscopeQuery>, variables = {}, filters?: unknown) {
    const sent = fakeBackend({ SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') } });
    const response = await answerTo(
      dataSource(fakeTemplates(variables)),
      queryRequest([target], { filters: filters as undefined })
    );
    return { request: stacktracesSent(sent)[0], response };
  }

  it('leaves the node limit to the server unless the query has one', async () => {
    expect((await sentFor({})).request.maxNodes).toBeUndefined();
    expect((await sentFor({ maxNodes: 0 })).request.maxNodes).toBeUndefined();
    expect((await sentFor({ maxNodes: 512 })).request.maxNodes).toBe(BigInt(512));
  });

  it.each([
    ['abc', undefined, /"?abc"? as maxNodes/],
    [-5, undefined, /-5 as maxNodes/],
    [2_000_000, BigInt(1_048_576), /lowered from 2000000 to 1,048,576/],
    [{ a: 1 }, undefined, /as maxNodes/],
  ])('maxNodes %p becomes %p, and the answer says so', async (maxNodes, expected, said) => {
    const { request, response } = await sentFor({ maxNodes: maxNodes as number });
    expect(request.maxNodes).toBe(expected);
    expect(frameOf(response).meta?.notices?.[0].text).toMatch(said);
    expect(metaOf(response).notes?.[0]).toMatch(said);
  });

  it.each([
    [100_000, 'maxNodes is lowered from 100000 to 512, the most the server allows.'],
    [2_000_000, 'maxNodes is lowered from 2000000 to 512, the most the server allows.'],
  ])('of %p nodes asks for as many as the server allows when it refuses them', async (maxNodes, note) => {
    const message = `max flamegraph nodes limit ${Math.min(maxNodes, 1_048_576)} is greater than allowed 512`;
    const body = JSON.stringify({ code: 'invalid_argument', message });
    const sent = fakeBackend({
      SelectMergeStacktraces: (call) =>
        stacktracesSent([call])[0].maxNodes === BigInt(512)
          ? { body: recorded('profile-python-cpu-64.response.bin') }
          : { status: 400, contentType: 'application/json', body },
    });
    const response = await answerTo(dataSource(), queryRequest([{ maxNodes }]));
    expect(stacktracesSent(sent)).toHaveLength(2);
    expect(response.errors).toBeUndefined();
    expect(metaOf(response)).toMatchObject({ maxNodes: 512, nodesLowered: true, notes: [note] });
  });

  it('puts variables in place', async () => {
    const { request } = await sentFor(
      { labelSelector: '{service_name="$service", region!="$region"}', profileTypeId: '${type}' },
      { service: ['a.b', 'c'], region: 'eu', type: CPU }
    );
    expect(request.labelSelector).toBe('{service_name=~"a\\\\.b|c", region!="eu"}');
    expect(request.profileTypeID).toBe(CPU);
  });

  it('adds ad hoc filters to what is written', async () => {
    const { request } = await sentFor({ labelSelector: '{region="eu"}' }, {}, [
      { key: 'region', operator: '=', value: 'us' },
      { key: 'pod', operator: '=|', value: 'a', values: ['a.1', 'b'] },
    ]);
    expect(request.labelSelector).toBe('{region="eu", region="us", pod=~"a\\\\.1|b"}');
  });

  it('sends trace ids, profile ids and a call site along', async () => {
    const { request } = await sentFor({
      traceIdSelector: ['abc'],
      profileIdSelector: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'],
      stackTraceSelector: ['main', 'work'],
    });
    expect(request.traceIdSelector).toEqual(['abc'.padStart(32, '0')]);
    expect(request.profileIdSelector).toEqual(['7c9e6679-7425-40de-944b-e07fc1f90ae7']);
    expect(request.stackTraceSelector?.callSite.map(({ name }) => name)).toEqual(['main', 'work']);
  });
});

describe('saved queries of any shape', () => {
  const answers = { SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') } };

  it.each([
    [
      'missing fields',
      { refId: 'A', profileTypeId: CPU, labelSelector: undefined, queryType: undefined, groupBy: undefined },
    ],
    ['nulls', { labelSelector: null, queryType: null, groupBy: null, spanSelector: null, maxNodes: null, limit: null }],
    ['an empty selector', { labelSelector: '' }],
    ['an unknown query type', { queryType: 'flame' }],
    ['unknown fields', { frobnicate: { a: [1] }, limit: -3, groupBy: 'pod' }],
  ])('%s: the whole service is answered', async (_, saved) => {
    const sent = fakeBackend(answers);
    const response = await answerTo(dataSource(), queryRequest([saved as unknown as PyroscopeQuery]));
    expect(frameOf(response).length).toBeGreaterThan(1);
    expect(stacktracesSent(sent)[0].labelSelector).toBe('{}');
  });

  it.each([
    ['labelSelector', { labelSelector: 42 }],
    ['spanSelector', { spanSelector: { id: 1 } }],
    ['traceIdSelector', { traceIdSelector: [1] }],
    ['stackTraceSelector', { stackTraceSelector: 7 }],
  ])('a %s that cannot be read is said, never left out', async (field, saved) => {
    const sent = fakeBackend(answers);
    const response = await answerTo(dataSource(), queryRequest([saved as unknown as PyroscopeQuery]));
    expect(sent).toEqual([]);
    expect(response.errors?.[0].message).toContain(field);
    expect(frameOf(response).length).toBe(1);
  });

  it('chooses a CPU type that the service has where none is saved', async () => {
    const sent = fakeBackend({
      Series: { body: recorded('series-fast-path.response.bin') },
      SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') },
    });
    const response = await answerTo(
      dataSource(),
      queryRequest([{ profileTypeId: '', labelSelector: '{service_name="order-service"}' }])
    );
    const asked = fromBinary(SeriesRequestSchema, sent[0].body);
    expect(asked.matchers).toEqual(['{service_name="order-service"}']);
    expect(asked.labelNames).toEqual(['service_name', '__profile_type__']);
    expect(stacktracesSent(sent)[0].profileTypeID).toBe(CPU);
    expect(metaOf(response).profileTypeId).toBe(CPU);
  });
});
