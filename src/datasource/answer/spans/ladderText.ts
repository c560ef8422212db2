import { durationText } from '../../../wording/durationText';
import { t } from '../../../wording/t';

/** Below it a profiler that takes a hundred samples a second often has none of a span. */
export const SHORT_SPAN_MS = 20;

/** Why the whole trace is not the answer. */
export type TraceStep = 'unknown' | 'not-looked-up' | 'empty' | 'unable' | 'ignored' | 'failed';

/** Why a span has no samples, as far as its length tells. */
export function emptySpanText(durationMs: number | undefined): string {
  if (durationMs === undefined) {
    return t('datasource.ladder.empty', 'There are no samples of this span.');
  }
  const length = spanLengthText(durationMs);
  return durationMs < SHORT_SPAN_MS
    ? t(
        'datasource.ladder.short',
        'There are no samples of this span: it lasted {{length}}, and spans under about 20 ms often have none.',
        { length }
      )
    : t(
        'datasource.ladder.waited',
        'There are no samples of this span of {{length}}: it waited rather than used CPU, or its profiler does not mark it.',
        { length }
      );
}

/** `0.7 ms`, `4 ms`, `1 s 200 ms`. */
export function spanLengthText(ms: number): string {
  return ms < 1 ? `${Number(ms.toPrecision(1))} ms` : durationText(ms);
}

export function traceStepText(step: TraceStep): string {
  switch (step) {
    case 'unknown':
      return '';
    case 'not-looked-up':
      return t('datasource.ladder.not-looked-up', 'Its trace could not be looked up in Tempo.');
    case 'empty':
      return t('datasource.ladder.trace-empty', 'Its trace has none either.');
    case 'unable':
      return t('datasource.ladder.trace-unable', 'This server cannot select samples by trace.');
    case 'ignored':
      return t('datasource.ladder.trace-ignored', 'This server ignores trace IDs.');
    case 'failed':
      return t('datasource.ladder.trace-failed', 'Asking for its trace failed.');
  }
}

interface Shown {
  /** Absent: the whole trace is shown. */
  service?: string;
  lengthMs?: number;
  samples?: number;
}

export function shownInsteadText({ service, lengthMs = 0, samples }: Shown): string {
  const rest = samples === undefined ? '' : ` (${samplesText(samples)})`;
  return service === undefined
    ? t('datasource.ladder.trace', 'Showing the whole trace{{rest}}.', { rest })
    : t('datasource.ladder.service', 'Showing all of {{service}} for the {{length}} around it{{rest}}.', {
        service,
        length: durationText(lengthMs),
        rest,
      });
}

/** What a profile of spans or traces rests on, and what that is good for. */
export function restsOnText(samples: number, periodMs: number): string {
  return samples < FEW
    ? t(
        'datasource.ladder.few-samples',
        'This rests on {{samples}} of {{period}} each: too few to trust small shares.',
        { samples: samplesText(samples), period: spanLengthText(periodMs) }
      )
    : t('datasource.ladder.samples', 'This rests on {{samples}} of {{period}} each.', {
        samples: samplesText(samples),
        period: spanLengthText(periodMs),
      });
}

/** A share of 10 % is then 3 samples or fewer. */
const FEW = 30;

function samplesText(count: number): string {
  return t('datasource.ladder.count', '{{shown}} samples', {
    count,
    shown: count.toLocaleString('en-US'),
    defaultValue_one: 'one sample',
  });
}
