import type { AbsoluteTimeRange, DataFrame } from '@grafana/data';
import type { CallTreeError } from '../../../pkg/calltree/errors';
import type { ProfileMeta } from '../../frames/profileMeta';
import type { MessageText } from './Message';
import { isAwaited } from '../../frames/awaitedFrame';
import { t } from '../../wording/t';

export { failedQuery } from './failedQuery';

export function waiting(): MessageText {
  return { kind: 'loading', title: t('panel.loading', 'Loading…') };
}

/** The answer has no frame that is a flame graph. */
export function noProfile(series: readonly DataFrame[]): MessageText {
  if (series.length > 0 && series.every(isAwaited)) {
    return {
      kind: 'empty',
      title: t('panel.message.cancelled', 'Cancelled before there was a profile'),
      remedy: t('panel.message.cancelled-help', 'Run the query again to see one.'),
    };
  }
  if (series.length === 0) {
    return {
      kind: 'empty',
      title: t('panel.message.no-data', 'No data'),
      remedy: t('panel.message.no-data-help', 'The query returned nothing. Try another time range or label selector.'),
    };
  }
  return {
    kind: 'empty',
    title: t('panel.message.no-flame-graph', 'This panel draws profiles, and there is none in its data'),
    remedy: t(
      'panel.message.no-flame-graph-help',
      'It needs a frame with the fields level, value, self and label, as a Pyroscope query of type Profile returns. If the panel has transformations, turn them off.'
    ),
  };
}

/** What the data source says of a query it could not answer; where a shorter range helps, that is one click away. */
export function failedProfile(
  { title, remedy, detail, trimTo }: NonNullable<ProfileMeta['failed']>,
  changeTimeRange: (range: AbsoluteTimeRange) => void
): MessageText {
  const action = trimTo && {
    label: t('panel.message.trim', 'Trim to the last {{length}}', { length: trimTo.length }),
    run: () => changeTimeRange({ from: trimTo.from, to: trimTo.to }),
  };
  return { kind: 'error', title, remedy, detail, action };
}

export function emptyProfile(meta: ProfileMeta | undefined): MessageText {
  return meta?.noData
    ? { kind: 'empty', title: meta.noData.message }
    : {
        kind: 'empty',
        title: t('panel.message.empty', 'The profile is empty'),
        remedy: t(
          'panel.message.empty-help',
          'There are no samples in this range. Try a longer one, or another label selector.'
        ),
      };
}

/** Why several profiles are not added up. */
export function notMerged(reason: string): MessageText {
  return {
    kind: 'empty',
    title: t('panel.message.not-merged', 'These profiles cannot be merged'),
    remedy: t('panel.message.not-merged-help', '{{reason}} Choose one of them above.', { reason }),
  };
}

/** The frame has the right fields, but its rows are no call tree. */
export function badFrame(error: CallTreeError): MessageText {
  return {
    kind: 'error',
    title: t('panel.message.bad-frame', 'The profile cannot be drawn: its rows are not a call tree'),
    remedy: t('panel.message.rows-changed', '{{reason}} If the panel has transformations, turn them off.', {
      reason: reasonOf(error),
    }),
    detail: error.message,
  };
}

function reasonOf({ code, row = 0 }: CallTreeError): string {
  const at = { row: row + 1 };
  switch (code) {
    case 'lengths-differ':
      return t('panel.message.lengths-differ', 'The fields level, value, self and label have different lengths.');
    case 'no-root':
      return t('panel.message.no-root', 'The first row must be at level 0.');
    case 'level-jump':
      return t('panel.message.level-jump', 'Row {{row}} is more than one level below the row before it.', at);
    case 'bad-value':
      return t('panel.message.bad-value', 'Row {{row}} has a value that is missing, negative or not a number.', at);
    case 'bad-label':
      return t('panel.message.bad-label', 'Row {{row}} has no readable label.', at);
    case 'outside-parent':
      return t('panel.message.outside-parent', 'The rows below row {{row}} add up to more than its value.', at);
  }
}
