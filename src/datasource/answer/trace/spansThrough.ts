import { outermostRows } from '../../../../pkg/calltree/around/outermost';
import { inSlices } from '../../../../pkg/calltree/slices';
import type { CallTree } from '../../../../pkg/calltree/tree';
import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import type { SpanRow } from '../../../frames/spansFrame';
import { withEqual } from '../../query/selectorEdit';
import { sampleCount } from '../../../../pkg/pyroscope/sampling/sampleCount';
import type { AnswerContext } from '../question';
import type { ExemplarSpan } from './exemplarSpans';

/** A span's samples are stored under the time its profile ended. */
const MARGIN_MS = 60_000;

/** Of these spans those that have samples in a function, by how much of each is in it. */
export async function spansThrough(
  name: string,
  spans: readonly ExemplarSpan[],
  request: MergeStacktracesRequest,
  context: Pick<AnswerContext, 'client' | 'work' | 'signal'>
): Promise<SpanRow[]> {
  const rows = await Promise.all(spans.map((span) => rowOf(name, span, request, context)));
  return rows.filter((row) => row !== undefined).sort((one, other) => (other.inFunction ?? 0) - (one.inFunction ?? 0));
}

async function rowOf(
  name: string,
  { value: _, ...span }: ExemplarSpan,
  { profileTypeId, labelSelector }: MergeStacktracesRequest,
  { client, work, signal }: Pick<AnswerContext, 'client' | 'work' | 'signal'>
): Promise<SpanRow | undefined> {
  const request = {
    profileTypeId,
    labelSelector: span.service ? withEqual(labelSelector, 'service_name', span.service) : labelSelector,
    start: span.startMs - MARGIN_MS,
    end: span.startMs + MARGIN_MS,
    spanIds: [span.profileId],
  };
  const tree = await work.read(await client.selectMergeSpanProfile(request, { signal }));
  const inFunction = await totalOf(tree, name);
  return inFunction > 0
    ? { ...span, depth: 0, amount: tree.total[0], inFunction, samples: sampleCount(tree.self)?.count }
    : undefined;
}

/** Of a function that calls itself, its outermost calls alone. */
async function totalOf(tree: CallTree, name: string): Promise<number> {
  const fn = tree.functions.names.indexOf(name);
  const rows = fn < 0 ? [] : await inSlices(outermostRows(tree, fn, 0));
  let total = 0;
  for (const row of rows) {
    total += tree.total[row];
  }
  return total;
}
