import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromJsonString } from '@bufbuild/protobuf';
import { type SelectSeriesResponse, SelectSeriesResponseSchema } from '../pyroscope/gen/querier/v1/querier_pb';
import type { LabelPair } from '../pyroscope/api';
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

async function selectSeries(request: object): Promise<SelectSeriesResponse> {
  const { status, text } = await callJson(server.url, 'SelectSeries', { profileTypeID: CPU, ...RANGE, ...request });
  expect([status, text]).toEqual([200, text]);
  return fromJsonString(SelectSeriesResponseSchema, text);
}

const named = (labels: readonly LabelPair[]) => labels.map(({ name, value }) => `${name}=${value}`);

/** A row a point: labels, time, value and, without its id, the exemplar. */
function points({ series }: SelectSeriesResponse): string[] {
  return series
    .flatMap(({ labels, points }) =>
      points.map(({ timestamp, value, exemplars }) =>
        [
          named(labels).join(),
          timestamp,
          value,
          ...exemplars.map((one) => `${one.timestamp} ${one.value} ${named(one.labels).sort().join()}`),
        ].join(' | ')
      )
    )
    .sort();
}

it.each(recorded.map((call) => [call.name, call] as const))(
  '%s: the points of single profiles as Pyroscope has them',
  async (_, { request, response }) => {
    const all = points(fromJsonString(SelectSeriesResponseSchema, JSON.stringify(response)));
    const ours = points(await selectSeries(request));
    expect(ours.length).toBeGreaterThan(0);
    expect(all).toEqual(expect.arrayContaining(ours));
  }
);
