import { judgeSides, type Unjudged } from '../../../../../pkg/judgement/judgeSides';
import { SIDES, type JudgedFunction } from '../../../../../pkg/judgement/judgedSides';
import { judgementFrame, type JudgementMeta } from '../../../../frames/judgement';
import type { Comparison, SideName } from '../../../query/comparison';
import type { FilledQuery } from '../../../query/interpolation/interpolateQuery';
import type { Answer, AnswerContext } from '../../question';
import { isByIds, resolveSide, sliceOf } from '../slicedSide';
import {
  byIdsText,
  failedSlicesNote,
  fewSamplesText,
  partNote,
  shortPartText,
  tooFewText,
  tooShortText,
} from './judgeText';

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
  if (isByIds(baseline) || isByIds(compared)) {
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
  const { functions, whole, slices, parts, failed: missing, of } = result.judged;
  const notes = [
    ...SIDES.flatMap((side) => (parts[side] ? [partNote(side, parts[side])] : [])),
    ...(missing > 0 ? [failedSlicesNote(missing, of)] : []),
  ];
  return answer({ done: of, of, whole, slices, ...(notes.length > 0 && { notes }) }, functions);
}

function unjudgedText({ reason, side, slices, part }: Unjudged): string {
  switch (reason) {
    case 'too-short':
      return tooShortText(side);
    case 'too-few-slices':
      return part ? shortPartText(side, part) : tooFewText(side, slices);
    case 'too-few-samples':
      return fewSamplesText(side);
  }
}
