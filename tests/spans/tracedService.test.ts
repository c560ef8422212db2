import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SERVICE, startTracedService } from '../../examples/traced-service/tracedService';
import { withoutLimits } from '../../pkg/profile-server/testing/recordedServer';
import { startProfileServer, type ProfileServer } from '../../pkg/profile-server/server';
import { createPyroscopeClient } from '../../pkg/pyroscope/client/client';
import { treeOfAnswer } from '../../pkg/pyroscope/flamegraph/answer';
import { readTrace } from '../../src/tempo/readTrace';
import type { Span } from '../../src/tempo/span';

async function jsonOf(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** A receiver of traces by OTLP, as a Tempo has; it refuses the first delivery. */
async function startReceiver() {
  const received: Array<{ path: string; body: unknown }> = [];
  let refused = false;
  const server = createServer((req, res) => {
    void jsonOf(req).then((body) => {
      if (refused) {
        received.push({ path: req.url ?? '', body });
      }
      res.writeHead(refused ? 200 : 503, { 'content-type': 'application/json' }).end('{}');
      refused = true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

let profiles: ProfileServer;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  profiles = await startProfileServer({ limits: withoutLimits });
  receiver = await startReceiver();
});
afterAll(async () => {
  receiver.close();
  await profiles.close();
});

const spansReceived = () => receiver.received.flatMap(({ body }) => readTrace({ trace: body }));
const namedSo = (wanted: string) => spansReceived().filter(({ name }) => name === wanted);

test('a span that the service sends has its own samples in Pyroscope, and no others', async () => {
  const failures: string[] = [];
  const service = startTracedService({
    otlpUrl: receiver.url,
    pyroscopeUrl: profiles.url,
    requestEveryMs: 1,
    sendEveryMs: 100,
    onFailure: (about) => failures.push(about),
  });
  // Every fourth request is a slow one; how long that takes depends on the machine.
  for (let waited = 0; namedSo(SLOW).length === 0 && waited < 400; waited++) {
    await new Promise((done) => setTimeout(done, 100));
  }
  await service.stop();

  // What was refused came with the next delivery.
  expect(failures).toEqual([expect.stringMatching(/^Traces were not delivered to .*: 503/)]);
  expect(new Set(receiver.received.map(({ path }) => path))).toEqual(new Set(['/v1/traces']));
  const [slow, quick] = [namedSo(SLOW), namedSo(QUICK)];
  expect(quick.length).toBeGreaterThanOrEqual(3);
  expect(spansReceived()).toHaveLength((slow.length + quick.length) * 3);
  expect(new Set(spansReceived().map(({ service: name }) => name))).toEqual(new Set([SERVICE]));

  const ofSlow = await treeOf(slow);
  const ofQuick = await treeOf(quick);
  expect(ofSlow.functions.names).toContain('compileRules');
  expect(ofQuick.functions.names).not.toContain('compileRules');
  // A sample is a millisecond in which the span ran.
  const lasted = slow.reduce((sum, { durationMs }) => sum + durationMs, 0);
  expect(ofSlow.total[0] / 1e6).toBeLessThan(lasted * 1.5 + 20);
});

const SLOW = 'GET /checkout?coupon';
const QUICK = 'GET /checkout';

async function treeOf(spans: Span[]) {
  const client = createPyroscopeClient({ fetch, baseUrl: profiles.url });
  const now = Date.now();
  const range = { start: now - 120_000, end: now + 60_000 };
  const spanIds = spans.map(({ profileId }) => profileId!);
  const request = { profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds', labelSelector: '{}', spanIds };
  return treeOfAnswer(await client.selectMergeSpanProfile({ ...request, ...range }));
}
