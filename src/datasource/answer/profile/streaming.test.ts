import { LoadingState } from '@grafana/data';
import { fromBinary } from '@bufbuild/protobuf';
import { SelectMergeStacktracesRequestSchema } from '../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { profileMeta } from '../../../frames/profileMeta';
import {
  dataSource,
  fakeBackend,
  metaOf,
  packets,
  queryRequest,
  RANGE,
  recorded,
  type Sent,
} from '../../testing/fakeHost';

const DAY = 86_400_000;
const whole = recorded('profile-python-cpu-64.response.bin');

function rangeOf({ body }: Sent) {
  const { start, end } = fromBinary(SelectMergeStacktracesRequestSchema, body);
  return { start: Number(start), end: Number(end) };
}

function tooLong(ms: number) {
  return {
    status: 400,
    contentType: 'application/json',
    body: JSON.stringify({
      code: 'invalid_argument',
      message: `the query time range exceeds the limit (max_query_length, actual: ${Math.floor(ms / 3_600_000)}h0m${(ms % 3_600_000) / 1000}s, limit: 1d)`,
    }),
  };
}

function serverOfDays(fails: (range: { start: number; end: number }) => boolean = () => false) {
  return fakeBackend({
    SelectMergeStacktraces: (sent) => {
      const range = rangeOf(sent);
      if (range.end - range.start > DAY) {
        return tooLong(range.end - range.start);
      }
      return fails(range)
        ? { status: 504, contentType: 'application/json', body: '{"code":"deadline_exceeded","message":"too slow"}' }
        : { body: whole };
    },
  });
}

const profilesAsked = (sent: Sent[]) => sent.filter(({ method }) => method === 'SelectMergeStacktraces');
const days = (count: number) => queryRequest([{}], { from: RANGE.to - count * DAY, to: RANGE.to, app: 'dashboard' });

describe('a query over several days', () => {
  it('takes the last 24 hours, read off a clock that ran on, for a day', async () => {
    const sent = serverOfDays();
    const request = queryRequest([{}], { from: RANGE.to - DAY - 2, to: RANGE.to, app: 'dashboard' });
    const all = await packets(dataSource(), request);
    expect(all).toHaveLength(1);
    expect(profilesAsked(sent).map(rangeOf)).toEqual([{ start: RANGE.to - DAY, end: RANGE.to }]);
    expect(metaOf(all[0]).notes).toBeUndefined();
    expect(metaOf(all[0]).pieces).toBeUndefined();
  });

  it('is answered in parts under one key, and then as a whole', async () => {
    serverOfDays();
    const all = await packets(dataSource(), days(5));
    const last = all[all.length - 1];
    expect(all.length).toBeGreaterThan(1);
    expect(all.slice(0, -1).every(({ state }) => state === LoadingState.Streaming)).toBe(true);
    expect(last.state).toBe(LoadingState.Done);
    expect(new Set(all.map(({ key }) => key)).size).toBe(1);
    expect(profileMeta(all[0].data[0])?.notes?.[0]).toMatch(/^Incomplete: 1 of 5 days so far/);
    const { pieces, notes, range } = metaOf(last);
    expect(pieces).toEqual({ done: 5, of: 5, failed: 0 });
    expect(notes?.[0]).toBe('The server allows 1 d per query, so this range was queried in 5 parts and added up here.');
    expect(range).toEqual({ from: RANGE.to - 5 * DAY, to: RANGE.to });
    serverOfDays();
    const [day] = await packets(dataSource(), days(1));
    const total = (data: typeof last) => data.data[0].fields[1].values[0];
    expect(total(last)).toBe(5 * total(day));
  });

  it('names a part that failed, and shows the rest as incomplete', async () => {
    serverOfDays(({ start }) => start === RANGE.to - 3 * DAY);
    const all = await packets(dataSource(), days(3));
    const last = all[all.length - 1];
    expect(last.state).toBe(LoadingState.Error);
    expect(last.errors?.[0].message).toMatch(
      /^1 of 3 parts are missing \(2026-\d\d-\d\d \S+ to 2026-\d\d-\d\d \S+\): Pyroscope took too long/
    );
    expect(metaOf(last).notes).toContainEqual('Incomplete: 1 of 3 parts are missing from these numbers.');
    expect(last.data[0].length).toBeGreaterThan(1);
  });

  it('offers to be trimmed instead of taking too many queries', async () => {
    const sent = serverOfDays();
    const [answer] = await packets(dataSource(), days(90));
    expect(profilesAsked(sent)).toHaveLength(1);
    expect(metaOf(answer).failed).toMatchObject({
      title: 'A range of 90 d would take 90 queries: the server allows 1 d per query.',
      trimTo: { from: RANGE.to - 60 * DAY, to: RANGE.to },
    });
  });

  it('stops when nobody listens any more', async () => {
    const sent = serverOfDays();
    await new Promise<void>((resolve) => {
      const subscription = dataSource()
        .query(days(30))
        .subscribe(() => {
          subscription.unsubscribe();
          resolve();
        });
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent.length).toBeLessThan(10);
  });
});
