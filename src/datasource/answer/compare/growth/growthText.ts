import { t } from '../../../../wording/t';

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

export function uncountedText(): string {
  return t(
    'datasource.growth.uncounted',
    'How many snapshots the profiles add up could not be counted, so what was held at a time is not known.'
  );
}
