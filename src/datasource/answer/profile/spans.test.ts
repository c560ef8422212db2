import type { DataFrame } from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { profileMeta } from '../../../frames/profileMeta';
import {
  answerTo,
  CPU,
  dataSource,
  fakeBackend,
  frameOf,
  metaOf,
  queryRequest,
  RANGE,
  recorded,
  spanProfilesSent,
} from '../../testing/fakeHost';

describe('spans', () => {
  const link = {
    labelSelector: '{service_name="api-gateway"}',
    groupBy: [],
    profileTypeId: CPU,
    queryType: 'profile' as const,
    spanSelector: ['15cb822407822739'],
    refId: 'profile',
  };
  const answers = { SelectMergeSpanProfile: { body: recorded('profile-span.response.bin') } };

  it('answers the trace view’s own request', async () => {
    const sent = fakeBackend(answers);
    const span = { from: RANGE.from + 1000, to: RANGE.from + 1224 };
    const request = {
      ...queryRequest([{ ...link, refId: 'span-flamegraph-refId' }], {
        app: 'unknown',
        from: span.from - 30_000,
        to: span.to + 30_000,
      }),
      requestId: 'span-flamegraph-requestId',
      interval: '2s',
      intervalMs: 2000,
    };
    const result = await lastValueFrom(dataSource().query(request));
    const frame = result.data.find((f: DataFrame) => f.name === 'response');
    expect(frame.length).toBeGreaterThan(1);
    expect(frame.fields[1].values[0]).toBe(50_000_000);
    expect(spanProfilesSent(sent)[0]).toMatchObject({
      spanSelector: ['15cb822407822739'],
      start: BigInt(span.from - 30_000),
      end: BigInt(span.to + 30_000),
    });
    expect(profileMeta(frame)?.askedRange).toBeUndefined();
  });

  it('widens the bare range that a span link has, and says so', async () => {
    const sent = fakeBackend(answers);
    const from = RANGE.from + 1000;
    const response = await answerTo(dataSource(), queryRequest([link], { from, to: from + 1 }));
    expect(spanProfilesSent(sent)[0]).toMatchObject({ start: BigInt(from - 60_000), end: BigInt(from + 60_001) });
    expect(metaOf(response)).toMatchObject({
      range: { from: from - 60_000, to: from + 60_001 },
      askedRange: { from, to: from + 1 },
      spanIds: ['15cb822407822739'],
      notes: [
        expect.stringMatching(/^This rests on 5 samples of 10 ms each/),
        expect.stringMatching(/extended by a minute/),
      ],
    });
  });

  it.each([
    ['the attribute is missing', ['${__span.tags["pyroscope.profile.id"]}'], /no profile ID/],
    ['a variable has no value', ['$span'], /\$span has no value/],
    ['malformed', ['xyz'], /“xyz” is not a valid span ID/],
    ['too short', ['15cb8224078227'], /is not a valid span ID/],
    ['all zero', ['0000000000000000'], /is not a valid span ID/],
  ])('never answers another question: %s', async (_, spanSelector, said) => {
    const sent = fakeBackend({
      ...answers,
      SelectMergeStacktraces: { body: recorded('profile-python-cpu.response.bin') },
    });
    const response = await answerTo(dataSource(), queryRequest([{ ...link, spanSelector }]));
    expect(sent).toEqual([]);
    expect(response.errors).toBeUndefined();
    expect(frameOf(response).length).toBe(1);
    expect(metaOf(response).noData?.message).toMatch(said);
    expect(frameOf(response).meta?.notices?.[0].text).toMatch(said);
  });

  it('trims ids, and keeps the good ones beside a bad one', async () => {
    const sent = fakeBackend(answers);
    const response = await answerTo(
      dataSource(),
      queryRequest([{ ...link, spanSelector: [' 15CB822407822739 ', 'nonsense'] }])
    );
    expect(spanProfilesSent(sent)[0].spanSelector).toEqual(['15cb822407822739']);
    expect(metaOf(response).notes).toContainEqual(expect.stringMatching(/“nonsense”/));
  });

  it('chooses a CPU type for a link without one', async () => {
    const sent = fakeBackend({ ...answers, Series: { body: recorded('series-fast-path.response.bin') } });
    const response = await answerTo(dataSource(), queryRequest([{ ...link, profileTypeId: '' }]));
    expect(spanProfilesSent(sent)[0].profileTypeID).toBe(CPU);
    expect(frameOf(response).length).toBeGreaterThan(1);
  });

  it('answers two at once, each its own', async () => {
    const sent = fakeBackend(answers);
    const source = dataSource();
    const [one, two] = await Promise.all([
      answerTo(source, queryRequest([link], { app: 'unknown' })),
      answerTo(source, queryRequest([{ ...link, spanSelector: ['6a29e5d07f769265'] }], { app: 'unknown' })),
    ]);
    expect(metaOf(one).spanIds).toEqual(['15cb822407822739']);
    expect(metaOf(two).spanIds).toEqual(['6a29e5d07f769265']);
    expect(spanProfilesSent(sent)).toHaveLength(2);
    expect(new Set(sent.map(({ request }) => request.requestId)).size).toBe(2);
  });
});
