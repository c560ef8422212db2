import { dateTimeFormat } from '@grafana/data';
import type { TimeRange } from '../../../pkg/pyroscope/api';
import { durationText } from '../../wording/durationText';
import { t } from '../../wording/t';
import type { MergedProfile, PiecesState } from '../../../pkg/longrange/mergedProfile';

const DAY_MS = 86_400_000;

/** `Incomplete: 7 of 30 days so far`, which stays true when the rest is cancelled. */
export function progressText({ done, of, pieceMs }: PiecesState): string {
  return isDay(pieceMs)
    ? t('datasource.pieces.progress-days', 'Incomplete: {{done}} of {{of}} days so far.', { done, of })
    : t('datasource.pieces.progress', 'Incomplete: {{done}} of {{of}} parts so far.', { done, of });
}

/** What the user has to know of an answer that was put together from several, most pressing first. */
export function piecesNotes({ pieces, limits, searched }: Omit<MergedProfile, 'tree'>, asked: TimeRange): string[] {
  const notes: string[] = [];
  if (pieces && pieces.done < pieces.of) {
    notes.push(progressText(pieces));
  }
  if (pieces && pieces.failed.length > 0) {
    notes.push(
      t('datasource.pieces.incomplete', 'Incomplete: {{failed}} of {{of}} parts are missing from these numbers.', {
        failed: pieces.failed.length,
        of: pieces.of,
      })
    );
  }
  if (pieces && limits) {
    notes.push(
      t(
        'datasource.pieces.note',
        'The server allows {{limit}} per query, so this range was queried in {{count}} parts and added up here.',
        { limit: durationText(limits.lengthMs), count: pieces.of }
      )
    );
  }
  if (limits?.lookbackMs !== undefined && searched.start > asked.start) {
    notes.push(
      t(
        'datasource.pieces.lookback',
        'Profiles older than {{lookback}} are not included: the server does not look back further (max_query_lookback).',
        { lookback: durationText(limits.lookbackMs) }
      )
    );
  }
  return notes;
}

export function rangeText({ start, end }: TimeRange): string {
  return t('datasource.pieces.range', '{{from}} to {{to}}', { from: dateTimeFormat(start), to: dateTimeFormat(end) });
}

function isDay(ms: number): boolean {
  return Math.abs(ms - DAY_MS) < DAY_MS / 100;
}
