import { tempoAt } from '../../tempo/tempo';
import { PROFILE_ID } from '../../tempo/span';
import { t } from '../../wording/t';

const HOUR_MS = 3_600_000;
const LOOKED_AT = 100;

export interface SpanCheck {
  /** Spans seen in the last hour, of each language those without a profile id. */
  seen: number;
  marked: number;
  unmarkedServices: Array<{ service: string; language: string }>;
}

/** What spans of the last hour a Tempo shows, and which of them are marked. Rejects with a `TempoError`. */
export async function checkSpans(tempoUid: string): Promise<SpanCheck> {
  const end = Date.now();
  const range = { start: end - HOUR_MS, end };
  const attributes = `select(resource.service.name, resource.telemetry.sdk.language, span.${PROFILE_ID})`;
  const spans = await tempoAt(tempoUid).search(`{ kind = server } | ${attributes}`, range, LOOKED_AT);
  const marked = spans.filter(({ profileId }) => profileId !== undefined);
  const markedServices = new Set(marked.map(({ service }) => service));
  const unmarked = new Map(
    spans
      .filter(({ service }) => !markedServices.has(service))
      .map(({ service, language = '' }) => [service, { service, language }])
  );
  return { seen: spans.length, marked: marked.length, unmarkedServices: [...unmarked.values()] };
}

/** What marks the spans of a service in its language. */
export function markingText(language: string): string {
  switch (language) {
    case 'go':
      return t('app.traces.mark-go', 'wrap its tracer provider with otel-profiling-go');
    case 'python':
      return t('app.traces.mark-python', 'add the span processor of pyroscope-otel');
    case 'java':
      return t('app.traces.mark-java', 'add io.pyroscope:otel as an extension of the OpenTelemetry agent');
    case 'ruby':
      return t('app.traces.mark-ruby', 'add the span processor of pyroscope-otel');
    case 'dotnet':
      return t('app.traces.mark-dotnet', 'add the span processor of Pyroscope.OpenTelemetry');
    case 'nodejs':
      return t('app.traces.mark-node', 'Node.js profilers cannot mark spans yet');
    default:
      return t('app.traces.mark-other', 'add the OpenTelemetry integration of its profiler');
  }
}
