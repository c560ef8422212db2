import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import {
  SelectSeriesResponseSchema,
  SeriesRequestSchema,
  SeriesResponseSchema,
} from '../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import type { PyroscopeQuery } from '../query/query';
import {
  answerTo,
  CPU,
  dataSource,
  fakeBackend,
  metaOf,
  queryRequest,
  RANGE,
  recorded,
  seriesSent,
  stacktracesSent,
  type Answers,
  type Sent,
} from '../testing/fakeHost';

const ODD = 'process_cpu:cpu:nanoseconds::';
const NODE = 'wall:cpu:nanoseconds:wall:nanoseconds';
const SAMPLES = 'process_cpu:samples:count:cpu:nanoseconds';
const MEMORY = 'memory:inuse_space:bytes:space:bytes';

/** Of each service, how much of each type. */
type World = Record<string, Record<string, number>>;

const label = (name: string, value: string) => ({ name, value });

/** A call for how much each service has, told from those for the points of a series. */
function isTotal(sent: Sent): boolean {
  const [call] = sent.method === 'SelectSeries' ? seriesSent([sent]) : [];
  return (
    call !== undefined && call.groupBy.join() === 'service_name' && Number(call.end - call.start) === call.step * 1000
  );
}

/** A server that has this, for whatever selector. */
function serverOf(world: World, others: Answers = {}): Answers {
  const labelsSet = Object.entries(world).flatMap(([service, types]) =>
    Object.keys(types).map((type) => ({ labels: [label('service_name', service), label('__profile_type__', type)] }))
  );
  return {
    Series: { body: toBinary(SeriesResponseSchema, create(SeriesResponseSchema, { labelsSet })) },
    SelectSeries: (sent) => {
      const [{ profileTypeID, end, start }] = seriesSent([sent]);
      if (!isTotal(sent)) {
        return { body: new Uint8Array() };
      }
      const series = Object.entries(world)
        .filter(([, types]) => profileTypeID in types)
        .map(([service, types]) => ({
          labels: [label('service_name', service)],
          // The first step lies before the range.
          points: [
            { timestamp: start, value: 1e18 },
            { timestamp: end, value: types[profileTypeID] },
          ],
        }));
      return { body: toBinary(SelectSeriesResponseSchema, create(SelectSeriesResponseSchema, { series })) };
    },
    SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') },
    ...others,
  };
}

const ten = (types: Record<string, number>): World =>
  Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`service-${at}`, types]));

async function ask(world: World, target: Partial<PyroscopeQuery> = {}, others: Answers = {}) {
  const sent = fakeBackend(serverOf(world, others));
  const source = dataSource();
  const response = await answerTo(source, queryRequest([{ profileTypeId: '', ...target }]));
  const methods = sent.filter((one) => one.method !== 'SelectSeries' || isTotal(one)).map(({ method }) => method);
  return { sent, source, response, methods };
}

