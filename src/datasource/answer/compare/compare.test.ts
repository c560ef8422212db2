import { fromBinary } from '@bufbuild/protobuf';
import { LoadingState } from '@grafana/data';
import { pathsOf, treeOf } from '../../../../pkg/calltree/testing/trees';
import { SelectMergeSpanProfileRequestSchema } from '../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { rememberedTree } from '../../../frames/frameTree';
import type { PyroscopeQuery } from '../../query/query';
import { serverOf } from '../../testing/runningServices';
import { compared, profile, refusal, server, VERSIONS, type Asked } from '../../testing/comparedSides';
import {
  answerTo,
  CPU,
  dataSource,
  fakeBackend,
  fakeTemplates,
  frameOf,
  metaOf,
  packets,
  queryRequest,
  RANGE,
  recorded,
  stacktracesSent,
} from '../../testing/fakeHost';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LENGTH = RANGE.to - RANGE.from;
const INUSE = 'memory:inuse_space:bytes:space:bytes';

const BEFORE = treeOf([['main', 'work'], 30], [['main', 'gone'], 5]);
const AFTER = treeOf([['main', 'work'], 70], [['main', 'new'], 3]);
const byVersion = (asked: Asked) => profile(asked.selector.includes('v1') ? BEFORE : AFTER);

