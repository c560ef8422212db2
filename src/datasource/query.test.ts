import fc from 'fast-check';
import { answeredType, readQuery, type PyroscopeQuery } from './query';
import { answerTo, CPU, dataSource, fakeBackend, frameOf, queryRequest, recorded } from './testing/fakeHost';

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
  'refId',
] as const;

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('{}', '', '$x', '${a:regex}', CPU, 'profile', 'metrics', 'both', NaN, -1, 1e12, '15cb822407822739')
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
        expect(readQuery(query)).toEqual({ query, corrections: [] });
      })
    );
  });

  it('keeps what it does not know', () => {
    const saved = { refId: 'B', annotations: true, heatmapType: 'span' as const, ours: { a: 1 } };
    expect(readQuery(saved).query).toMatchObject(saved);
  });
});

describe('answeredType', () => {
  it.each([
    ['both', 'explore', 'both'],
    ['both', 'dashboard', 'profile'],
    ['both', undefined, 'profile'],
    ['metrics', 'dashboard', 'metrics'],
  ])('%s in %s is %s', (queryType, app, answered) => {
    expect(answeredType({ queryType } as PyroscopeQuery, app)).toBe(answered);
  });
});

it('every saved query is answered with one frame that has a row', async () => {
  fakeBackend({
    Series: { body: recorded('series-fast-path.response.bin') },
    SelectMergeStacktraces: { body: recorded('profile-python-cpu-64.response.bin') },
    SelectMergeSpanProfile: { body: recorded('profile-span.response.bin') },
  });
  const source = dataSource();
  await fc.assert(
    fc.asyncProperty(savedQuery, async (saved) => {
      const response = await answerTo(source, queryRequest([saved]));
      expect(frameOf(response).length).toBeGreaterThanOrEqual(1);
    }),
    { numRuns: 60 }
  );
});
