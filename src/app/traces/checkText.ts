import { dateTimeFormat, formattedValueToString, getValueFormat } from '@grafana/data';
import { profileTypeLabel, unitOf } from '../../wording/profileTypeLabel';
import { t } from '../../wording/t';
import type { TraceCheck } from './checkTrace';

/** Below it a profiler that takes a hundred samples a second often has none of a span. */
const SHORT_SPAN_MS = 20;

/** What a check saw, a sentence each. */
export function checkSentences({ name, startMs, spans, marked, found, ...rest }: TraceCheck): string[] {
  const seen = t(
    'app.traces.seen',
    'The trace “{{name}}” of {{time}} has {{spans}}, {{marked}} of them with a profile ID.',
    {
      name,
      time: dateTimeFormat(startMs, { format: 'HH:mm:ss' }),
      spans: t('app.traces.spans', '{{count}} spans', { count: spans, defaultValue_one: 'one span' }),
      marked,
    }
  );
  return [
    seen,
    ...(found ? [foundText(found, rest.longestMs)] : []),
    ...rest.missingLabels.map((label) =>
      t('app.traces.no-label', 'No profile of the last hour has the label {{label}}: change the label of its tag.', {
        label,
      })
    ),
    ...rest.unmarked.map(({ service, language }) =>
      t('app.traces.unmarked', '{{service}}: {{what}}.', { service, what: markingText(language) })
    ),
  ];
}

function foundText({ counted, amount, samples, profileTypeId }: NonNullable<TraceCheck['found']>, longestMs: number) {
  const spans = t('app.traces.counted', '{{count}} spans', { count: counted, defaultValue_one: 'one span' });
  if (profileTypeId === '') {
    return t('app.traces.no-type', 'Pyroscope has no CPU profiles of their service around that time.');
  }
  const type = profileTypeLabel(profileTypeId);
  if (amount === 0) {
    return longestMs < SHORT_SPAN_MS
      ? t(
          'app.traces.too-short',
          'Pyroscope has no samples of {{spans}} ({{type}}): the longest lasted less than 20 ms, which is often too short for one. Check again after a slower request.',
          { spans, type }
        )
      : t(
          'app.traces.none-found',
          'Pyroscope has no samples of {{spans}} ({{type}}): check that this data source reads the server that the services send their profiles to, and that the profiler runs with its OpenTelemetry integration.',
          { spans, type }
        );
  }
  const much = formattedValueToString(getValueFormat(unitOf(profileTypeId))(amount));
  return samples === undefined
    ? t('app.traces.found-amount', 'Pyroscope has {{much}} of {{spans}} ({{type}}).', { much, spans, type })
    : t('app.traces.found', 'Pyroscope has {{samples}} of {{spans}}: {{much}} of {{type}}.', {
        samples: t('app.traces.samples', '{{count}} samples', { count: samples, defaultValue_one: 'one sample' }),
        spans,
        much,
        type,
      });
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
