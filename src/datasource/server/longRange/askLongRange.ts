import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { askPieces, type Piece } from './askPieces';
import { withinLookback, type LengthLimit, type ServerLimits } from './lengthLimit';
import { pieceCount, splitRange, withoutDrift } from './splitRange';

/** What Pyroscope takes in one query unless it is set otherwise (`max_query_length`). */
const DEFAULT_LIMIT_MS = 86_400_000;
/** As many queries as are sensible for one answer: two months of days. */
const MOST_PIECES = 60;

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

/**
 * Asks for a range in one query, or in as many as the server's limit demands; which limit that is, the server's refusal
 * tells. Rejects with `too-many-pieces` instead of asking for more than {@link MOST_PIECES}, and with an error that all
 * pieces have in common; one that only some have is told with the piece.
 */
export async function askLongRange<T>(
  { range, stepMs = 1, ask }: LongQuestion<T>,
  limit: LengthLimit,
  signal: AbortSignal,
  onProgress: (progress: Progress<T>) => void = () => undefined,
  now: () => number = Date.now
): Promise<LongAnswer<T>> {
  let limits = limit.get();
  for (let refusals = 0; ; refusals++) {
    // The points of a series are on a grid, and end within the limit.
    const asked = stepMs === 1 ? withoutDrift(range, limits?.lengthMs ?? DEFAULT_LIMIT_MS) : range;
    try {
      return await (limits === undefined
        ? askWhole(asked, ask, signal)
        : askSplit(asked, stepMs, ask, limits, signal, onProgress, now()));
    } catch (error) {
      // A limit that was lowered since it was learnt is learnt anew, from the refusal of a piece.
      const learnt = signal.aborted || refusals === 2 ? undefined : limit.learn(error, asked, limits !== undefined);
      if (learnt === undefined) {
        throw error;
      }
      limits = learnt;
    }
  }
}

async function askWhole<T>(range: TimeRange, ask: LongQuestion<T>['ask'], signal: AbortSignal): Promise<LongAnswer<T>> {
  return { pieces: [{ range, value: await ask(range, signal, true) }], searched: range };
}

async function askSplit<T>(
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
