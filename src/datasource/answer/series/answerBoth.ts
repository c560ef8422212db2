import type { FilledQuery } from '../../query/interpolation/interpolateQuery';
import type { PyroscopeQuery } from '../../query/query';
import { answerProfile } from '../profile/profileAnswer';
import type { Answer, AnswerContext } from '../question';
import { bothAnswers } from './bothAnswers';
import { answerSeries, type SeriesAnswer } from './seriesAnswer';

/** Flame graph and series of a query; each is answered when the other fails. */
export async function answerBoth(
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  const nothing: Answer = { frames: [], errors: [] };
  let profileSoFar = nothing;
  let seriesSoFar: SeriesAnswer = nothing;
  const emit = () => onPartial({ frames: [...profileSoFar.frames, ...seriesSoFar.frames], errors: [] });
  const [profile, series] = await Promise.all([
    answerProfile(filled, context, (partial) => {
      profileSoFar = partial;
      emit();
    }).then((whole) => (profileSoFar = whole)),
    answerSeries(filled, context, (partial) => {
      seriesSoFar = partial;
      emit();
    }).then((whole) => (seriesSoFar = whole)),
  ]);
  return bothAnswers(profile, series, isNarrowed(filled.query));
}

/** Whether the profile is of less than the label selector says, and not to be compared with the series. */
function isNarrowed(query: PyroscopeQuery): boolean {
  const { spanSelector, traceIdSelector, profileIdSelector, stackTraceSelector } = query;
  return [spanSelector, traceIdSelector, profileIdSelector, stackTraceSelector].some((list) => (list?.length ?? 0) > 0);
}
