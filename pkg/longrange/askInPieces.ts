import type { TimeRange } from '../pyroscope/api';
import { PyroscopeError } from '../pyroscope/errors';
import { askPieces } from './askPieces';
import { withinLookback, type ServerLimits } from './lengthLimit';
import { askWhole, type LongAnswer, type LongQuestion, type Progress } from './longQuestion';
import { pieceCount, splitRange } from './splitRange';

/** As many queries as are sensible for one answer: two months of days. */
const MOST_PIECES = 60;

/** The answer of a range in as many queries as the server's limits demand, which may be one. */
export async function askInPieces<T>(
  range: TimeRange,
  stepMs: number,
  ask: LongQuestion<T>['ask'],
  limits: ServerLimits,
  signal: AbortSignal,
  onProgress: (progress: Progress<T>) => void,
  now: number
): Promise<LongAnswer<T>> {
  const searched = onGrid(withinLookback(range, limits, now), range.start, stepMs);
  const count = pieceCount(searched, limits.lengthMs, stepMs);
  if (count === 1) {
    return askWhole(range.end - range.start <= limits.lengthMs ? range : searched, ask, signal);
  }
  if (count > MOST_PIECES) {
    const trimmed = { start: Math.max(range.start, range.end - limits.lengthMs * MOST_PIECES), end: range.end };
    throw new PyroscopeError('too-many-pieces', { limitMs: limits.lengthMs, pieces: { range, count, trimmed } });
  }
  const ranges = splitRange(searched, limits.lengthMs, stepMs);
  const pieceMs = ranges[0].end - ranges[0].start + stepMs;
  let done = 0;
  const pieces = await askPieces(
    ranges,
    (piece, own) => ask(piece, own, false),
    signal,
    (piece) => onProgress({ piece, done: ++done, of: ranges.length, pieceMs })
  );
  return { pieces, limits, searched };
}

/** A start that was moved stays on the steps of the range. */
function onGrid({ start, end }: TimeRange, origin: number, stepMs: number): TimeRange {
  return { start: origin + Math.floor((start - origin) / stepMs) * stepMs, end };
}
