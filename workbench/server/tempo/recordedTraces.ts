import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordedStartMs } from '../../../pkg/profile-server/samples/feed';

/** A span as searches see it. Ids are hexadecimal, times nanoseconds since 1970. */
export interface RecordedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  service: string;
  /** `server`, `client`, `internal`. */
  kind: string;
  startNs: bigint;
  endNs: bigint;
  /** Of the span and, where it has none of a name, of its resource; text and numbers alone. */
  attributes: Map<string, string | number>;
}

/** A trace as Tempo answered it, with its times moved. */
export interface RecordedTrace {
  id: string;
  body: unknown;
  spans: RecordedSpan[];
}

const FOLDER = join(__dirname, 'recorded');
const NANOSECONDS = BigInt(1_000_000);
/** After the profile that has the samples, and apart from each other. */
const FIRST_MS = 2_000;
const APART_MS = 6_000;

/** The traces that were recorded with the profiles, moved to the time that the profiles of their spans are fed at. */
export function recordedTraces(endMs: number): RecordedTrace[] {
  const files = readdirSync(FOLDER).filter((file) => file !== 'found.json');
  return files.sort().map((file, at) => {
    const startMs = recordedStartMs('v2', endMs) + FIRST_MS + at * APART_MS;
    return traceFrom(readFileSync(join(FOLDER, file), 'utf8'), startMs);
  });
}

function traceFrom(text: string, startMs: number): RecordedTrace {
  const times = [...text.matchAll(/"startTimeUnixNano":\s*"(\d+)"/g)].map(([, time]) => BigInt(time));
  const first = times.reduce((least, time) => (time < least ? time : least));
  const shift = BigInt(Math.round(startMs)) * NANOSECONDS - first;
  const body = JSON.parse(text, (key, value) =>
    /^(start|end)?[tT]imeUnixNano$/.test(key) ? `${BigInt(value) + shift}` : value
  ) as { trace: { resourceSpans: RawResource[] } };
  const spans = body.trace.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) => scope.spans.map((span) => spanFrom(span, resource.attributes)))
  );
  return { id: spans[0].traceId, body, spans };
}

interface RawAttribute {
  key: string;
  value: { stringValue?: string; intValue?: string };
}

interface RawResource {
  resource: { attributes: RawAttribute[] };
  scopeSpans: Array<{ spans: RawSpan[] }>;
}

interface RawSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: RawAttribute[];
}

function spanFrom(raw: RawSpan, resource: RawAttribute[]): RecordedSpan {
  const attributes = new Map<string, string | number>();
  for (const { key, value } of [...resource, ...(raw.attributes ?? [])]) {
    const plain = value.stringValue ?? (value.intValue === undefined ? undefined : Number(value.intValue));
    if (plain !== undefined) {
      attributes.set(key, plain);
    }
  }
  const hex = (id = '') => Buffer.from(id, 'base64').toString('hex');
  return {
    traceId: hex(raw.traceId),
    spanId: hex(raw.spanId),
    parentSpanId: hex(raw.parentSpanId),
    name: raw.name,
    service: String(attributes.get('service.name') ?? ''),
    kind: raw.kind.replace('SPAN_KIND_', '').toLowerCase(),
    startNs: BigInt(raw.startTimeUnixNano),
    endNs: BigInt(raw.endTimeUnixNano),
    attributes,
  };
}