describe('a comparison', () => {
  it('asks each side by itself and shows both as one tree', async () => {
    const sent = server(byVersion);
    const response = await compared(VERSIONS);
    expect(response.state).toBe(LoadingState.Done);
    expect(stacktracesSent(sent)).toHaveLength(2);
    const tree = rememberedTree(frameOf(response).fields);
    expect(pathsOf(tree!)).toEqual(
      pathsOf(treeOf([['main', 'work'], 30, 70], [['main', 'gone'], 5, 0], [['main', 'new'], 0, 3]))
    );
    expect(metaOf(response)).toMatchObject({
      labelSelector: '{service_name="shop", version="v2"}',
      subject: { service: 'shop', labels: ['version=v2'] },
      comparison: {
        baseline: { subject: { service: 'shop', labels: ['version=v1'] }, range: { from: RANGE.from, to: RANGE.to } },
        compared: { subject: { service: 'shop', labels: ['version=v2'] } },
      },
    });
    expect(metaOf(response).notes?.join()).toMatch(/2.1 times as many samples/);
  });

  it('asks for more nodes than are looked at, unless the query says how many', async () => {
    const sent = server(byVersion);
    await compared(VERSIONS);
    await compared({ ...VERSIONS, maxNodes: 500 });
    expect(stacktracesSent(sent).map(({ maxNodes }) => Number(maxNodes))).toEqual([65_536, 65_536, 500, 500]);
  });

  it.each<[string, Partial<PyroscopeQuery>, [number, number], [number, number]]>([
    ['nothing said', {}, [-LENGTH - 1, -1], [0, LENGTH]],
    ['the previous range', { baseline: { time: 'previous' } }, [-LENGTH - 1, -1], [0, LENGTH]],
    ['an hour earlier', { baseline: { time: '1h' } }, [-HOUR, LENGTH - HOUR], [0, LENGTH]],
    ['a week earlier', { baseline: { time: '1w' } }, [-7 * DAY, LENGTH - 7 * DAY], [0, LENGTH]],
    ['an offset of ones own', { baseline: { time: '1d12h' } }, [-1.5 * DAY, LENGTH - 1.5 * DAY], [0, LENGTH]],
    [
      'first part and last',
      { baseline: { time: 'first' }, compared: { time: 'last' } },
      [0, LENGTH / 3],
      [(LENGTH / 3) * 2, LENGTH],
    ],
    [
      'two absolute ranges',
      {
        baseline: { time: 'range', from: `${RANGE.from - 5000}`, to: new Date(RANGE.from).toISOString() },
        compared: { time: 'range', from: `${RANGE.from + 10_000}`, to: `${RANGE.from + 20_000}` },
      },
      [-5000, 0],
      [10_000, 20_000],
    ],
    [
      'an offset from an absolute range',
      { baseline: { time: '1d' }, compared: { time: 'range', from: `${RANGE.from}`, to: `${RANGE.from + 1000}` } },
      [-DAY, 1000 - DAY],
      [0, 1000],
    ],
  ])('is of the ranges that are asked for: %s', async (_, query, baseline, own) => {
    server((asked) => profile(treeOf([['main'], asked.start])));
    const { comparison } = metaOf(await compared(query));
    const ranges = [comparison?.baseline.range, comparison?.compared.range];
    expect(ranges.map((range) => [range!.from - RANGE.from, range!.to - RANGE.from])).toEqual([baseline, own]);
  });

  it('fills in variables on both sides, and adds filters to both', async () => {
    const sent = server(byVersion);
    const templates = fakeTemplates({ before: 'v1', after: 'v2', ago: '1d' });
    const request = queryRequest(
      [
        {
          queryType: 'compare',
          labelSelector: '{version="$after"}',
          baseline: { labelSelector: '{version="$before"}', time: '$ago' },
        },
      ],
      { app: 'dashboard', filters: [{ key: 'pod', operator: '=', value: 'a' }] }
    );
    await answerTo(dataSource(templates), request);
    expect(stacktracesSent(sent).map(({ labelSelector }) => labelSelector)).toEqual([
      '{version="v2", pod="a"}',
      '{version="v1", pod="a"}',
    ]);
    expect(stacktracesSent(sent).map(({ start }) => Number(start) - RANGE.from)).toEqual([0, -DAY]);
  });

  it('asks nothing while a variable of either side has no value', async () => {
    const sent = server(byVersion);
    const response = await compared({ baseline: { labelSelector: '{version="$nobody"}' } });
    expect(sent).toEqual([]);
    expect(metaOf(response).failed?.title).toMatch(/\$nobody/);
  });

  it('compares means of what was held, whatever the number of snapshots', async () => {
    const labels = { pod: 'a' };
    const at = (from: number, value: number, count: number) =>
      Array.from({ length: count }, (_, step) => ({ time: from + step * 15_000 + 1, value, labels }));
    fakeBackend(serverOf([...at(RANGE.from, 900, 30), ...at(RANGE.from - HOUR, 300, 30)]));
    const response = (
      await packets(
        dataSource(),
        queryRequest([{ queryType: 'compare', profileTypeId: INUSE, baseline: { time: '1h' } }], { app: 'dashboard' })
      )
    ).at(-1)!;
    const tree = rememberedTree(frameOf(response).fields)!;
    expect([tree.total[0], tree.totalRight![0]].map(Math.round)).toEqual([300, 900]);
    expect(metaOf(response)).toMatchObject({ isState: true, snapshots: 1 });
  });

  it('knows of the range whose first part is compared with its last, where growth can be asked of it', async () => {
    fakeBackend(
      serverOf([
        { time: RANGE.from + 1000, value: 9, labels: {} },
        { time: RANGE.to - 1000, value: 12, labels: {} },
      ])
    );
    const grownOver = async (query: Partial<PyroscopeQuery>) => {
      const target = { queryType: 'compare' as const, profileTypeId: INUSE, ...query };
      const all = await packets(dataSource(), queryRequest([target], { app: 'dashboard' }));
      return metaOf(all.at(-1)!).comparison?.grownOver;
    };
    const parts = { baseline: { time: 'first' }, compared: { time: 'last' } };
    expect(await grownOver(parts)).toEqual(RANGE);
    expect(await grownOver({ ...parts, profileTypeId: CPU })).toBeUndefined();
    expect(await grownOver({ ...parts, baseline: { labelSelector: '{a="b"}', time: 'first' } })).toBeUndefined();
    expect(await grownOver({ baseline: { time: '1h' } })).toBeUndefined();
  });
});

describe('what is said of a comparison', () => {
  it('tells its title what the baseline is, and whether the comparison has a time of its own', async () => {
    server(byVersion);
    expect(metaOf(await compared(VERSIONS)).comparison).toMatchObject({ against: { whom: 'v1' } });
    expect(metaOf(await compared(VERSIONS)).comparison?.ownTime).toBeUndefined();
    const times = { baseline: { time: '1d' }, compared: { time: '1h' } };
    expect(metaOf(await compared(times)).comparison).toMatchObject({ against: { when: '1 d earlier' }, ownTime: true });
  });

  it('has a note where nothing changed, though two selectors were compared', async () => {
    server(() => profile(AFTER));
    expect(metaOf(await compared(VERSIONS)).notes).toEqual([expect.stringMatching(/^Nothing changed:/)]);
    expect(metaOf(await compared({ baseline: { time: 'same' } })).notes?.join()).toMatch(/nothing can differ/);
  });
});

