import { t } from '../../../../wording/t';
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
    t('datasource.judge.too-few', 'only {{count}} slices of the range have profiles, and at least 5 are needed.', {
      count: slices,
      defaultValue_one: 'only one slice of the range has profiles, and at least 5 are needed.',
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
