import type { TimeRange } from '../../../../pkg/pyroscope/api';

/** As many queries as are sensible for one answer: two months of days. */
export const MOST_PIECES = 60;

/** A range that would take more queries than is sensible. Nothing was asked for it. */
export class TooManyPieces extends Error {
  /** The longest range up to the same end that is answered. */
  readonly trimmed: TimeRange;

  constructor(
    readonly range: TimeRange,
    readonly count: number,
    readonly lengthMs: number
  ) {
    super(`${count} pieces`);
    this.name = 'TooManyPieces';
    this.trimmed = trimToLast(range, lengthMs * MOST_PIECES);
  }
}

/** The last `lengthMs` of a range; all of one that is not longer. */
export function trimToLast({ start, end }: TimeRange, lengthMs: number): TimeRange {
  return { start: Math.max(start, end - lengthMs), end };
}
