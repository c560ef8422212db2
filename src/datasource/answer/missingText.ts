import { errorSentence } from '../../wording/errorSentence';
import { errorText } from '../../wording/errorText';
import { t } from '../../wording/t';
import type { PiecesState } from '../../../pkg/longrange/mergedProfile';
import { rangeText } from './piecesText';

const LISTED = 3;

/** Which parts are missing and why; undefined when none is. */
export function missingText({ failed, of }: PiecesState): string | undefined {
  if (failed.length === 0) {
    return undefined;
  }
  const ranges = failed.slice(0, LISTED).map(({ range }) => rangeText(range));
  const more = failed.length - ranges.length;
  const listed =
    more > 0
      ? t('datasource.pieces.more', '{{ranges}} and {{count}} more', { ranges: ranges.join(', '), count: more })
      : ranges.join(', ');
  return t('datasource.pieces.missing', '{{failed}} of {{of}} parts are missing ({{ranges}}): {{reason}}', {
    failed: failed.length,
    of,
    ranges: listed,
    reason: errorSentence(errorText(failed[0].error)),
  });
}
