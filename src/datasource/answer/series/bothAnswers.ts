import type { DataFrame } from '@grafana/data';
import { profileMeta } from '../../../frames/profileMeta';
import type { Answer } from '../question';
import { withNotices } from './seriesFrame';
import type { SeriesAnswer } from './seriesAnswer';
import { unlikeTotalsText } from './seriesText';

/** Differences below this can come from profiles that arrived between the two calls. */
const NOTICEABLE = 1.005;

/**
 * One answer of the two parts of a query. The flame graph comes first: Grafana's own panel looks at the first frame
 * only, and its graphs pass over what has no time.
 */
export function bothAnswers(profile: Answer, series: SeriesAnswer, narrowed: boolean): Answer {
  const messages = new Set(profile.errors.map(({ message }) => message));
  const errors = [...profile.errors, ...series.errors.filter(({ message }) => !messages.has(message))];
  const note = narrowed ? undefined : unlikeTotals(profile.frames[0], series.sum);
  if (note === undefined) {
    return { frames: [...profile.frames, ...series.frames], errors };
  }
  // It is of the flame graph, which says it: the series have all samples.
  const [first, ...rest] = profile.frames;
  return { frames: [withNote(first, note), ...rest, ...series.frames], errors };
}

function unlikeTotals(frame: DataFrame | undefined, sum: number | undefined): string | undefined {
  const meta = frame && profileMeta(frame);
  if (!frame || !meta || meta.failed || sum === undefined) {
    return undefined;
  }
  const total: number = frame.fields.find(({ name }) => name === 'value')?.values[0] ?? 0;
  return sum > total * NOTICEABLE ? unlikeTotalsText(meta.profileTypeId, sum, total) : undefined;
}

/** A frame with one more note and notice. */
function withNote(frame: DataFrame, note: string): DataFrame {
  const meta = profileMeta(frame);
  const hotpath = meta && { ...meta, notes: [...(meta.notes ?? []), note] };
  const noticed = withNotices([frame], [{ severity: 'info', text: note }])[0];
  return { ...noticed, meta: { ...noticed.meta, custom: { ...frame.meta?.custom, hotpath } } };
}
