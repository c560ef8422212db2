import { t } from '../../../../wording/t';
import type { TimeRange } from '../../../../../pkg/pyroscope/api';
import { rangeText } from '../../piecesText';
import { ofSide } from '../compareText';
import type { SideName } from '../../../query/comparison';

export function byIdsText(): string {
  return t(
    'datasource.judge.ids',
    'Spans, traces and single profiles cannot be judged: they have no slices of time to compare.'
  );
}

export function tooShortText(side: SideName): string {
  return ofSide(
    side,
    t(
      'datasource.judge.too-short',
      'the range is too short to tell a change from chance. At least 3 minutes are needed, 10 are better.'
    )
  );
}

export function tooFewText(side: SideName, slices: number): string {
  return ofSide(
    side,
    t(
      'datasource.judge.too-few',
      'only {{count}} slices of the range have profiles, and at least 5 are needed. Choose a range that has profiles all through.',
      {
        count: slices,
        defaultValue_one:
          'only one slice of the range has profiles, and at least 5 are needed. Choose a range that has profiles all through.',
      }
    )
  );
}

/** Where all profiles of a long range are so close together that they make no slices. */
export function shortPartText(side: SideName, part: TimeRange): string {
  return ofSide(
    side,
    t(
      'datasource.judge.short-part',
      'all of its profiles are from {{range}}, which is too short to tell a change from chance. At least 3 minutes of profiles are needed, 10 are better.',
      { range: rangeText(part) }
    )
  );
}

/** Where a small part of a range was judged, since there is nothing else in it. */
export function partNote(side: SideName, part: TimeRange): string {
  return ofSide(
    side,
    t('datasource.judge.part', 'the range has profiles from {{range}} only; this part was cut into slices.', {
      range: rangeText(part),
    })
  );
}

/** So few samples that any difference can be chance. */
export function fewSamplesText(side: SideName): string {
  return ofSide(
    side,
    t('datasource.judge.few-samples', 'there are too few samples to tell a change from chance. Choose a longer range.')
  );
}

export function failedSlicesNote(failed: number, of: number): string {
  return t('datasource.judge.failed', '{{failed}} of {{of}} slices could not be loaded and are left out.', {
    failed,
    of,
  });
}
