import { askGrowth, type Ungrown } from '../../../../../pkg/judgement/growth';
import type { GrownFunction } from '../../../../../pkg/judgement/grownFunctions';
import type { MergeStacktracesRequest, TimeRange } from '../../../../../pkg/pyroscope/api';
import { isState } from '../../../../../pkg/pyroscope/profileType';
import { growthFrame, type GrowthMeta } from '../../../../frames/growth';
import { unitOf } from '../../../../wording/profileTypeLabel';
import type { Comparison, SideName } from '../../../query/comparison';
import type { FilledQuery } from '../../../query/interpolation/interpolateQuery';
import { profileAmounts } from '../../amounts/profileAmounts';
import type { Answer, AnswerContext } from '../../question';
import { failedSlicesNote } from '../judge/judgeText';
import { isByIds, resolveSide, sliceOf } from '../slicedSide';
import {
  idsText,
  noStateText,
  partNote,
  shortPartText,
  tooFewText,
  tooShortText,
  uncountedText,
  unlikeSidesText,
} from './growthText';

/**
 * What grows steadily from the beginning of the earlier side to the end of the later one: that range is asked in slices
 * of time, of the compared side's selector. `onPartial` tells how many slices there are so far.
 */
export async function answerGrowth(
  { baseline, compared }: Comparison,
  sideQuery: (side: SideName) => FilledQuery,
  context: AnswerContext,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  const range = {
    start: Math.min(baseline.range.start, compared.range.start),
    end: Math.max(baseline.range.end, compared.range.end),
  };
  const [side, other] = [sideQuery('compared'), sideQuery('baseline').query];
  const { refId } = compared.query;
  const { request, reason = '', errors } = await resolveSide(side, { ...context, range });
  const profileTypeId = request?.profileTypeId ?? side.query.profileTypeId;
  const answer = (meta: GrowthMeta, functions: readonly GrownFunction[] = []): Answer => ({
    frames: [growthFrame(refId, unitOf(profileTypeId), functions, meta)],
    errors,
  });
  const unjudged = (why: string) => answer({ done: 0, of: 0, unjudged: why });
  if (!request) {
    return unjudged(reason);
  }
  if (!isState(profileTypeId)) {
    return unjudged(noStateText());
  }
  if (isByIds(request)) {
    return unjudged(idsText());
  }
  const unlike =
    other.labelSelector !== side.query.labelSelector ||
    (other.profileTypeId !== '' && other.profileTypeId !== profileTypeId);
  if (unlike) {
    return unjudged(unlikeSidesText());
  }
  const result = await askGrowth(
    range,
    (slice) => heldIn(request, slice, { ...context, range }),
    context.signal,
    (done, of) => {
      if (done < of) {
        onPartial(answer({ done, of }));
      }
    }
  );
  if (result.ungrown) {
    return unjudged(ungrownText(result.ungrown));
  }
  const { functions, whole, slices: count, sliceMs, part, failed, of } = result.growth;
  const notes = [...(part ? [partNote(part)] : []), ...(failed > 0 ? [failedSlicesNote(failed, of)] : [])];
  return answer({ done: of, of, whole, slices: { count, sliceMs }, ...(notes.length > 0 && { notes }) }, functions);
}

/** A slice, and beside it how many snapshots it adds up. `context`: that of the whole range, whose labels all have. */
async function heldIn(request: MergeStacktracesRequest, slice: TimeRange, context: AnswerContext) {
  const { catalog, range } = context;
  const labelNames: typeof catalog.labelNames = (matchers, _, signal) => catalog.labelNames(matchers, range, signal);
  const counted = profileAmounts({ ...request, ...slice }, { ...context, range: slice, catalog: { labelNames } });
  // It may fail before the slice is there.
  counted.catch(() => undefined);
  const tree = await sliceOf(request, slice, context);
  return { tree, snapshots: tree.total[0] > 0 ? (await counted)(tree.total[0]).snapshots : undefined };
}

function ungrownText({ reason, slices, part }: Ungrown): string {
  switch (reason) {
    case 'too-short':
      return tooShortText();
    case 'too-few-slices':
      return part ? shortPartText(part) : tooFewText(slices);
    case 'uncounted':
      return uncountedText();
  }
}
