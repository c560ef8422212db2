import type { LengthLimit } from './lengthLimit';
import { askWhole, type LongAnswer, type LongQuestion, type Progress } from './longQuestion';
import { withoutDrift } from './withoutDrift';

/** What Pyroscope takes in one query unless it is set otherwise (`max_query_length`). */
const DEFAULT_LIMIT_MS = 86_400_000;

/**
 * Asks for a range in one query, or in as many as the server's limit demands; which limit that is, the server's refusal
 * tells. Rejects with `too-many-pieces` instead of asking for more than two months of days, and with an error that all
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
      if (limits === undefined) {
        return await askWhole(asked, ask, signal);
      }
      const { askInPieces } = await import(/* webpackChunkName: "answers" */ './askInPieces');
      return await askInPieces(asked, stepMs, ask, limits, signal, onProgress, now());
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