describe('a query without a type', () => {
  it('asks for what most services have, in one call more', async () => {
    const { sent, response, methods } = await ask({ ...ten({ [CPU]: 5e9, [SAMPLES]: 9e12 }), odd: { [ODD]: 42 } });
    expect(stacktracesSent(sent)).toMatchObject([{ profileTypeID: CPU, labelSelector: '{}' }]);
    expect(methods).toEqual(['Series', 'SelectMergeStacktraces']);
    const meta = metaOf(response);
    expect(meta.profileTypeLabel).toBe('CPU time');
    expect(meta.profileTypeName).toBe(`CPU time (${CPU})`);
    expect(meta.links).toMatchObject([
      {
        text: `odd is not included: its CPU profiles are of type CPU time (${ODD}).`,
        link: { title: 'Show this type' },
      },
    ]);
    expect(response.data[0].meta.notices).toContainEqual(
      expect.objectContaining({ severity: 'info', text: meta.links?.[0].text, link: meta.links?.[0].link.url })
    );
  });

  it('is for the type with the most CPU time where as many services have others', async () => {
    const { sent, methods } = await ask({ a: { [ODD]: 42 }, b: { [CPU]: 7e9 }, c: { [NODE]: 8e9 } });
    expect(stacktracesSent(sent)[0].profileTypeID).toBe(NODE);
    expect(methods).toEqual(['Series', 'SelectSeries', 'SelectSeries', 'SelectSeries', 'SelectMergeStacktraces']);
    const totals = seriesSent(sent.filter(isTotal));
    expect(totals.map(({ groupBy, labelSelector }) => [groupBy, labelSelector])).toEqual(
      Array(3).fill([['service_name'], '{}'])
    );
  });

  it('asks for a type all the same where the server does not tell how much there is', async () => {
    const refused = { status: 500, body: 'no' };
    const { sent, response } = await ask({ a: { [ODD]: 42 }, b: { [CPU]: 7e9 } }, {}, { SelectSeries: refused });
    expect(stacktracesSent(sent)[0].profileTypeID).toBe(CPU);
    expect(response.errors).toBeUndefined();
  });

  it('looks at the services that it selects', async () => {
    const labelSelector = '{service_name=~"a|b", region="eu"}';
    const { sent } = await ask({ a: { [NODE]: 1 } }, { labelSelector });
    const [series] = sent.filter(({ method }) => method === 'Series');
    expect(fromBinary(SeriesRequestSchema, series.body).matchers).toEqual([labelSelector]);
    expect(stacktracesSent(sent)[0].profileTypeID).toBe(NODE);
  });

  it('shares what it asks with others who look at the same services', async () => {
    const none = { SelectSeries: { body: new Uint8Array() } };
    const { source, sent } = await ask({ ...ten({ [CPU]: 1 }), odd: { [ODD]: 42 } }, {}, none);
    await answerTo(source, queryRequest([{ profileTypeId: '' }, { profileTypeId: '', queryType: 'both' }]));
    expect(sent.filter(({ method }) => method === 'Series')).toHaveLength(1);
  });

  it('names the services that are left out, a few of many, by type', async () => {
    const world: World = { ...ten({ [CPU]: 1 }), w1: { [NODE]: 1 }, w2: { [NODE]: 1 }, old: { [SAMPLES]: 1 } };
    const { response } = await ask({ ...world, w3: { [NODE]: 1 }, w4: { [NODE]: 1 }, w5: { [NODE]: 1 } });
    expect(metaOf(response).links?.map(({ text }) => text)).toEqual([
      `w1, w2, w3 and 2 more services are not included: their CPU profiles are of type CPU time (${NODE}).`,
      'old is not included: its CPU profiles are of type CPU samples.',
    ]);
    const two = await ask({ ...ten({ [CPU]: 1 }), w1: { [NODE]: 1 }, w2: { [NODE]: 1 } });
    expect(metaOf(two.response).links?.[0].text).toMatch(/^w1 and w2 are not included/);
  });

  it('leads to the type that was left out, with all else as it was', async () => {
    const target = { labelSelector: '{region="eu"}', maxNodes: 512 };
    const { response } = await ask({ ...ten({ [CPU]: 1 }), web: { [NODE]: 1 } }, target);
    const { url } = metaOf(response).links![0].link;
    const panes = JSON.parse(new URL(url, 'http://grafana').searchParams.get('panes') ?? '');
    expect(Object.values(panes)).toMatchObject([
      { datasource: 'hotpath', queries: [{ ...target, refId: 'A', queryType: 'profile', profileTypeId: NODE }] },
    ]);
  });

  it('says nothing of others where none are left out', async () => {
    const { response } = await ask({ a: { [CPU]: 1, [ODD]: 1 }, quiet: { [MEMORY]: 1 } });
    expect(metaOf(response)).not.toHaveProperty('links');
    expect(metaOf(response).profileTypeName).toBe(`CPU time (${CPU})`);
    const plain = await ask({ a: { [CPU]: 1 }, b: { [CPU]: 1, [SAMPLES]: 3 } });
    expect(metaOf(plain.response)).not.toHaveProperty('profileTypeName');
  });

  it('says it once beside series, and with series alone', async () => {
    const world = { ...ten({ [CPU]: 1 }), web: { [NODE]: 1 } };
    const said = (frames: Array<{ meta?: { notices?: Array<{ text: string }> } }>) =>
      frames.flatMap(({ meta }) => meta?.notices ?? []).filter(({ text }) => text.startsWith('web is not included'));
    const answers = { SelectSeries: { body: recorded('series-fast-path.response.bin') } };
    const points = toBinary(
      SelectSeriesResponseSchema,
      create(SelectSeriesResponseSchema, {
        series: [{ points: [{ timestamp: BigInt(RANGE.from + 15_000), value: 1 }] }],
      })
    );
    answers.SelectSeries.body = points;
    const both = await ask(world, { queryType: 'both' }, answers);
    expect(said(both.response.data)).toHaveLength(1);
    const series = await ask(world, { queryType: 'metrics' }, answers);
    expect(said(series.response.data)).toMatchObject([
      { severity: 'info', link: expect.stringContaining('/explore?') },
    ]);
  });

  it('is the type with the most behind it in any world', async () => {
    const world = fc.dictionary(
      fc.constantFrom(...'abcdefg'),
      fc.dictionary(fc.constantFrom(CPU, ODD, NODE, SAMPLES, MEMORY), fc.integer({ min: 1, max: 1e12 }), {
        minKeys: 1,
      }),
      { minKeys: 1 }
    );
    await fc.assert(
      fc.asyncProperty(world, async (services) => {
        const { sent, response } = await ask(services);
        const behind = (type: string) => {
          const amounts = Object.values(services).flatMap((types) => (type in types ? [types[type]] : []));
          return { services: amounts.length, amount: amounts.reduce((sum, one) => sum + one, 0) };
        };
        const times = [CPU, ODD, NODE].filter((type) => behind(type).services > 0);
        const kind = times.length > 0 ? times : behind(SAMPLES).services > 0 ? [SAMPLES] : [];
        if (kind.length === 0) {
          expect(stacktracesSent(sent)).toEqual([]);
          expect(metaOf(response).noData?.message).toMatch(/no CPU profiles/);
          return;
        }
        const chosen = stacktracesSent(sent)[0].profileTypeID;
        expect(kind).toContain(chosen);
        for (const other of kind) {
          const [one, two] = [behind(chosen), behind(other)];
          expect(one.services > two.services || (one.services === two.services && one.amount >= two.amount)).toBe(true);
        }
        const outside = Object.values(services).filter(
          (types) => !(chosen in types) && [CPU, ODD, NODE, SAMPLES].some((type) => type in types)
        );
        expect(metaOf(response).links !== undefined).toBe(outside.length > 0);
      }),
      { numRuns: 60 }
    );
  });
});

describe('the name of a type that the user chose', () => {
  it('is in full where the editor knows of another by that name, and nothing is asked for it', async () => {
    const sent = fakeBackend(serverOf({ ...ten({ [CPU]: 1 }), odd: { [ODD]: 42 } }));
    const source = dataSource();
    const before = await answerTo(source, queryRequest([{ profileTypeId: ODD }]));
    expect(metaOf(before)).not.toHaveProperty('profileTypeName');
    expect(sent.map(({ method }) => method)).not.toContain('Series');
    await source.catalog.services({ start: 0, end: 60_000 });
    const after = await answerTo(source, queryRequest([{ profileTypeId: ODD }]));
    expect(metaOf(after).profileTypeName).toBe(`CPU time (${ODD})`);
    // Of a service that has one of them there is nothing to tell apart.
    const one = await answerTo(source, queryRequest([{ profileTypeId: ODD, labelSelector: '{service_name="odd"}' }]));
    expect(metaOf(one)).not.toHaveProperty('profileTypeName');
    expect(metaOf(one)).not.toHaveProperty('links');
  });
});
