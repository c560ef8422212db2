import { hasVariable } from '../query/interpolation/variableSyntax';
import { t } from '../../wording/t';

/** Why a query that selects spans has none to ask for. */
export function noSpanText(dropped: readonly string[]): string {
  if (dropped.some((entry) => entry.includes('pyroscope.profile.id'))) {
    return t(
      'datasource.span.no-profile-id',
      'This span has no profile ID: it lacks the attribute pyroscope.profile.id, which the profiler’s OpenTelemetry integration sets on the spans it follows (often root spans only). Pick such a span, or clear the span ID to see the whole service.'
    );
  }
  if (dropped.some(hasVariable)) {
    return t('datasource.span.no-value', 'No span is selected: {{variable}} has no value.', {
      variable: dropped.find(hasVariable) ?? '',
    });
  }
  return t(
    'datasource.span.malformed',
    '“{{id}}” is not a valid span ID. A span ID has 16 hexadecimal digits, for example 15cb822407822739.',
    {
      id: shortened(dropped[0] ?? ''),
    }
  );
}

export function noTraceText(dropped: readonly string[]): string {
  if (dropped.some(hasVariable)) {
    return t('datasource.trace.no-value', 'No trace is selected: {{variable}} has no value.', {
      variable: dropped.find(hasVariable) ?? '',
    });
  }
  return t('datasource.trace.malformed', '“{{id}}” is not a valid trace ID. A trace ID has 32 hexadecimal digits.', {
    id: shortened(dropped[0] ?? ''),
  });
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}
