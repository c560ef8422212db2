import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recordedTraces, type RecordedSpan, type RecordedTrace } from './recordedTraces';
import { matches, readTraceQl, type SpanSearch } from './traceQl';

const TRACES_FOUND = 20;
const SPANS_PER_TRACE = 3;

/**
 * A small stand-in for a Tempo, on loopback: the recorded traces by id, and searches among them. It answers as Tempo 3
 * did while they were recorded: an unknown trace is 200 and empty, trace ids in search answers have no leading zeros.
 */
export async function startTempoServer({ endMs }: { endMs: number }): Promise<{ url: string; close(): Promise<void> }> {
  const traces = recordedTraces(endMs);
  const server = createServer((req, res) => answer(traces, req, res));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(traces: RecordedTrace[], req: IncomingMessage, res: ServerResponse): void {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost');
  req.resume();
  const send = (status: number, body: unknown) => {
    res.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const byId = pathname.match(/^\/api\/v2\/traces\/([0-9a-fA-F]{1,32})$/);
  if (byId) {
    const id = byId[1].toLowerCase().padStart(32, '0');
    send(200, traces.find((trace) => trace.id === id)?.body ?? { trace: {}, metrics: {} });
    return;
  }
  if (pathname === '/api/search') {
    const query = searchParams.get('q') ?? '{}';
    const search = readTraceQl(query);
    if (search) {
      send(200, { traces: found(search, traces, searchParams), metrics: {} });
    } else {
      send(400, `invalid TraceQL query: this stand-in reads one set of spans: ${query}`);
    }
    return;
  }
  if (pathname === '/api/echo') {
    send(200, 'echo');
    return;
  }
  send(404, 'not found');
}

/** The traces with spans that match, newest first. */
function found(search: SpanSearch, traces: RecordedTrace[], params: URLSearchParams) {
  const number = (name: string, otherwise: number) => Number(params.get(name) ?? otherwise);
  const [start, end] = [number('start', 0), number('end', Infinity)];
  return traces
    .map(({ id, spans }) => ({ id, spans, matched: spans.filter((span) => matches(search, span)) }))
    .filter(({ spans, matched }) => {
      const [first, last] = bounds(spans);
      return matched.length > 0 && Number(first) / 1e9 <= end && Number(last) / 1e9 >= start;
    })
    .sort((one, other) => Number(bounds(other.spans)[0] - bounds(one.spans)[0]))
    .slice(0, number('limit', TRACES_FOUND))
    .map(({ id, spans, matched }) => {
      const [first, last] = bounds(spans);
      const root = spans.find(({ parentSpanId }) => parentSpanId === '');
      const set = {
        spans: matched.slice(0, number('spss', SPANS_PER_TRACE)).map((span) => spanFound(span, search)),
        matched: matched.length,
      };
      const services = new Set(spans.map(({ service }) => service));
      return {
        traceID: id.replace(/^0+/, ''),
        rootServiceName: root?.service,
        rootTraceName: root?.name,
        startTimeUnixNano: `${first}`,
        durationMs: Number((last - first) / BigInt(1_000_000)),
        spanSet: set,
        spanSets: [set],
        serviceStats: Object.fromEntries(
          [...services].map((one) => [one, { spanCount: spans.filter(({ service }) => service === one).length }])
        ),
      };
    });
}

function spanFound(span: RecordedSpan, { attributes }: SpanSearch) {
  return {
    spanID: span.spanId,
    name: span.name,
    startTimeUnixNano: `${span.startNs}`,
    durationNanos: `${span.endNs - span.startNs}`,
    attributes: attributes.flatMap((key) => {
      const value = span.attributes.get(key);
      const typed = typeof value === 'number' ? { intValue: `${value}` } : { stringValue: value };
      return value === undefined ? [] : [{ key, value: typed }];
    }),
  };
}

function bounds(spans: readonly RecordedSpan[]): [first: bigint, last: bigint] {
  return [
    spans.map(({ startNs }) => startNs).reduce((one, other) => (other < one ? other : one)),
    spans.map(({ endNs }) => endNs).reduce((one, other) => (other > one ? other : one)),
  ];
}
