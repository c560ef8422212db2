import type { TimeRange } from '../pyroscope/api';
import type { Piece } from './askPieces';
import type { ServerLimits } from './lengthLimit';

export interface LongQuestion<T> {
  range: TimeRange;
  /** Of a series, in whole milliseconds; absent for what has no steps. */
  stepMs?: number;
  /** `whole` where the range is asked for in one query. */
  ask: (range: TimeRange, signal: AbortSignal, whole: boolean) => Promise<T>;
}

export interface Progress<T> {
  /** The piece that has just come, or failed. */
  piece: Piece<T>;
  done: number;
  of: number;
  /** The length of a piece, in milliseconds. */
  pieceMs: number;
}

export interface LongAnswer<T> {
  /** In order of time; a single one where the server took the range whole. */
  pieces: Array<Piece<T>>;
  /** Where the range was split: what the server takes in one query. */
  limits?: ServerLimits;
  /** What was searched: the range, without what the server does not look back to. */
  searched: TimeRange;
}

export async function askWhole<T>(
  range: TimeRange,
  ask: LongQuestion<T>['ask'],
  signal: AbortSignal
): Promise<LongAnswer<T>> {
  return { pieces: [{ range, value: await ask(range, signal, true) }], searched: range };
}
