import { mergeTrees } from '../../../../pkg/calltree/operations/merge';
import { truncateForFlameGraph } from '../../../../pkg/pyroscope/flamegraph/truncate';
import type { CallTree } from '../../../../pkg/calltree/tree';
import type { MergeStacktracesRequest, TimeRange } from '../../../../pkg/pyroscope/api';
import type { PyroscopeError } from '../../../../pkg/pyroscope/errors';
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
 * `onPartial` gets what is there so far, now and then.
 */
export async function mergedProfile(
  request: MergeStacktracesRequest,
  ask: (request: MergeStacktracesRequest, signal: AbortSignal) => Promise<CallTree>,
  limit: LengthLimit,
  signal: AbortSignal,
  onPartial: (partial: MergedProfile) => void
): Promise<MergedProfile> {
  let sum: CallTree | undefined;
  let pending: CallTree[] = [];
  let state: PiecesState | undefined;
  let nextAt = 0;
  const range = { start: request.start, end: request.end };
  const merged = () => {
    sum = mergeTrees(sum ? [sum, ...pending] : pending);
    pending = [];
    return cut(sum, request.maxNodes ?? DEFAULT_NODES);
  };
  const { pieces, limits, searched } = await askLongRange(
    { range, ask: (piece, own) => ask({ ...request, ...piece }, own) },
    limit,
    signal,
    ({ piece, done, of, pieceMs }) => {
      state ??= { done, of, pieceMs, failed: [] };
      state.done = done;
      if (piece.error) {
        state.failed.push({ range: piece.range, error: piece.error });
      }
      if (piece.value) {
        pending.push(piece.value);
        delete piece.value;
      }
      const now = Date.now();
      if (done < of && now >= nextAt) {
        onPartial({ tree: merged(), pieces: { ...state, failed: [...state.failed] }, searched: range });
        nextAt = Date.now() + Math.max(BETWEEN_MS, (Date.now() - now) * SHARE);
      }
    }
  );
  if (state === undefined) {
    return { tree: pieces[0].value as CallTree, searched };
  }
  const failed = state.failed.sort((one, other) => one.range.start - other.range.start);
  return { tree: merged(), pieces: { ...state, failed }, ...(limits ? { limits } : {}), searched };
}

function cut(tree: CallTree, maxNodes: number): CallTree {
  return tree.length - 1 > maxNodes ? truncateForFlameGraph(tree, maxNodes) : tree;
}
