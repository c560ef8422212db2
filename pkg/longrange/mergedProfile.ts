import type { CallTree } from '../calltree/tree';
import type { FlameGraphAnswer, MergeStacktracesRequest, TimeRange } from '../pyroscope/api';
import type { PyroscopeError } from '../pyroscope/errors';
import type { TreeWork } from '../treework/treeWork';
import { WorkLost } from '../treework/workerLine';
import { askLongRange } from './askLongRange';
import type { LengthLimit, ServerLimits } from './lengthLimit';

/** What a server answers where `max_nodes` is not given, unless it is configured otherwise. */
const DEFAULT_NODES = 8_192;
/** Partial answers come at least this far apart, and take at most a fifth of the time. */
const BETWEEN_MS = 500;
const SHARE = 5;

export interface PiecesState {
  done: number;
  of: number;
  /** The length of a piece, in milliseconds. */
  pieceMs: number;
  failed: Array<{ range: TimeRange; error: PyroscopeError }>;
}

export interface MergedProfile {
  tree: CallTree;
  /** Where the range took more than one query. */
  pieces?: PiecesState;
  limits?: ServerLimits;
  searched: TimeRange;
}

/**
 * The profile of a range, however long: pieces are added up as they come, and cut as the server would cut the whole.
 * `onPartial` gets what is there so far, now and then, and where `outlined` the outline of a very large one. What is lost
 * with the worker is asked for once more, and then done without one.
 */
export async function mergedProfile(...question: Parameters<typeof merged>): Promise<MergedProfile> {
  try {
    return await merged(...question);
  } catch (error) {
    if (error instanceof WorkLost) {
      return merged(...question);
    }
    throw error;
  }
}

async function merged(
  request: MergeStacktracesRequest,
  ask: (request: MergeStacktracesRequest, signal: AbortSignal) => Promise<FlameGraphAnswer>,
  work: TreeWork,
  limit: LengthLimit,
  signal: AbortSignal,
  onPartial: (partial: MergedProfile) => void,
  outlined = false
): Promise<MergedProfile> {
  const sum = work.sum();
  const range = { start: request.start, end: request.end };
  const maxNodes = request.maxNodes ?? DEFAULT_NODES;
  const partials = new Partials(async (pieces) => {
    const tree = await sum.tree(maxNodes);
    return () => onPartial({ tree, pieces, searched: range });
  });
  let state: PiecesState | undefined;
  const showOutline = outlined ? (tree: CallTree) => onPartial({ tree, searched: range }) : undefined;
  const askTree = async (piece: TimeRange, own: AbortSignal, whole: boolean) => {
    if (whole) {
      work.expect(maxNodes);
    } else {
      work.prepare(maxNodes);
    }
    const answer = await ask({ ...request, ...piece }, own);
    return whole ? work.read(answer, showOutline) : sum.add(answer);
  };
  try {
    const { pieces, limits, searched } = await askLongRange<CallTree | void>(
      { range, ask: askTree },
      limit,
      signal,
      ({ piece, done, of, pieceMs }) => {
        state ??= { done, of, pieceMs, failed: [] };
        state.done = done;
        if (piece.error) {
          state.failed.push({ range: piece.range, error: piece.error });
        }
        if (done < of) {
          partials.offer({ ...state, failed: [...state.failed] });
        }
      }
    );
    if (state === undefined) {
      return { tree: pieces[0].value as CallTree, searched };
    }
    partials.stop();
    const failed = state.failed.sort((one, other) => one.range.start - other.range.start);
    return { tree: await sum.tree(maxNodes), pieces: { ...state, failed }, ...(limits ? { limits } : {}), searched };
  } finally {
    partials.stop();
    sum.drop();
  }
}

/** Makes one partial answer at a time, and lets time pass between two. */
class Partials {
  #nextAt = 0;
  #stopped = false;

  constructor(private readonly make: (pieces: PiecesState) => Promise<() => void>) {}

  offer(pieces: PiecesState): void {
    const start = Date.now();
    if (start < this.#nextAt) {
      return;
    }
    this.#nextAt = Infinity;
    this.make(pieces).then(
      (show) => {
        this.#nextAt = Date.now() + Math.max(BETWEEN_MS, (Date.now() - start) * SHARE);
        if (!this.#stopped) {
          show();
        }
      },
      // What fails here fails for the whole as well, and is told there.
      () => this.stop()
    );
  }

  stop(): void {
    this.#stopped = true;
  }
}
