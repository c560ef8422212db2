import type { TimeRange } from '../pyroscope/api';

/**
 * A range as pieces of at most `limitMs`, in order of time and about equally long. Pieces begin and end on the grid
 * `start + k · stepMs`, each one step after the end of the one before it. Both ends of a range are included, so with a
 * step of a millisecond no profile is in two pieces; and as a bucket of a series is the step before its timestamp, with
 * the series' step no bucket is cut and the pieces' points one after the other are those of the whole range.
 *
 * `stepMs` is whole, at least 1. What lies after the last whole step is in no piece, as it is in no bucket.
 */
export function splitRange({ start, end }: TimeRange, limitMs: number, stepMs = 1): TimeRange[] {
  const points = pointsOf(start, end, stepMs);
  const count = pieceCount({ start, end }, limitMs, stepMs);
  const perPiece = Math.ceil(points / count);
  const pieces: TimeRange[] = [];
  for (let first = 0; first < points; first += perPiece) {
    const last = Math.min(points, first + perPiece) - 1;
    pieces.push({ start: start + first * stepMs, end: start + last * stepMs });
  }
  return pieces;
}

/** How many pieces of at most `limitMs` a range needs. */
export function pieceCount({ start, end }: TimeRange, limitMs: number, stepMs = 1): number {
  const mostPerPiece = Math.max(0, Math.floor(limitMs / stepMs)) + 1;
  return Math.ceil(pointsOf(start, end, stepMs) / mostPerPiece);
}

function pointsOf(start: number, end: number, stepMs: number): number {
  return Math.max(0, Math.floor((end - start) / stepMs)) + 1;
}
