import { randomBytes } from 'node:crypto';
import { priceCart, priceCartSlowly, renderReceipt } from './work';
import { markedPprof, type SpanSamples } from './markedPprof';
import { SAMPLE_MICROSECONDS, SpanProfiler } from './spanProfile';

export interface TracedServiceOptions {
  /** Where traces go: OTLP over HTTP, without `/v1/traces`. */
  otlpUrl: string;
  pyroscopeUrl: string;
  /** Between two requests, and between two deliveries. */
  requestEveryMs?: number;
  sendEveryMs?: number;
  onFailure?: (about: string) => void;
}

export const SERVICE = 'traced-shop';
const REQUEST_EVERY_MS = 1000;
const SEND_EVERY_MS = 10_000;
/** Of what could not be delivered. */
const MOST_KEPT = 1000;
const SLOW_EVERY = 4;
const LINES = 100;

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Array<{ key: string; value: { stringValue: string } }>;
}

const SERVER = 2;
const INTERNAL = 1;

/**
 * A shop that serves one request after the other, and sends a trace of each to an OTLP receiver and its profile, marked
 * with the request's span, to a Pyroscope. What cannot be delivered is tried again with the next delivery.
 */
export function startTracedService(options: TracedServiceOptions): { stop(): Promise<void> } {
  const { requestEveryMs = REQUEST_EVERY_MS, sendEveryMs = SEND_EVERY_MS, onFailure = console.error } = options;
  const profiler = new SpanProfiler();
  let spans: Span[] = [];
  let samples: SpanSamples[] = [];
  let stopped = false;

  const send = async () => {
    const [sentSpans, sentSamples] = [spans, samples];
    [spans, samples] = [[], []];
    await sendSpans(options.otlpUrl, sentSpans).catch((error: Error) => {
      spans = [...sentSpans, ...spans].slice(-MOST_KEPT);
      onFailure(`Traces were not delivered to ${options.otlpUrl}: ${error.message}`);
    });
    await sendProfile(options.pyroscopeUrl, sentSamples).catch((error: Error) => {
      samples = [...sentSamples, ...samples].slice(-MOST_KEPT);
      onFailure(`The profile was not delivered to ${options.pyroscopeUrl}: ${error.message}`);
    });
  };

  const run = async () => {
    await profiler.start();
    let sentAt = Date.now();
    for (let request = 1; !stopped; request++) {
      const served = await serve(profiler, request % SLOW_EVERY === 0);
      spans.push(...served.spans);
      samples.push(served.samples);
      if (Date.now() - sentAt >= sendEveryMs) {
        sentAt = Date.now();
        await send();
      }
      await new Promise((done) => setTimeout(done, requestEveryMs));
    }
    await send();
    profiler.close();
  };
  const running = run();
  return {
    stop: () => {
      stopped = true;
      return running;
    },
  };
}

/** One request: the span of the server with the profile of all of it, and one for each part. */
async function serve(profiler: SpanProfiler, slow: boolean): Promise<{ spans: Span[]; samples: SpanSamples }> {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  const name = slow ? 'GET /checkout?coupon' : 'GET /checkout';
  const inner: Span[] = [];
  const part = (partName: string, work: () => unknown) => {
    const start = nowNs();
    work();
    inner.push({
      traceId,
      spanId: randomBytes(8).toString('hex'),
      parentSpanId: spanId,
      name: partName,
      kind: INTERNAL,
      startTimeUnixNano: start,
      endTimeUnixNano: nowNs(),
      attributes: [],
    });
  };
  let start = '';
  let end = '';
  const samples = await profiler.profile({ spanId, traceId, spanName: name }, function checkout() {
    start = nowNs();
    part('price-cart', () => (slow ? priceCartSlowly(LINES) : priceCart(LINES)));
    part('render-receipt', () => renderReceipt(LINES));
    end = nowNs();
  });
  const root: Span = {
    traceId,
    spanId,
    name,
    kind: SERVER,
    startTimeUnixNano: start,
    endTimeUnixNano: end,
    // The profiler marks the outermost span, whose samples are those of all below it.
    attributes: [
      { key: 'pyroscope.profile.id', value: { stringValue: spanId } },
      { key: 'http.route', value: { stringValue: '/checkout' } },
    ],
  };
  return { spans: [root, ...inner], samples };
}

function nowNs(): string {
  return `${BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * BigInt(1000)}`;
}

async function sendSpans(otlpUrl: string, spans: Span[]): Promise<void> {
  const attributes = [
    { key: 'service.name', value: { stringValue: SERVICE } },
    { key: 'telemetry.sdk.language', value: { stringValue: 'nodejs' } },
  ];
  await post(`${otlpUrl}/v1/traces`, {
    resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: SERVICE }, spans }] }],
  });
}

async function sendProfile(pyroscopeUrl: string, samples: SpanSamples[]): Promise<void> {
  const labels = [
    { name: '__name__', value: 'process_cpu' },
    { name: 'service_name', value: SERVICE },
  ];
  const rawProfile = Buffer.from(markedPprof(samples, Date.now(), SAMPLE_MICROSECONDS * 1000)).toString('base64');
  await post(`${pyroscopeUrl}/push.v1.PusherService/Push`, { series: [{ labels, samples: [{ rawProfile }] }] });
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${response.status} ${(await response.text()).slice(0, 200)}`);
  }
  await response.arrayBuffer();
}
