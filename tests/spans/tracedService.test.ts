import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SERVICE, startTracedService } from '../../examples/traced-service/tracedService';
import { withoutLimits } from '../../pkg/profile-server/testing/recordedServer';
import { startProfileServer } from '../../pkg/profile-server/server';
import { createPyroscopeClient } from '../../pkg/pyroscope/client/client';
import { treeOfAnswer } from '../../pkg/pyroscope/flamegraph/answer';
import { readTrace } from '../../src/tempo/readTrace';

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
    close: () => server.close(),
  };
}

test('a span that the service sends has exactly its own samples in Pyroscope', async () => {
  const profiles = await startProfileServer({ limits: withoutLimits });
  const receiver = await startReceiver();
  const failures: string[] = [];
  const service = startTracedService({
    otlpUrl: receiver.url,
    pyroscopeUrl: profiles.url,
    requestEveryMs: 1,
    sendEveryMs: 300,
    onFailure: (about) => failures.push(about),
  });
  await new Promise((done) => setTimeout(done, 2000));
  await service.stop();

  // What was refused came with the next delivery.
  expect(failures).toEqual([expect.stringMatching(/^Traces were not delivered to .*: 503/)]);
  expect(receiver.received.map(({ path }) => path)).toContain('/v1/traces');
  const spans = receiver.received.flatMap(({ body }) => readTrace({ trace: body }));
  const roots = spans.filter(({ profileId }) => profileId !== undefined);
  expect(roots.length).toBeGreaterThan(4);
  expect(spans).toHaveLength(roots.length * 3);
  expect(new Set(spans.map(({ service: name }) => name))).toEqual(new Set([SERVICE]));

  const client = createPyroscopeClient({ fetch, baseUrl: profiles.url });
  const read = async (spanIds: string[]) => {
    const now = Date.now();
    const range = { start: now - 60_000, end: now + 60_000 };
    const request = { profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds', labelSelector: '{}', spanIds };
    return treeOfAnswer(await client.selectMergeSpanProfile({ ...request, ...range }));
  };
  const slow = roots.filter(({ name }) => name === 'GET /checkout?coupon').map(({ profileId }) => profileId!);
  const quick = roots.filter(({ name }) => name === 'GET /checkout').map(({ profileId }) => profileId!);
  const [ofSlow, ofQuick] = [await read(slow), await read(quick)];
  expect(ofSlow.functions.names).toContain('compileRules');
  expect(ofQuick.functions.names).toContain('priceCart');
  expect(ofQuick.functions.names).not.toContain('compileRules');
  // About as much CPU as the spans lasted: nothing of one request is in another.
  const lasted = roots
    .filter(({ profileId }) => slow.includes(profileId!))
    .reduce((sum, one) => sum + one.durationMs, 0);
  expect(ofSlow.total[0] / 1e6).toBeLessThan(lasted * 1.5 + 20);
  expect(ofSlow.total[0] / 1e6).toBeGreaterThan(lasted * 0.2);

  receiver.close();
  await profiles.close();
});
