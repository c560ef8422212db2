import type { FilledQuery } from '../query/interpolation/interpolateQuery';
import type { PyroscopeQuery } from '../query/query';
import { answerNewValues } from './markers/answerNewValues';
import { answerProfile } from './profile/profileAnswer';
import type { Answer, AnswerContext } from './question';
import { bothAnswers } from './series/bothAnswers';
import { answerSeries, type SeriesAnswer } from './series/seriesAnswer';

/**
 * The frames that answer a query, by its type; `onPartial` gets what there is so far while a part comes in pieces. What
 * goes wrong is in the answer; only an abort rejects.
 */
export async function answerQuery(
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  const { queryType, newValuesOf } = filled.query;
  if (typeof newValuesOf === 'string' && newValuesOf !== '') {
    return answerNewValues(filled, newValuesOf, context);
  }
  if (queryType === 'profile') {
    return answerProfile(filled, context, onPartial);
  }
  if (queryType !== 'both') {
    return answerSeries(filled, context, onPartial);
  }
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
