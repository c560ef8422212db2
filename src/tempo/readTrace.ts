import { PROFILE_ID, type Span } from './span';

/**
 * The spans of a trace in OpenTelemetry's JSON, as Tempo sends it: `{trace: {resourceSpans}}` from `/api/v2/traces`,
 * `{batches}` from `/api/traces`. Ids come in base64, from some versions in hexadecimal. What has no readable id or
 * time is left out.
 */
export function readTrace(body: unknown): Span[] {
  const { trace, batches } = object(body);
  const resources = list(batches ?? object(trace).resourceSpans ?? object(trace).batches);
  return resources.flatMap((entry) => {
    const { resource, scopeSpans, instrumentationLibrarySpans } = object(entry);
    const attributes = readAttributes(object(resource).attributes);
    return list(scopeSpans ?? instrumentationLibrarySpans)
      .flatMap((scope) => list(object(scope).spans))
      .flatMap((span) => readSpan(object(span), attributes) ?? []);
  });
}

function readSpan(raw: Record<string, unknown>, resource: Map<string, string>): Span | undefined {
  const spanId = hexId(raw.spanId, 8);
  const start = nanoseconds(raw.startTimeUnixNano);
  const length = nanosecondsBetween(raw.startTimeUnixNano, raw.endTimeUnixNano);
  if (!spanId || start === undefined || length === undefined) {
    return undefined;
  }
  const attributes = readAttributes(raw.attributes);
  const profileId = attributes.get(PROFILE_ID);
  const language = resource.get('telemetry.sdk.language');
  return {
    traceId: hexId(raw.traceId, 16) ?? '',
    spanId,
    parentSpanId: hexId(raw.parentSpanId, 8) ?? '',
    name: typeof raw.name === 'string' ? raw.name : '',
    service: resource.get('service.name') ?? '',
    startMs: start / 1e6,
    durationMs: Math.max(0, length / 1e6),
    ...(profileId ? { profileId } : {}),
    ...(language ? { language } : {}),
  };
}

/** The spans of an answer of Tempo's search, with what it selects of them. Trace ids come without leading zeros. */
export function readFound(body: unknown): Span[] {
  return list(object(body).traces).flatMap((entry) => {
    const trace = object(entry);
    const traceId = typeof trace.traceID === 'string' ? trace.traceID.toLowerCase().padStart(32, '0') : '';
    const sets = list(trace.spanSets ?? (trace.spanSet ? [trace.spanSet] : []));
    return sets
      .flatMap((set) => list(object(set).spans))
      .flatMap((one) => {
        const span = object(one);
        const start = nanoseconds(span.startTimeUnixNano);
        if (typeof span.spanID !== 'string' || start === undefined) {
          return [];
        }
        const attributes = readAttributes(span.attributes);
        const profileId = attributes.get(PROFILE_ID);
        const language = attributes.get('telemetry.sdk.language');
        return [
          {
            traceId,
            spanId: span.spanID.toLowerCase().padStart(16, '0'),
            parentSpanId: '',
            name: typeof span.name === 'string' ? span.name : '',
            service: attributes.get('service.name') ?? '',
            startMs: start / 1e6,
            durationMs: (nanoseconds(span.durationNanos) ?? 0) / 1e6,
            ...(profileId ? { profileId } : {}),
            ...(language ? { language } : {}),
          },
        ];
      });
  });
}

function readAttributes(raw: unknown): Map<string, string> {
  const pairs = list(raw).flatMap((entry): Array<[string, string]> => {
    const { key, value } = object(entry);
    const text = object(value).stringValue;
    return typeof key === 'string' && typeof text === 'string' ? [[key, text]] : [];
  });
  return new Map(pairs);
}

/** An id of so many bytes in hexadecimal. */
function hexId(raw: unknown, bytes: number): string | undefined {
  if (typeof raw !== 'string' || raw === '') {
    return undefined;
  }
  if (raw.length === bytes * 2 && /^[0-9a-f]+$/i.test(raw)) {
    return raw.toLowerCase();
  }
  try {
    const text = atob(raw);
    return text.length === bytes
      ? Array.from(text, (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('')
      : undefined;
  } catch {
    return undefined;
  }
}

function nanoseconds(raw: unknown): number | undefined {
  const number = typeof raw === 'string' && raw !== '' ? Number(raw) : raw;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Exact, which the difference of two times since 1970 is not once they are numbers. */
function nanosecondsBetween(from: unknown, to: unknown): number | undefined {
  const isWhole = (raw: unknown): raw is string => typeof raw === 'string' && /^\d+$/.test(raw);
  if (isWhole(from) && isWhole(to)) {
    return Number(BigInt(to) - BigInt(from));
  }
  const [start, end] = [nanoseconds(from), nanoseconds(to)];
  return start === undefined || end === undefined ? undefined : end - start;
}

function object(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : {};
}

function list(raw: unknown): unknown[] {
  return Array.isArray(raw) ? raw : [];
}
