import type { TimeRange } from '../../../../../pkg/pyroscope/api';
import { t } from '../../../../wording/t';
import { rangeText } from '../../piecesText';

export function noStateText(): string {
  return t(
    'datasource.growth.no-state',
    'Growth per hour is of what is held at a time, such as memory in use or goroutines. Choose such a profile type.'
  );
}

export function idsText(): string {
  return t('datasource.growth.ids', 'Spans, traces and single profiles have no slices of time to find growth in.');
}

export function unlikeSidesText(): string {
  return t(
    'datasource.growth.unlike',
    'Growth is of one selector and one profile type over time. The sides of this comparison are different ones.'
  );
}

export function tooShortText(): string {
  return t(
    'datasource.growth.too-short',
    'The range is too short to tell growth from chance. At least 4 minutes are needed; an hour or more is better.'
  );
}

export function tooFewText(slices: number): string {
  return t(
    'datasource.growth.too-few',
    'Only {{count}} slices of the range have profiles, and at least 8 are needed to tell growth from chance.',
    {
      count: slices,
      defaultValue_one:
        'Only one slice of the range has profiles, and at least 8 are needed to tell growth from chance.',
    }
  );
}

/** Where all profiles of a long range are so close together that they make too few slices. */
export function shortPartText(part: TimeRange): string {
  return t(
    'datasource.growth.short-part',
    'All profiles of the range are from {{range}}, which is too short to tell growth from chance. At least 4 minutes of profiles are needed; an hour or more is better.',
    { range: rangeText(part) }
  );
}

/** Where a small part of a range was looked at, since there is nothing else in it. */
export function partNote(part: TimeRange): string {
  return t('datasource.growth.part', 'The range has profiles from {{range}} only; this part was cut into slices.', {
    range: rangeText(part),
  });
}

export function uncountedText(): string {
  return t(
    'datasource.growth.uncounted',
    'How many snapshots the profiles add up could not be counted, so what was held at a time is not known.'
  );
}