describe('a side with nothing to compare', () => {
  const nothing = profile(treeOf());

  it.each([
    ['baseline', 'v1', AFTER],
    ['compared', 'v2', BEFORE],
  ])('leaves the other one alone on screen: %s is empty', async (_, empty, shown) => {
    server((asked) => (asked.selector.includes(empty) ? nothing : byVersion(asked)));
    const response = await compared(VERSIONS);
    expect(response.errors).toBeUndefined();
    const tree = rememberedTree(frameOf(response).fields)!;
    expect(tree.totalRight).toBeUndefined();
    expect(pathsOf(tree)).toEqual(pathsOf(shown));
    const meta = metaOf(response);
    const text = expect.stringMatching(/has no profiles: only the (comparison|baseline) is shown/);
    expect(meta.comparison?.alone).toEqual({ severity: 'warning', text });
    expect(frameOf(response).meta?.notices).toEqual([{ severity: 'warning', text }]);
    expect(meta.comparison?.against).toBeUndefined();
    expect(meta.subject?.labels).toEqual([empty === 'v1' ? 'version=v2' : 'version=v1']);
    expect(meta.comparison?.only).toBe(empty === 'v1' ? 'compared' : 'baseline');
  });

  it('is not taken for its whole service where it is a span without samples', async () => {
    const sent = fakeBackend({
      Series: { body: recorded('series-fast-path.response.bin') },
      SelectMergeSpanProfile: ({ body }) =>
        fromBinary(SelectMergeSpanProfileRequestSchema, body).spanSelector.includes('00000000000000aa')
          ? nothing
          : profile(AFTER),
      SelectMergeStacktraces: profile(BEFORE),
    });
    const response = await compared({
      spanSelector: ['00000000000000bb'],
      baseline: { spanSelector: ['00000000000000aa'], time: 'same' },
    });
    const meta = metaOf(response);
    expect(meta.comparison).toMatchObject({ only: 'compared', alone: { severity: 'warning' } });
    expect(meta.comparison?.alone?.text).toMatch(/samples of this span/);
    expect(meta.instead).toBeUndefined();
    expect(stacktracesSent(sent)).toEqual([]);
  });

  it('says so of both', async () => {
    server(() => nothing);
    const response = await compared(VERSIONS);
    expect(frameOf(response).length).toBe(1);
    expect(metaOf(response).noData?.message).toMatch(/^Neither side has profiles/);
  });

  it.each([
    ['baseline', 'v1', AFTER],
    ['compared', 'v2', BEFORE],
  ])('leaves the other one on screen where it failed: %s', async (_, failing, shown) => {
    server((asked) => (asked.selector.includes(failing) ? refusal(500, 'broken') : byVersion(asked)));
    const response = await compared(VERSIONS);
    expect(response.errors).toHaveLength(1);
    expect(response.errors?.[0].message).toMatch(/failed to load: only the (comparison|baseline) is shown/);
    const text = response.errors?.[0].message;
    // The remedy is to look for that line.
    expect(text).toMatch(/ SelectMergeStacktraces · HTTP 500 · broken$/);
    expect(metaOf(response).comparison?.alone).toEqual({ severity: 'error', text });
    expect(frameOf(response).meta?.notices).toEqual([{ severity: 'error', text }]);
    expect(pathsOf(rememberedTree(frameOf(response).fields)!)).toEqual(pathsOf(shown));
  });

  it('fails where neither can be shown, and says what is with each', async () => {
    server((asked) => (asked.selector.includes('v1') ? refusal(500, 'broken') : nothing));
    const response = await compared(VERSIONS);
    expect(metaOf(response).failed?.title).toMatch(/^Baseline: /);
    expect(metaOf(response).failed?.remedy).toMatch(/Comparison: /);
    expect(response.errors).toHaveLength(1);
  });

  it('has the technical line of each where both failed, and one where it is the same', async () => {
    server(({ selector }) => refusal(500, selector.includes('v1') ? 'no store' : 'no disk'));
    const lines = metaOf(await compared(VERSIONS)).failed?.detail?.split('\n');
    expect(lines).toEqual([expect.stringContaining('no disk'), expect.stringContaining('no store')]);
    server(() => refusal(500, 'broken'));
    expect(metaOf(await compared(VERSIONS)).failed?.detail).toMatch(/^SelectMergeStacktraces · HTTP 500 · .*broken$/);
  });

  it('says of a side that it is too long for the server', async () => {
    server((asked) =>
      asked.end - asked.start > DAY
        ? refusal(400, 'the query time range exceeds the limit (max_query_length, actual: 4800h0m0s, limit: 1d)')
        : byVersion(asked)
    );
    const response = await compared({
      baseline: { time: 'range', from: `${RANGE.from - 200 * DAY}`, to: `${RANGE.from}` },
    });
    expect(response.errors?.[0].message).toMatch(/baseline failed to load.*A range of 200 d would take 200 queries/);
    expect(metaOf(response).comparison?.only).toBe('compared');
  });

  it('asks a long side in pieces, and compares their sum', async () => {
    const sent = server((asked) =>
      asked.end - asked.start > DAY
        ? refusal(400, 'the query time range exceeds the limit (max_query_length, actual: 72h0m0s, limit: 1d)')
        : profile(treeOf([['main'], 10]))
    );
    const response = (
      await packets(
        dataSource(),
        queryRequest(
          [
            {
              queryType: 'compare',
              baseline: { time: 'range', from: `${RANGE.from - 3 * DAY}`, to: `${RANGE.from}` },
            },
          ],
          { app: 'dashboard' }
        )
      )
    ).at(-1)!;
    const tree = rememberedTree(frameOf(response).fields)!;
    expect([tree.total[0], tree.totalRight?.[0]]).toEqual([30, 10]);
    expect(stacktracesSent(sent).length).toBeGreaterThanOrEqual(4);
    expect(metaOf(response).notes?.join()).toMatch(/Baseline: The server allows 1 d per query/);
  });
});

