import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromJsonString } from '@bufbuild/protobuf';
import {
  type SelectHeatmapResponse,
  SelectHeatmapResponseSchema,
  type SelectSeriesResponse,
  SelectSeriesResponseSchema,
} from '../pyroscope/gen/querier/v1/querier_pb';
import type { Exemplar } from '../pyroscope/gen/types/v1/types_pb';
import type { LabelPair } from '../pyroscope/api';
import { feedSteady } from './samples/feedSteady';
import { laptopLimits } from './limits';
import { type ProfileServer, startProfileServer } from './server';
import { callJson, flameGraph, pushPprof, readMaybeGzip } from './testing/calls';
import { withoutLimits } from './testing/recordedServer';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const RANGE = { start: 1795399485000, end: 1795400010000 };
const FOLDER = join(__dirname, 'testdata/single');

interface Pushed {
  file: string;
  labels: Record<string, string>;
}

interface RecordedCall {
  name: string;
  method: string;
  request: { start: number; end: number; step: number; groupBy?: string[] };
  /** Of all profiles, of which the server under test has the few in testdata/single. */
  response: unknown;
}

let server: ProfileServer;
beforeAll(async () => {
  server = await startProfileServer({ limits: withoutLimits });
  for (const { file, labels } of JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8')) as Pushed[]) {
    const reply = await pushPprof(server.url, labels, readMaybeGzip(join(FOLDER, file)));
    expect([reply.status, reply.text]).toEqual([200, '']);
  }
});
afterAll(() => server.close());

const recorded = JSON.parse(Buffer.from(readMaybeGzip(join(FOLDER, 'series.json.gz'))).toString()) as RecordedCall[];

async function answer(method: string, request: object): Promise<string> {
  const { status, text } = await callJson(server.url, method, { profileTypeID: CPU, ...RANGE, ...request });
  expect([status, text]).toEqual([200, text]);
  return text;
}

async function selectSeries(request: object): Promise<SelectSeriesResponse> {
  return fromJsonString(SelectSeriesResponseSchema, await answer('SelectSeries', request));
}

async function selectHeatmap(request: object): Promise<SelectHeatmapResponse> {
  return fromJsonString(SelectHeatmapResponseSchema, await answer('SelectHeatmap', request));
}

const calls = (method: string) =>
  recorded.filter((call) => call.method === method).map((call) => [call.name, call] as const);
const named = (labels: readonly LabelPair[]) => labels.map(({ name, value }) => `${name}=${value}`);
/** Without its id, which the server makes. Pyroscope's order of labels depends on how many series there are. */
const shown = ({ timestamp, value, labels }: Exemplar) => `${timestamp} ${value} ${named(labels).sort().join()}`;

/** A row a point: labels, time, value and exemplar. */
function points({ series }: SelectSeriesResponse): string[] {
  return series
    .flatMap(({ labels, points }) =>
      points.map(({ timestamp, value, exemplars }) =>
        [named(labels).join(), timestamp, value, ...exemplars.map(shown)].join(' | ')
      )
    )
    .sort();
}

it.each(calls('SelectSeries'))('%s: the points of single profiles as Pyroscope has them', async (_, call) => {
  const all = points(fromJsonString(SelectSeriesResponseSchema, JSON.stringify(call.response)));
  const ours = points(await selectSeries(call.request));
  expect(ours.length).toBeGreaterThan(0);
  expect(all).toEqual(expect.arrayContaining(ours));
});

describe('heatmaps', () => {
  /** Of a slot, how many there are of each value (they are far apart), and the exemplars with another span or none. */
  const slots = ({ series }: SelectHeatmapResponse) =>
    new Map(
      series.flatMap(({ slots }) =>
        slots.map(({ timestamp, counts, exemplars }) => [
          timestamp,
          {
            counts: counts.filter((count) => count > 0),
            values: exemplars.map(({ value }) => value).sort(),
            ids: exemplars.map(({ profileId, spanId, traceId }) => [!!profileId, spanId.length, traceId.length]),
          },
        ])
      )
    );

  it.each(calls('SelectHeatmap'))('%s: the slots of single profiles as Pyroscope has them', async (_, call) => {
    const all = slots(fromJsonString(SelectHeatmapResponseSchema, JSON.stringify(call.response)));
    const ours = slots(await selectHeatmap(call.request));
    expect(all.size).toBeGreaterThan(0);
    for (const [timestamp, slot] of all) {
      expect(ours.get(timestamp)).toEqual(slot);
    }
  });

  it('the ids of a span lead to its samples', async () => {
    const { series } = await selectHeatmap({
      labelSelector: '{service_name="api-gateway",version="v2"}',
      step: 15,
      queryType: 'HEATMAP_QUERY_TYPE_SPAN',
      exemplarType: 'EXEMPLAR_TYPE_SPAN',
    });
    const exemplars = series.flatMap(({ slots }) => slots.flatMap((slot) => slot.exemplars));
    expect(exemplars).toHaveLength(7);
    const question = { profileTypeID: CPU, labelSelector: '{}', start: BigInt(RANGE.start), end: BigInt(RANGE.end) };
    for (const { spanId, traceId, value } of exemplars) {
      const ofSpan = await flameGraph(server.url, { ...question, spanSelector: [spanId] });
      const ofTrace = await flameGraph(server.url, { ...question, traceIdSelector: [traceId] });
      expect(ofSpan.total[0]).toBe(Number(value));
      expect(ofTrace.total[0]).toBeGreaterThanOrEqual(Number(value));
    }
  });
});

describe('the services under steady load', () => {
  let fed: ProfileServer;
  beforeAll(async () => {
    fed = await startProfileServer({ limits: laptopLimits });
  });
  afterAll(() => fed.close());

  it('have a point a minute, and change their version in the middle', async () => {
    const endMs = Math.floor(Date.now() / 60_000) * 60_000;
    expect(await feedSteady(fed.url, endMs, async () => false)).toEqual({ pushed: 120, skipped: 0 });
    const request = {
      profileTypeID: CPU,
      labelSelector: '{service_name="order-service-steady"}',
      start: endMs - 40 * 60_000,
      end: endMs,
      step: 60,
    };
    const call = async (more: object) =>
      fromJsonString(
        SelectSeriesResponseSchema,
        (await callJson(fed.url, 'SelectSeries', { ...request, ...more })).text
      ).series;
    const [whole] = await call({ exemplarType: 'EXEMPLAR_TYPE_INDIVIDUAL' });
    expect(whole.points).toHaveLength(40);
    const versions = await call({ groupBy: ['version'] });
    const times = new Map(versions.map(({ labels, points }) => [labels[0].value, points.map((one) => one.timestamp)]));
    expect(times.get('v1')).toHaveLength(20);
    expect(times.get('v1')![19]).toBeLessThan(times.get('v2')![0]);

    // An exemplar's id opens the profile it is of, and no other; with both ids, both.
    const one = await Promise.all(
      whole.points.slice(18, 21).map(async ({ value, exemplars: [{ profileId }] }) => ({ value, profileId }))
    );
    const totalOf = async (profileIdSelector: string[]) => {
      const { start, end, ...question } = request;
      const range = { start: BigInt(start), end: BigInt(end) };
      return (await flameGraph(fed.url, { ...question, ...range, profileIdSelector })).total[0];
    };
    for (const { value, profileId } of one) {
      expect(await totalOf([profileId])).toBe(value);
    }
    expect(await totalOf([one[0].profileId, one[1].profileId.toUpperCase()])).toBe(one[0].value + one[1].value);
    expect(await totalOf(['00000000-0000-4000-8000-000000000000'])).toBe(0);
  });
});
