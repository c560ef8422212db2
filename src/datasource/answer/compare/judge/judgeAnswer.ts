import { judgeSides, type Unjudged } from '../../../../../pkg/judgement/judgeSides';
import { SIDES, type JudgedFunction } from '../../../../../pkg/judgement/judgedSides';
import { mergedProfile } from '../../../../../pkg/longrange/mergedProfile';
import type { MergeStacktracesRequest, TimeRange } from '../../../../../pkg/pyroscope/api';
import { judgementFrame, type JudgementMeta } from '../../../../frames/judgement';
import type { Comparison, SideName } from '../../../query/comparison';
import type { FilledQuery } from '../../../query/interpolation/interpolateQuery';
import { answerQuestion, type Answer, type AnswerContext } from '../../question';
import { byIdsText, failedSlicesNote, fewSamplesText, tooFewText, tooShortText } from './judgeText';

interface ResolvedSide extends Answer {
  request?: MergeStacktracesRequest;
  /** Why there is none. */
  reason?: string;
}

/**
 * Whether a comparison's changes are more than chance: each side is asked in slices of time, and what differs between
 * the sides is held against what differs between slices. `onPartial` tells how many slices there are so far.
 */
export async function answerJudgement(
  comparison: Comparison,
  sideQuery: (side: SideName) => FilledQuery,
  context: AnswerContext,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  const { refId } = comparison.compared.query;
  const answer = (meta: JudgementMeta, functions: readonly JudgedFunction[] = []): Answer => ({
    frames: [judgementFrame(refId, functions, meta)],
    errors: [],
  });
  const unjudged = (reason: string) => answer({ done: 0, of: 0, unjudged: reason });
  const resolved = await Promise.all(
    SIDES.map((side) => resolveSide(sideQuery(side), { ...context, range: comparison[side].range }))
  );
  const failed = resolved.find(({ errors }) => errors.length > 0);
  if (failed) {
    return { ...unjudged(failed.reason ?? ''), errors: failed.errors };
  }
  const [baseline, compared] = resolved.map(({ request }) => request);
  if (!baseline || !compared) {
    return unjudged(resolved.map(({ reason }) => reason).find(Boolean) ?? '');
  }
  if ([baseline, compared].some(({ spanIds, traceIds, profileIds }) => spanIds || traceIds || profileIds)) {
    return unjudged(byIdsText());
  }
  const requests = { baseline, compared };
  const result = await judgeSides(
    requests,
    (side, slice) => sliceOf(requests[side], slice, context),
    context.signal,
    (done, of) => {
      if (done < of) {
        onPartial(answer({ done, of }));
      }
    }
  );
  if (result.unjudged) {
    return unjudged(unjudgedText(result.unjudged));
  }
  const { functions, whole, slices, failed: missing, of } = result.judged;
  const notes = missing > 0 ? [failedSlicesNote(missing, of)] : undefined;
  return answer({ done: of, of, whole, slices, ...(notes ? { notes } : {}) }, functions);
}

function unjudgedText({ reason, side, slices }: Unjudged): string {
  switch (reason) {
    case 'too-short':
      return tooShortText(side);
    case 'too-few-slices':
      return tooFewText(side, slices);
    case 'too-few-samples':
      return fewSamplesText(side);
  }
}

function resolveSide(filled: FilledQuery, context: AnswerContext): Promise<ResolvedSide> {
  const none = { frames: [], errors: [] };
  return answerQuestion<ResolvedSide>(filled, context, {
    byIds: true,
    ask: async ({ request }) => ({ ...none, request }),
    nothing: (_, reason) => ({ ...none, reason }),
    failed: (_, { text, error }) => ({ frames: [], errors: [error], reason: text.title }),
  });
}

async function sliceOf(
  request: MergeStacktracesRequest,
  range: TimeRange,
  { client, work, lengthLimit, signal }: AnswerContext
) {
  const ask = (piece: MergeStacktracesRequest, own: AbortSignal) =>
    client.selectMergeStacktraces(piece, { signal: own });
  const merged = await mergedProfile({ ...request, ...range }, ask, work, lengthLimit, signal, () => undefined);
  return merged.tree;
}
