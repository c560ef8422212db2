import type { CallTree } from '../../../../pkg/calltree/tree';
import { mergedProfile } from '../../../../pkg/longrange/mergedProfile';
import type { MergeStacktracesRequest, TimeRange } from '../../../../pkg/pyroscope/api';
import type { FilledQuery } from '../../query/interpolation/interpolateQuery';
import { answerQuestion, type Answer, type AnswerContext } from '../question';

/** What a side asks the server, once its query is resolved, to be asked in slices of time. */
export interface ResolvedSide extends Answer {
  request?: MergeStacktracesRequest;
  /** Why there is none. */
  reason?: string;
}

export function resolveSide(filled: FilledQuery, context: AnswerContext): Promise<ResolvedSide> {
  const none = { frames: [], errors: [] };
  return answerQuestion<ResolvedSide>(filled, context, {
    byIds: true,
    ask: async ({ request }) => ({ ...none, request }),
    nothing: (_, reason) => ({ ...none, reason }),
    failed: (_, { text, error }) => ({ frames: [], errors: [error], reason: text.title }),
  });
}

export function isByIds({ spanIds, traceIds, profileIds }: MergeStacktracesRequest): boolean {
  return Boolean(spanIds || traceIds || profileIds);
}

export async function sliceOf(
  request: MergeStacktracesRequest,
  range: TimeRange,
  { client, work, lengthLimit, signal }: AnswerContext
): Promise<CallTree> {
  const ask = (piece: MergeStacktracesRequest, own: AbortSignal) =>
    client.selectMergeStacktraces(piece, { signal: own });
  const merged = await mergedProfile({ ...request, ...range }, ask, work, lengthLimit, signal, () => undefined);
  return merged.tree;
}
