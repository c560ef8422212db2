import { t } from '../../../wording/t';
import { SHORT_SPAN_MS } from '../spans/ladderText';

export function askForTraceText(): string {
  return t(
    'datasource.trace.ask',
    'Which trace? Enter a trace ID (32 hexadecimal digits) in the query, or choose one of those found in this range.'
  );
}

export function onlyFirstTraceText(traceId: string): string {
  return t('datasource.trace.first', 'One trace is listed at a time: this is {{traceId}}.', { traceId });
}

export function seenInExemplarsText(): string {
  return t(
    'datasource.trace.exemplars-only',
    'Only spans that exemplars show are listed: no Tempo data source leads to this one. Link one to see all spans.'
  );
}

export function traceNotSeenText(): string {
  return t(
    'datasource.trace.not-seen',
    'No exemplar in this range is of this trace, and no Tempo data source leads to this one. Link one to see the spans of a trace.'
  );
}

export function notProfiledText(): string {
  return t('datasource.trace.not-profiled', 'Not profiled: it has no attribute pyroscope.profile.id');
}

/** Profilers mark the outermost span of a service, with all that runs below it there. */
export function countedInText(name: string): string {
  return t('datasource.trace.counted-in', 'Counted in “{{name}}”', { name });
}

export function notAskedText(): string {
  return t('datasource.trace.not-asked', 'Not read');
}

export function emptySpanNote(durationMs: number): string {
  return durationMs < SHORT_SPAN_MS
    ? t('datasource.trace.too-short', 'No samples: too short')
    : t('datasource.trace.waited', 'No samples: it waited, or its profiler does not mark it');
}

export function mostListedText(listed: number, of: number): string {
  return t('datasource.trace.most-listed', 'The first {{listed}} of {{of}} spans are listed.', numbers({ listed, of }));
}

export function mostReadText(read: number, of: number): string {
  return t(
    'datasource.trace.most-read',
    'Samples were read for the {{read}} longest of {{of}} profiled spans.',
    numbers({ read, of })
  );
}

/** How far a search among exemplars goes. */
export function checkedText(checked: number, isAll: boolean): string {
  return isAll
    ? t(
        'datasource.trace.checked-all',
        'Checked the {{count}} spans that exemplars show in this range. A server shows a few of all spans: there may be more.',
        {
          count: checked,
          defaultValue_one: 'Checked the one span that exemplars show in this range: there may be more.',
        }
      )
    : t(
        'datasource.trace.checked-most',
        'Checked the {{count}} spans with the most samples of those that exemplars show in this range: there may be more.',
        { count: checked }
      );
}

export function notThroughText(name: string, checked: number): string {
  return checked === 0
    ? t(
        'datasource.trace.no-exemplars',
        'No spans to look into: this range has no span exemplars. Its profiler may not mark spans (OpenTelemetry integration), or no request was sampled.'
      )
    : t(
        'datasource.trace.not-through',
        'None of the {{count}} spans that exemplars show in this range has samples in {{name}}. Try a longer range.',
        { count: checked, name }
      );
}

function numbers(of: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, value.toLocaleString('en-US')]));
}
