import { readFound, readTrace } from '../../../src/tempo/readTrace';
import checkout from './recorded/checkout.json';
import recordedFound from './recorded/found.json';
import { startTempoServer } from './tempoServer';

const END_MS = 1_800_000_000_000;
const CHECKOUT = 'f18ba12e163598c9e596cd1b4d56f308';
const SLOW = 'ed02b7572adfcad2d670b961dc01fd1b';

let server: Awaited<ReturnType<typeof startTempoServer>>;
beforeAll(async () => {
  server = await startTempoServer({ endMs: END_MS });
});
afterAll(() => server.close());

async function get(path: string, params: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}?${new URLSearchParams(params)}`);
  const text = await response.text();
  return {
    status: response.status,
    body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
  };
}

const search = (q: string, more: Record<string, string> = {}) => get('/api/search', { q, ...more });

test('a recorded trace comes as it was recorded, moved into the time of its profiles', async () => {
  const { body } = await get(`/api/v2/traces/${CHECKOUT.toUpperCase()}`);
  const spans = readTrace(body);
  const before = readTrace(checkout);
  expect(spans.map(({ startMs: _, ...span }) => span)).toEqual(before.map(({ startMs: _, ...span }) => span));
  const first = Math.min(...spans.map(({ startMs }) => startMs));
  expect(END_MS - 5 * 60_000 - first).toBeGreaterThan(-30_000);
  expect(END_MS - 5 * 60_000 - first).toBeLessThan(0);
});

test('a trace that was not recorded is 200 and empty', async () => {
  expect(await get(`/api/v2/traces/${'b'.repeat(32)}`)).toEqual({ status: 200, body: { trace: {}, metrics: {} } });
});

test('a search answers what the recorded one did of the trace that is here', async () => {
  const { body } = await search('{ resource.service.name = "order-service" && duration > 20ms }', { limit: '10' });
  const timeless = (text: string) => text.replace(/"startTimeUnixNano":"\d+"/g, '"startTimeUnixNano":""');
  const [found] = JSON.parse(timeless(JSON.stringify(body.traces)), (key, value) =>
    // The recording's search was for no name, which newer ones send without being asked.
    key === 'spans' ? sorted(value.map(({ name: _, ...span }: { name: string; spanID: string }) => span)) : value
  );
  expect(body.traces).toHaveLength(1);
  expect(found).toEqual(
    JSON.parse(timeless(JSON.stringify(recordedFound.traces[0])), (key, value) =>
      key === 'spans' ? sorted(value) : value
    )
  );
});

const sorted = (spans: Array<{ spanID: string }>) => spans.sort((a, b) => a.spanID.localeCompare(b.spanID));

test.each<[string, number]>([
  ['{}', 16],
  ['{ kind = server } | select(resource.service.name, span.pyroscope.profile.id)', 6],
  ['{ span:id = "06b3e107af0b0be9" }', 1],
  ['{ span.pyroscope.profile.id != nil }', 6],
  ['{ name =~ "GET .*" && resource.service.name = "user-service" }', 2],
  ['{ name = "nothing" }', 0],
])('%s finds %i spans', async (query, count) => {
  const { body } = await search(query, { spss: '100' });
  expect(readFound(body)).toHaveLength(count);
});

test('a search keeps to its range and its limit, newest first', async () => {
  const ids = async (more: Record<string, string>) =>
    (await search('{}', more)).body.traces.map(({ traceID }: { traceID: string }) => traceID);
  expect(await ids({})).toEqual([SLOW, CHECKOUT]);
  expect(await ids({ limit: '1' })).toEqual([SLOW]);
  expect(await ids({ start: '1', end: '2' })).toEqual([]);
});

test('what it does not read of TraceQL it refuses, as Tempo refuses what it does not know', async () => {
  expect(await search('{ name = "a" } >> { name = "b" }')).toMatchObject({ status: 400 });
  expect(await get('/api/v2/search')).toMatchObject({ status: 404 });
});
