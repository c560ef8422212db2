/** An attribute of a span or of what sent it. */
export interface Attribute {
  key: string;
  value: string | number | boolean;
}

/** A span as Grafana's trace view holds it: ids hexadecimal, times microseconds since 1970, not whole. */
export interface TraceSpan {
  traceID: string;
  spanID: string;
  parentSpanID: string;
  operationName: string;
  serviceName: string;
  /** `server`, `client`, `internal`, … */
  kind: string;
  startTime: number;
  duration: number;
  depth: number;
  tags: Attribute[];
  resourceTags: Attribute[];
}

export interface Trace {
  traceID: string;
  traceName: string;
  /** Parents before their children, siblings as they began. */
  spans: TraceSpan[];
  services: Array<{ name: string; numberOfSpans: number }>;
  startTime: number;
  endTime: number;
  duration: number;
}

interface RawValue {
  stringValue?: string;
  intValue?: string | number;
  doubleValue?: number;
  boolValue?: boolean;
  arrayValue?: { values?: RawValue[] };
}

interface RawAttribute {
  key: string;
  value?: RawValue;
}

interface RawSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name?: string;
  kind?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: RawAttribute[];
}

interface RawResource {
  resource?: { attributes?: RawAttribute[] };
  scopeSpans?: Array<{ spans?: RawSpan[] }>;
}

/** Reads the answer of Tempo's `/api/v2/traces/<id>`; undefined where it has no spans, as for an unknown trace. */
export function readTrace(body: unknown): Trace | undefined {
  const { trace } = (body ?? {}) as { trace?: { resourceSpans?: RawResource[] } };
  const spans = (trace?.resourceSpans ?? []).flatMap(({ resource, scopeSpans = [] }) => {
    const resourceTags = (resource?.attributes ?? []).map(attribute);
    return scopeSpans.flatMap((scope) => (scope.spans ?? []).map((span) => spanFrom(span, resourceTags)));
  });
  if (spans.length === 0) {
    return undefined;
  }
  const startTime = Math.min(...spans.map((span) => span.startTime));
  const endTime = Math.max(...spans.map((span) => span.startTime + span.duration));
  const ordered = inTreeOrder(spans);
  const services = [...new Set(ordered.map(({ serviceName }) => serviceName))];
  return {
    traceID: ordered[0].traceID,
    traceName: `${ordered[0].serviceName}: ${ordered[0].operationName}`,
    spans: ordered,
    services: services.map((name) => ({
      name,
      numberOfSpans: ordered.filter(({ serviceName }) => serviceName === name).length,
    })),
    startTime,
    endTime,
    duration: endTime - startTime,
  };
}

function spanFrom(raw: RawSpan, resourceTags: Attribute[]): TraceSpan {
  const [start, end] = [BigInt(raw.startTimeUnixNano), BigInt(raw.endTimeUnixNano)];
  return {
    traceID: hexId(raw.traceId),
    spanID: hexId(raw.spanId),
    parentSpanID: hexId(raw.parentSpanId ?? ''),
    operationName: raw.name ?? '',
    serviceName: String(resourceTags.find(({ key }) => key === 'service.name')?.value ?? ''),
    kind: (raw.kind ?? '').replace('SPAN_KIND_', '').toLowerCase(),
    startTime: Number(start) / 1000,
    duration: Number(end - start) / 1000,
    depth: 0,
    tags: (raw.attributes ?? []).map(attribute),
    resourceTags,
  };
}

/** Ids come in base64, from some versions in hexadecimal. */
function hexId(id: string): string {
  return /^[0-9a-f]+$/i.test(id) && id.length % 16 === 0
    ? id.toLowerCase()
    : Array.from(atob(id), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

function attribute({ key, value }: RawAttribute): Attribute {
  return { key, value: plain(value) };
}

function plain({ stringValue, intValue, doubleValue, boolValue, arrayValue }: RawValue = {}): Attribute['value'] {
  if (arrayValue) {
    return JSON.stringify((arrayValue.values ?? []).map(plain));
  }
  return stringValue ?? (intValue === undefined ? (doubleValue ?? boolValue ?? '') : Number(intValue));
}

function inTreeOrder(spans: TraceSpan[]): TraceSpan[] {
  const ids = new Set(spans.map(({ spanID }) => spanID));
  const ordered: TraceSpan[] = [];
  const visit = (parent: string | undefined, depth: number) => {
    spans
      .filter(({ parentSpanID }) => (parent === undefined ? !ids.has(parentSpanID) : parentSpanID === parent))
      .sort((one, other) => one.startTime - other.startTime)
      .forEach((span) => {
        ordered.push({ ...span, depth });
        visit(span.spanID, depth + 1);
      });
  };
  visit(undefined, 0);
  return ordered;
}
