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
import { type ProfileServer, startProfileServer } from './server';
import { callJson, pushPprof, readMaybeGzip } from './testing/calls';
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
});
