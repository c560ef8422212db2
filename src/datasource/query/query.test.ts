import fc from 'fast-check';
import { readQuery, type PyroscopeQuery } from './query';
import {
  answerTo,
  CPU,
  dataSource,
  fakeBackend,
  heatmapsSent,
  queryRequest,
  recorded,
  recordedSeries,
  seriesSent,
  stacktracesSent,
} from '../testing/fakeHost';

const FIELDS = [
  'labelSelector',
  'profileTypeId',
  'queryType',
  'groupBy',
  'spanSelector',
  'traceIdSelector',
  'profileIdSelector',
  'stackTraceSelector',
  'limit',
  'maxNodes',
  'annotations',
  'includeExemplars',
  'includeHeatmap',
  'heatmapType',
  'aggregation',
  'refId',
] as const;

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '{}',
    '',
    '$x',
    '${a:regex}',
    CPU,
    'profile',
    'metrics',
    'both',
    'heatmap',
    'span',
    'average',
    true,
    'true',
    NaN,
    -1,
    1e12,
    '15cb822407822739'
  )
);
const savedQuery = fc.record(Object.fromEntries(FIELDS.map((field) => [field, anything])), {
  requiredKeys: [],
}) as fc.Arbitrary<Partial<PyroscopeQuery>>;

describe('readQuery', () => {
  it('reads whatever was saved, and what it made of it stays as it is', () => {
    fc.assert(
      fc.property(savedQuery, (saved) => {
        const { query } = readQuery(saved);
        expect(typeof query.labelSelector).toBe('string');
        expect(readQuery(query)).toEqual({ query, problems: [] });
      })
    );
  });

  it('keeps what it does not know', () => {
    const saved = { refId: 'B', annotations: true, heatmapType: 'span' as const, ours: { a: 1 } };
    expect(readQuery(saved).query).toMatchObject(saved);
  });
});

it('every saved query is answered or refused with a reason, and a flame graph always has a row', async () => {
  fakeBackend({
    Series: { body: recorded('series-fast-path.response.bin') },
    SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') },
    SelectMergeSpanProfile: { body: recorded('profile-span.response.bin') },
    SelectSeries: { body: recordedSeries('metrics-cpu-by-service-version') },
    SelectHeatmap: { status: 501, body: '{"code":"unimplemented","message":"no"}', contentType: 'application/json' },
  });
  const source = dataSource();
  await fc.assert(
    fc.asyncProperty(savedQuery, async (saved) => {
      const { data, errors = [] } = await answerTo(source, queryRequest([saved]));
      const graphs = data.filter(({ name }) => name === 'response');
      expect(graphs.every(({ length }) => length >= 1)).toBe(true);
      expect(errors.every(({ message }) => (message ?? '').length > 0)).toBe(true);
      expect(data.length + errors.length).toBeGreaterThanOrEqual(1);
      const { queryType } = readQuery(saved).query;
      expect(graphs).toHaveLength(queryType === 'profile' || queryType === 'both' ? 1 : 0);
    }),
    { numRuns: 100 }
  );
});

it('what is sent selects what was saved, by every call', async () => {
  const sent = fakeBackend({
    SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') },
    SelectSeries: { body: recordedSeries('metrics-cpu-by-service-version') },
    SelectHeatmap: { status: 501, body: '{"code":"unimplemented","message":"no"}', contentType: 'application/json' },
  });
  const source = dataSource();
  const label = fc.stringMatching(/^[a-z_]{1,8}$/);
  const plain = fc.record({
    queryType: fc.constantFrom('profile', 'metrics', 'both', 'heatmap'),
    labelSelector: fc.array(fc.tuple(label, label), { maxLength: 3 }).map((pairs) => {
      return `{${pairs.map(([name, value]) => `${name}="${value}"`).join(', ')}}`;
    }),
    groupBy: fc.array(label, { maxLength: 2 }),
    limit: fc.integer({ min: -3, max: 9 }),
    includeHeatmap: fc.boolean(),
  }) as fc.Arbitrary<Partial<PyroscopeQuery>>;
  await fc.assert(
    fc.asyncProperty(plain, async (saved) => {
      sent.length = 0;
      await answerTo(source, queryRequest([saved]));
      const calls = [...stacktracesSent(sent), ...seriesSent(sent), ...heatmapsSent(sent)];
      expect(calls.length).toBeGreaterThan(0);
      expect(new Set(calls.map(({ labelSelector }) => labelSelector))).toEqual(new Set([saved.labelSelector]));
      const grouping = { groupBy: saved.groupBy, limit: saved.limit! > 0 ? BigInt(saved.limit!) : undefined };
      // Beside a flame graph the series of all of it says how many cores that is.
      const whole = { groupBy: [], limit: undefined };
      const withProfile = saved.queryType === 'profile' || saved.queryType === 'both';
      const asked = [...seriesSent(sent), ...heatmapsSent(sent)].map(({ groupBy, limit }) => ({ groupBy, limit }));
      expect(withProfile ? [grouping, whole] : [grouping]).toEqual(expect.arrayContaining(asked));
      expect(asked).toEqual(expect.arrayContaining([saved.queryType === 'profile' ? whole : grouping]));
    }),
    { numRuns: 40 }
  );
});
