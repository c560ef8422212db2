import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { durationText } from '../../../wording/durationText';
import { errorSentence, type ErrorText } from '../../../wording/errorSentence';
import { profileTypeLabel } from '../../../wording/profileTypeLabel';
import { t } from '../../../wording/t';
import type { SideName, SideProblem } from '../../query/comparison';
import { rangeText } from '../piecesText';

export function sideName(side: SideName): string {
  return side === 'baseline'
    ? t('datasource.compare.baseline', 'Baseline')
    : t('datasource.compare.compared', 'Comparison');
}

export function ofSide(side: SideName, text: string): string {
  return t('datasource.compare.of-side', '{{side}}: {{text}}', { side: sideName(side), text });
}

/** Why one side is shown alone. */
export function emptySideText(empty: SideName, reason: string): string {
  return empty === 'baseline'
    ? t('datasource.compare.no-baseline', 'The baseline has no profiles: only the comparison is shown. {{reason}}', {
        reason,
      })
    : t('datasource.compare.no-compared', 'The comparison has no profiles: only the baseline is shown. {{reason}}', {
        reason,
      });
}

export function bothEmptyText(baseline: string, compared: string): string {
  return baseline === compared
    ? t('datasource.compare.both-empty-same', 'Neither side has profiles. {{reason}}', { reason: baseline })
    : t('datasource.compare.both-empty', 'Neither side has profiles. Baseline: {{baseline}} Comparison: {{compared}}', {
        baseline,
        compared,
      });
}

/** Of a side that failed while the other one is shown. */
export function failedSideText(failed: SideName, reason: string): string {
  return failed === 'baseline'
    ? t('datasource.compare.failed-baseline', 'The baseline failed to load: only the comparison is shown. {{reason}}', {
        reason,
      })
    : t('datasource.compare.failed-compared', 'The comparison failed to load: only the baseline is shown. {{reason}}', {
        reason,
      });
}

/** Neither side can be shown, and at least one of them failed. */
export function nothingToCompareText(failed: SideName, text: ErrorText, other: ErrorText | string): ErrorText {
  const ofOther =
    typeof other === 'string' ? { reason: other } : { reason: errorSentence(other), detail: other.detail };
  const details = [...new Set([text.detail, ofOther.detail].filter(Boolean))];
  return {
    title: ofSide(failed, text.title),
    remedy: `${text.remedy} ${ofSide(failed === 'baseline' ? 'compared' : 'baseline', ofOther.reason)}`,
    ...(details.length > 0 ? { detail: details.join('\n') } : {}),
  };
}

export function differentUnitsText(baseline: string, compared: string): ErrorText {
  return {
    title: t('datasource.compare.units.title', '{{baseline}} and {{compared}} are measured in different units.', {
      baseline: profileTypeLabel(baseline),
      compared: profileTypeLabel(compared),
    }),
    remedy: t(
      'datasource.compare.units.remedy',
      'Choose the same profile type for both sides, or two that are both times, both bytes or both counts.'
    ),
  };
}

export function sideProblemText(problem: SideProblem): ErrorText {
  const side = sideName(problem.side);
  const remedy = t(
    'datasource.compare.time.remedy',
    'Use an offset such as 1h, 1d or 1w, “previous”, or a start and an end such as now-2d and now-1d.'
  );
  if (problem.reason === 'empty-range') {
    return {
      title: t('datasource.compare.time.empty', '{{side}}: the range from {{from}} to {{to}} ends before it starts.', {
        side,
        from: problem.from,
        to: problem.to,
      }),
      remedy,
    };
  }
  return {
    title: t('datasource.compare.time.bad', '{{side}}: “{{saved}}” is not a valid time.', {
      side,
      saved: problem.saved,
    }),
    remedy,
  };
}

export function differentTypesNote(baseline: string, compared: string): string {
  return t('datasource.compare.types', 'Two profile types are compared: {{baseline}} with {{compared}}.', {
    baseline: profileTypeLabel(baseline),
    compared: profileTypeLabel(compared),
  });
}

export function sameSidesNote(): string {
  return t('datasource.compare.same', 'Both sides select the same profiles, so nothing can differ.');
}

export function unchangedNote(): string {
  return t('datasource.compare.unchanged', 'Nothing changed: every stack has the same value on both sides.');
}

export function overlapNote(range: TimeRange): string {
  return t('datasource.compare.overlap', 'The two ranges overlap: profiles from {{range}} count on both sides.', {
    range: rangeText(range),
  });
}

export function lengthsNote(baseline: TimeRange, compared: TimeRange): string {
  return t(
    'datasource.compare.lengths',
    'The baseline covers {{baseline}} and the comparison {{compared}}: compare shares rather than totals.',
    { baseline: durationText(baseline.end - baseline.start), compared: durationText(compared.end - compared.start) }
  );
}

export function amountsNote(times: number): string {
  const factor = Number((times >= 1 ? times : 1 / times).toPrecision(2));
  return times >= 1
    ? t(
        'datasource.compare.more',
        'The comparison has {{factor}} times as many samples as the baseline: compare shares rather than totals.',
        { factor }
      )
    : t(
        'datasource.compare.fewer',
        'The baseline has {{factor}} times as many samples as the comparison: compare shares rather than totals.',
        { factor }
      );
}
