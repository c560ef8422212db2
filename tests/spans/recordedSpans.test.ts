/** @jest-environment-options {"globalsCleanup": "off"} */
import { markedPprof } from '../../examples/traced-service/markedPprof';
import { pushPprof, readMaybeGzip } from '../../pkg/profile-server/testing/calls';
import { withoutLimits } from '../../pkg/profile-server/testing/recordedServer';
import { recordedProfiles } from '../../pkg/profile-server/samples/feed';
import { startProfileServer, type ProfileServer } from '../../pkg/profile-server/server';
import { join } from 'node:path';
// After the server, whose database takes a page for a browser; before Grafana's libraries, which look for one.
import './nodeWindow';
import { dateTime } from '@grafana/data';
import recorded from './testdata/spansWithSamples.json';
import { createPyroscopeClient } from '../../pkg/pyroscope/client/client';
import { createTreeWork } from '../../pkg/treework/treeWork';
import { answerQuery } from '../../src/datasource/answer/answerQuery';
import type { AnswerContext } from '../../src/datasource/answer/question';
import { readQuery, type PyroscopeQuery } from '../../src/datasource/query/query';
import { toRange } from '../../src/datasource/query/timeRange';
import { Catalog } from '../../src/datasource/server/catalog';
import { LengthLimit } from '../../pkg/longrange/lengthLimit';
import { Storage } from '../../src/datasource/server/storageMode';
import { profileMeta } from '../../src/frames/profileMeta';

// No Tempo beside the server; Grafana's runtime needs more of a page than there is here.
jest.mock('@grafana/runtime', () => ({ getDataSourceSrv: () => ({ getList: () => [] }) }));

const { profileTypeId, traces } = recorded;
const spans = traces.flatMap(({ traceId, spans: own }) => own.map((span) => ({ ...span, traceId })));

/** What a sample of the recordings stands for, in nanoseconds. */
const SAMPLE = 10_000_000;
const RECORDED = join(__dirname, '../../pkg/profile-server/samples/recorded');
let server: ProfileServer;
beforeAll(async () => {
  server = await startProfileServer({ limits: withoutLimits });
  for (const { file, labels } of await recordedProfiles()) {
    if (/^(go|python)-cpu-merged/.test(file)) {
      await push(labels, readMaybeGzip(join(RECORDED, file)));
    }
  }
  // The Java agent's recordings are JFR, which are not read here: its spans get a profile of the recorded amounts.
  const java = spans.filter(({ service, cpuNanoseconds }) => service === 'user-service' && cpuNanoseconds);
  for (const { spanId, startMs, cpuNanoseconds } of java) {
    await push(
      { service_name: 'user-service', __name__: 'process_cpu' },
      markedPprof([{ spanId, stacks: new Map([['permissions', cpuNanoseconds! / SAMPLE]]) }], startMs, SAMPLE)
    );
  }
});
afterAll(() => server.close());

async function push(labels: Record<string, string>, profile: Uint8Array) {
  const { status, text } = await pushPprof(server.url, labels, profile);
  expect([status, text]).toEqual([200, '']);
}

async function ask(part: Partial<PyroscopeQuery>, from: number, to: number) {
  const client = createPyroscopeClient({ fetch, baseUrl: server.url });
  const context: AnswerContext = {
    client,
    work: createTreeWork(() => {
      throw new Error('no worker here');
    }),
    catalog: new Catalog(client),
    lengthLimit: new LengthLimit(),
    storage: new Storage(client),
    range: toRange({ from: dateTime(from), to: dateTime(to) }),
    stepMs: 15_000,
    source: { uid: 'hotpath', name: 'Pyroscope' },
    inExplore: true,
    signal: new AbortController().signal,
  };
  const query = { refId: 'A', profileTypeId, queryType: 'profile', ...part } as PyroscopeQuery;
  const { frames, errors } = await answerQuery({ ...readQuery(query), faults: [] }, context, () => undefined);
  expect([errors, profileMeta(frames[0])?.failed]).toEqual([[], undefined]);
  const value = frames[0].fields.find(({ name }) => name === 'value');
  return { total: value?.values[0], meta: profileMeta(frames[0])! };
}

test.each(spans.filter(({ cpuNanoseconds }) => cpuNanoseconds !== null))(
  'the span $name of $service shows exactly what was recorded of it',
  async ({ service, profileId, startMs, endMs, cpuNanoseconds }) => {
    const { total, meta } = await ask(
      { labelSelector: `{service_name="${service}"}`, spanSelector: [profileId!] },
      startMs,
      endMs
    );
    expect(total).toBe(cpuNanoseconds);
    expect(meta.spanIds).toEqual([profileId]);
    expect(meta.instead).toBeUndefined();
    expect(meta.notes?.[0]).toMatch(
      new RegExp(
        `^This rests on ${cpuNanoseconds === SAMPLE ? 'one sample' : `${cpuNanoseconds! / SAMPLE} samples`} of 10 ms each`
      )
    );
  }
);

test.each(spans.filter(({ cpuNanoseconds }) => cpuNanoseconds === null))(
  'the span $name of $service, which has no profile, says so and shows its trace',
  async ({ service, spanId, traceId, startMs, endMs }) => {
    const { total, meta } = await ask(
      { labelSelector: `{service_name="${service}"}`, spanSelector: [spanId], spanTraceId: traceId.replace(/^0+/, '') },
      startMs,
      endMs
    );
    // All of the trace that is marked with trace ids: Java's samples are not.
    expect(total).toBe(traces.find((trace) => trace.traceId === traceId)!.cpuNanoseconds['{}']);
    expect(meta).toMatchObject({ traceIds: [traceId], labelSelector: '{}' });
    expect(meta.instead).toMatch(
      endMs - startMs < 20
        ? /it lasted \d+ ms, and spans under about 20 ms/
        : /There are no samples of this span of \d+ ms/
    );
    expect(meta.instead).toMatch(/Showing the whole trace \(9 samples\)\.$/);
  }
);

test.each(traces)(
  'the trace $traceId shows exactly what was recorded of it',
  async ({ traceId, cpuNanoseconds, spans: own }) => {
    const start = own[0].startMs - 60_000;
    for (const [selector, expected] of Object.entries(cpuNanoseconds)) {
      const labelSelector = selector === '{}' ? selector : `{service_name="${selector}"}`;
      const { total, meta } = await ask({ labelSelector, traceIdSelector: [traceId] }, start, start + 120_000);
      expect([selector, total]).toEqual([selector, expected]);
      expect(meta.noData === undefined).toBe(expected > 0);
    }
  }
);

test('a span whose trace nobody knows shows its service while it ran', async () => {
  const { service, startMs, endMs } = spans[0];
  const { total, meta } = await ask(
    { labelSelector: `{service_name="${service}"}`, spanSelector: ['00000000000000aa'] },
    startMs,
    endMs
  );
  expect(total).toBeGreaterThan(1e9);
  expect(meta).toMatchObject({ labelSelector: `{service_name="${service}"}` });
  expect(meta.spanIds).toBeUndefined();
  expect(meta.instead).toMatch(
    /There are no samples of this span.* Showing all of api-gateway for the 2 min .*around it \([\d,]+ samples\)\./
  );
});
