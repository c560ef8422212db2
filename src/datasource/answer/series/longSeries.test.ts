import type { PyroscopeClient, SelectSeriesRequest, TimeSeries } from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { LengthLimit } from '../../../../pkg/longrange/lengthLimit';
import { longHeatmap } from './longHeatmap';
import { longSeries, type LongSeries } from './longSeries';

const HOUR = 3_600_000;
const LIMIT = 24 * HOUR;
const END = Math.floor(Date.now() / HOUR) * HOUR;
const REQUEST: SelectSeriesRequest = {
  start: END - 72 * HOUR,
  end: END,
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{}',
  step: 3600,
};

/** Two services with a point an hour; the larger one is the smaller in the last day. */
function valueOf(service: string, time: number): number {
  return service === 'a' ? 10 : time > END - 24 * HOUR ? 30 : 1;
}

function server(failing?: (start: number) => boolean) {
  const asked: SelectSeriesRequest[] = [];
  const selectSeries = async (request: SelectSeriesRequest): Promise<TimeSeries[]> => {
    asked.push(request);
    const actualMs = request.end - request.start;
    if (actualMs > LIMIT) {
      throw new PyroscopeError('range-too-long', { actualMs, limitMs: LIMIT });
    }
    if (failing?.(request.start)) {
      throw new PyroscopeError('timeout');
    }
    const timestamps: number[] = [];
    for (let time = request.start; time <= request.end; time += HOUR) {
      timestamps.push(time);
    }
    return ['b', 'a'].map((service) => ({
      labels: [{ name: 'service_name', value: service }],
      timestamps,
      values: timestamps.map((time) => valueOf(service, time)),
      exemplars: [],
      annotations: [],
    }));
  };
  return { asked, client: { selectSeries } as unknown as PyroscopeClient };
}

function ask(client: PyroscopeClient, request = REQUEST, onPartial: (partial: LongSeries) => void = () => undefined) {
  const { signal } = new AbortController();
  return longSeries(request, { client, lengthLimit: new LengthLimit(), stepMs: HOUR, signal }, false, onPartial);
}

it('asks once where the server takes the range whole', async () => {
  const { asked, client } = server();
  const { series, notes } = await ask(client, { ...REQUEST, start: END - LIMIT });
  expect(asked).toHaveLength(1);
  expect(series.map(({ timestamps }) => timestamps.length)).toEqual([25, 25]);
  expect(notes).toEqual([]);
});

it('has every point once, in time, the largest series first', async () => {
  const { client } = server();
  const { series, notes, errors } = await ask(client);
  const times = Array.from({ length: 73 }, (_, hour) => REQUEST.start + hour * HOUR);
  expect(series.map(({ labels, timestamps }) => [labels[0].value, timestamps])).toEqual([
    ['b', times],
    ['a', times],
  ]);
  expect(series[0].values).toEqual(times.map((time) => valueOf('b', time)));
  expect(notes[0]).toMatch(/allows 1 d per query/);
  expect(errors).toEqual([]);
});

it('limits the whole, not its pieces', async () => {
  const { asked, client } = server();
  const { series } = await ask(client, { ...REQUEST, limit: 1 });
  expect(series.map(({ labels }) => labels[0].value)).toEqual(['b']);
  expect(asked.slice(1).every(({ limit }) => limit === undefined)).toBe(true);
});

it('tells how far it is', async () => {
  const { client } = server();
  const partial: LongSeries[] = [];
  await ask(client, REQUEST, (one) => partial.push(one));
  expect(partial.length).toBeGreaterThan(1);
  expect(partial[0].notes[0]).toMatch(/^Incomplete: 1 of \d parts so far/);
  expect(partial[0].series[0].timestamps.length).toBeLessThan(73);
});

it('names the piece that is missing', async () => {
  const { client } = server((start) => start === REQUEST.start);
  const { series, errors } = await ask(client);
  expect(errors).toEqual([expect.stringMatching(/1 of \d parts are missing/)]);
  expect(series[0].timestamps[0]).toBeGreaterThan(REQUEST.start);
});

it('joins heatmaps, each piece with its own buckets', async () => {
  const selectHeatmap: PyroscopeClient['selectHeatmap'] = async ({ start, end }) => {
    if (end - start > LIMIT) {
      throw new PyroscopeError('range-too-long', { actualMs: end - start, limitMs: LIMIT });
    }
    return [{ labels: [], slots: [{ timestamp: end, yMin: [end - start], counts: [1], exemplars: [] }] }];
  };
  const { signal } = new AbortController();
  const { heatmaps, notes } = await longHeatmap(
    { ...REQUEST, exemplars: false, of: 'individual' },
    { client: { selectHeatmap } as unknown as PyroscopeClient, lengthLimit: new LengthLimit(), stepMs: HOUR, signal }
  );
  const times = heatmaps[0].slots.map(({ timestamp }) => timestamp);
  expect(heatmaps).toHaveLength(1);
  expect(times.length).toBeGreaterThan(1);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(notes).toHaveLength(1);
});
