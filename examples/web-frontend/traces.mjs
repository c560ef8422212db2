// A span and its samples share an id. Pyroscope's SDK for Node does not link them by itself.
import Pyroscope from '@pyroscope/nodejs';

export const { VERSION = 'v1', OTEL_EXPORTER_OTLP_ENDPOINT } = process.env;

const tracer = OTEL_EXPORTER_OTLP_ENDPOINT ? await startTraces() : undefined;

async function startTraces() {
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'web-frontend', 'service.version': VERSION }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  return provider.getTracer('web-frontend');
}

/** Runs synchronous work in a span of its own; samples have the endpoint, and the span's id where spans are sent. */
export function traced(endpoint, work) {
  if (!tracer) {
    Pyroscope.wrapWithLabels({ endpoint }, work);
    return;
  }
  const span = tracer.startSpan(endpoint);
  const { spanId } = span.spanContext();
  span.setAttribute('pyroscope.profile.id', spanId);
  try {
    Pyroscope.wrapWithLabels({ endpoint, span_id: spanId }, work);
  } finally {
    span.end();
  }
}
