import type { FilledQuery } from '../query/interpolation/interpolateQuery';
import { loadCode } from '../../loading/loadCode';
import { answerProfile } from './profile/profileAnswer';
import type { Answer, AnswerContext } from './question';

/**
 * The frames that answer a query, by its type; `onPartial` gets what there is so far while a part comes in pieces. What
 * goes wrong is in the answer; only an abort rejects, and code that cannot be loaded: that of all but a profile is
 * fetched when they are first asked for.
 */
export async function answerQuery(
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  const { queryType, newValuesOf } = filled.query;
  if (typeof newValuesOf === 'string' && newValuesOf !== '') {
    const { answerNewValues } = await loadCode(
      () => import(/* webpackChunkName: "answers" */ './markers/answerNewValues')
    );
    return answerNewValues(filled, newValuesOf, context);
  }
  if (queryType === 'profile') {
    return answerProfile(filled, context, onPartial);
  }
  if (queryType === 'both') {
    const { answerBoth } = await loadCode(() => import(/* webpackChunkName: "series" */ './series/answerBoth'));
    return answerBoth(filled, context, onPartial);
  }
  if (queryType === 'compare') {
    const { answerCompare } = await loadCode(() => import('./compare/compareAnswer'));
    return answerCompare(filled, context, onPartial);
  }
  if (queryType === 'trace') {
    const { answerTrace } = await loadCode(() => import(/* webpackChunkName: "spans" */ './trace/answerTrace'));
    return answerTrace(filled, context);
  }
  const { answerSeries } = await loadCode(() => import(/* webpackChunkName: "series" */ './series/seriesAnswer'));
  return answerSeries(filled, context, onPartial);
}
