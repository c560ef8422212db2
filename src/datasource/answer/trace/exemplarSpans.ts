import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import { normaliseSpanIds, normaliseTraceIds } from '../../../../pkg/pyroscope/spanIds';
import type { AnswerContext } from '../question';
import { longHeatmap } from '../series/longHeatmap';
import { alignedRange, heatmapStepMs } from '../series/step';

/** A span that an exemplar of the server shows. */
export interface ExemplarSpan {
  name: string;
  service: string;
  profileId: string;
  traceId: string;
  startMs: number;
  /** What its samples add up to, in the smallest unit of the profile type. */
  value: number;
}

/** Each is a call more where it is looked into. */
const MOST = 50;

/**
 * The spans that a server shows of a range, those that used most first, and whether these are all it showed. It shows
 * one for each cell of the heatmap of spans. Rejects with `unimplemented` where it has no such heatmap.
 */
export async function exemplarSpans(
  { profileTypeId, labelSelector, start, end }: MergeStacktracesRequest,
  context: Pick<AnswerContext, 'client' | 'lengthLimit' | 'signal' | 'stepMs'>
): Promise<{ spans: ExemplarSpan[]; isAll: boolean }> {
  const range = { start, end };
  const stepMs = heatmapStepMs(context.stepMs, range);
  const { heatmaps } = await longHeatmap(
    {
      profileTypeId,
      labelSelector,
      ...alignedRange(range, stepMs, Date.now()),
      step: stepMs / 1000,
      of: 'span',
      exemplars: true,
      groupBy: ['service_name', 'span_name'],
    },
    { ...context, stepMs }
  );
  const byId = new Map<string, ExemplarSpan>();
  for (const { labels, slots } of heatmaps) {
    for (const exemplar of slots.flatMap(({ exemplars }) => exemplars)) {
      const label = (name: string) =>
        [...exemplar.labels, ...labels].find((one) => one.name === name && one.value !== '')?.value ?? '';
      const [profileId] = normaliseSpanIds([exemplar.spanId]).kept;
      if (profileId) {
        byId.set(profileId, {
          name: label('span_name'),
          service: label('service_name'),
          profileId,
          traceId: normaliseTraceIds([exemplar.traceId]).kept[0] ?? '',
          startMs: exemplar.timestamp,
          value: exemplar.value,
        });
      }
    }
  }
  const all = [...byId.values()].sort((one, other) => other.value - one.value);
  return { spans: all.slice(0, MOST), isAll: all.length <= MOST };
}