describe('what is said of two sides', () => {
  it.each<[string, Partial<PyroscopeQuery>, RegExp]>([
    ['ranges that overlap', { baseline: { time: '1m' } }, /The two ranges overlap/],
    ['the same twice', { baseline: { time: 'same' } }, /nothing can differ/],
    [
      'lengths that differ',
      { baseline: { time: 'range', from: `${RANGE.from - 2 * HOUR}`, to: `${RANGE.from}` } },
      /The baseline covers 2 h and the comparison 8 min/,
    ],
    [
      'two types of one unit',
      { baseline: { time: 'same', profileTypeId: 'wall:wall:nanoseconds:wall:nanoseconds' } },
      /Two profile types are compared/,
    ],
  ])('%s', async (_, query, note) => {
    let answered = 0;
    server(() => profile(answered++ === 0 ? BEFORE : treeOf([['main', 'work'], 35])));
    const response = await compared(query);
    expect(metaOf(response).notes?.join('\n')).toMatch(note);
    expect(metaOf(response).notes).toHaveLength(1);
  });

  it.each<[string, Partial<PyroscopeQuery>, RegExp]>([
    ['types of different units', { baseline: { profileTypeId: INUSE } }, /measured in different units/],
    ['an offset that is none', { baseline: { time: 'yesterday' } }, /“yesterday” is not a valid time/],
    ['a start that is none', { baseline: { time: 'range', from: 'x', to: 'now' } }, /“x” is not a valid time/],
    [
      'a range that ends before it starts',
      { compared: { time: 'range', from: 'now', to: 'now-1h' } },
      /ends before it starts/,
    ],
  ])('and asks nothing: %s', async (_, query, title) => {
    const sent = server(byVersion);
    expect(metaOf(await compared(query)).failed?.title).toMatch(title);
    expect(sent).toEqual([]);
  });

  it('takes no offset from a side that is no object, and says what of it cannot be used', async () => {
    server(byVersion);
    const odd = metaOf(await compared({ baseline: 'v1' as never }));
    expect(odd.comparison?.baseline.range.to).toBe(RANGE.from - 1);
    const wrong = await compared({ baseline: { labelSelector: 5 as never, time: 'same' } });
    expect(wrong.errors?.[0].message).toMatch(/labelSelector/);
    expect(metaOf(wrong).comparison?.only).toBe('compared');
  });

  it('chooses the type of both sides by the compared one', async () => {
    const sent = server(byVersion);
    await compared({ labelSelector: '{service_name="api-gateway"}', profileTypeId: '', baseline: { time: '1h' } });
    expect(stacktracesSent(sent).map(({ profileTypeID }) => profileTypeID)).toEqual([CPU, CPU]);
  });
});
