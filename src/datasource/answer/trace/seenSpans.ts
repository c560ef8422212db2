import { unitOf } from '../../../wording/profileTypeLabel';
import type { PyroscopeQuery } from '../../query/query';
import { chooseCpuType } from '../../server/cpuType';
import type { AnswerContext } from '../question';
import { exemplarSpans, type ExemplarSpan } from './exemplarSpans';

/** The spans that exemplars show for a query, with the unit of their values; none where there is no CPU type. */
export async function seenSpans(
  { labelSelector, profileTypeId }: Pick<PyroscopeQuery, 'labelSelector' | 'profileTypeId'>,
  context: Pick<AnswerContext, 'client' | 'catalog' | 'lengthLimit' | 'signal' | 'stepMs' | 'range'>
): Promise<Array<ExemplarSpan & { unit: string }>> {
  const { catalog, range, signal } = context;
  const type = profileTypeId || (await chooseCpuType(catalog, labelSelector, range, signal)).id;
  if (type === undefined) {
    return [];
  }
  const { spans } = await exemplarSpans({ ...range, labelSelector, profileTypeId: type }, context);
  return spans.map((span) => ({ ...span, unit: unitOf(type) }));
}
