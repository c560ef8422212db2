import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import { isCpuNanoseconds } from '../../../../pkg/pyroscope/profileType';
import { normaliseSpanIds } from '../../../../pkg/pyroscope/spanIds';
import { sampleCount } from '../../../../pkg/pyroscope/sampling/sampleCount';
import type { SpanRow } from '../../../frames/spansFrame';
import type { Span } from '../../../tempo/span';
import { withEqual } from '../../query/selectorEdit';
import type { AnswerContext } from '../question';
import { inTreeOrder } from './treeOrder';
import { countedInText, emptySpanNote, mostListedText, mostReadText, notAskedText, notProfiledText } from './traceText';

/** What is listed of a trace, and of how many spans the samples are read: each is a call. */
const MOST_LISTED = 1_000;
const MOST_READ = 50;
const MARGIN_MS = 60_000;

type Asking = Pick<AnswerContext, 'client' | 'work' | 'signal'>;

/** The spans of a trace in order, each with what its samples add up to, or why it has none. */
export async function traceSpans(
  spans: readonly Span[],
  request: MergeStacktracesRequest,
  context: Asking
): Promise<{ rows: SpanRow[]; notes: string[] }> {
  const ordered = inTreeOrder(spans);
  const listed = ordered.slice(0, MOST_LISTED);
  const marked = listed.filter(({ span }) => idOf(span) !== undefined);
  // The longest are the ones that may have samples.
  const read = new Set(
    [...marked].sort((one, other) => other.span.durationMs - one.span.durationMs).slice(0, MOST_READ)
  );
  const rows = await Promise.all(
    listed.map(async (entry): Promise<SpanRow> => {
      const { span, depth, above } = entry;
      const { name, service, startMs, durationMs, traceId } = span;
      const row = { name, service, depth, startMs, durationMs, traceId };
      const profileId = idOf(span);
      if (profileId === undefined) {
        const counting = above.findLast((one) => one.service === service && idOf(one) !== undefined);
        return { ...row, note: counting ? countedInText(counting.name) : notProfiledText() };
      }
      if (!read.has(entry)) {
        return { ...row, profileId, note: notAskedText() };
      }
      const { amount, samples } = await amountOf(span, profileId, request, context);
      return { ...row, profileId, amount, samples, ...(amount === 0 ? { note: emptySpanNote(durationMs) } : {}) };
    })
  );
  const notes = [
    ...(ordered.length > listed.length ? [mostListedText(listed.length, ordered.length)] : []),
    ...(marked.length > read.size ? [mostReadText(read.size, marked.length)] : []),
  ];
  return { rows, notes };
}

function idOf({ profileId }: Span): string | undefined {
  return normaliseSpanIds([profileId ?? '']).kept[0];
}

async function amountOf(
  { service, startMs, durationMs }: Span,
  profileId: string,
  { profileTypeId, labelSelector }: MergeStacktracesRequest,
  { client, work, signal }: Asking
): Promise<{ amount: number; samples?: number }> {
  const answer = await client.selectMergeSpanProfile(
    {
      profileTypeId,
      labelSelector: service ? withEqual(labelSelector, 'service_name', service) : labelSelector,
      start: Math.floor(startMs) - MARGIN_MS,
      end: Math.ceil(startMs + durationMs) + MARGIN_MS,
      spanIds: [profileId],
    },
    { signal }
  );
  const tree = await work.read(answer);
  return {
    amount: tree.total[0],
    ...(isCpuNanoseconds(profileTypeId) ? { samples: sampleCount(tree.self)?.count } : {}),
  };
}
