import type { TimeRange } from '../pyroscope/api';
import { PyroscopeError, type PyroscopeErrorCode } from '../pyroscope/errors';

export interface Piece<T> {
  range: TimeRange;
  value?: T;
  error?: PyroscopeError;
}

const PARALLEL = 4;

/** What another piece may well not meet; anything else every piece would meet. */
const PASSING = new Set<PyroscopeErrorCode>([
  'timeout',
  'unavailable',
  'unreachable',
  'server-error',
  'rate-limited',
  'too-large',
  'cut-answer',
  'empty-answer',
  'unimplemented',
]);

/**
 * Asks for every piece, at most four at once, the newest first. A piece that fails by itself is told with its error;
 * an error that all would meet, one that the first four have met, or an abort, rejects and aborts the others.
 *
 * `onPiece` is called with each piece once it has its value or its error.
 */
export async function askPieces<T>(
  ranges: readonly TimeRange[],
  ask: (range: TimeRange, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  onPiece: (piece: Piece<T>) => void
): Promise<Array<Piece<T>>> {
  const controller = new AbortController();
  const leave = () => controller.abort(signal.reason);
  if (signal.aborted) {
    leave();
  }
  signal.addEventListener('abort', leave, { once: true });
  const pieces: Array<Piece<T>> = ranges.map((range) => ({ range }));
  const left = [...pieces];
  let answered = 0;
  let failed = 0;
  const worker = async () => {
    for (let piece = left.pop(); piece; piece = left.pop()) {
      try {
        piece.value = await ask(piece.range, controller.signal);
        answered++;
      } catch (error) {
        failed++;
        const hopeless = answered === 0 && failed >= Math.min(PARALLEL, ranges.length);
        const passing = error instanceof PyroscopeError && PASSING.has(error.code);
        if (controller.signal.aborted || !passing || hopeless) {
          controller.abort();
          throw error;
        }
        piece.error = error;
      }
      // An answer may have come together with the abort.
      controller.signal.throwIfAborted();
      onPiece(piece);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(PARALLEL, ranges.length) }, worker));
    return pieces;
  } finally {
    controller.abort();
    signal.removeEventListener('abort', leave);
  }
}
