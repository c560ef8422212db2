import { inSlices } from '../../../../../pkg/calltree/slices';
import type { MergeStacktracesRequest, TimeRange } from '../../../../../pkg/pyroscope/api';
import { FEWEST_SLICES, judging } from '../../../../../pkg/statistics/judge';
import type { Slices } from '../../../../../pkg/statistics/slices';
import { testedFunctions } from '../../../../../pkg/statistics/tested';
import { comparingWhole } from '../../../../../pkg/statistics/wholeChange';
import { judgementFrame, type JudgedFunction, type JudgementMeta } from '../../../../frames/judgement';
import type { Comparison, SideName } from '../../../query/comparison';
import type { FilledQuery } from '../../../query/interpolation/interpolateQuery';
import { mergedProfile } from '../../../server/longRange/mergedProfile';
import { answerQuestion, type Answer, type AnswerContext } from '../../question';
import { byIdsText, failedSlicesNote, fewSamplesText, tooFewText, tooShortText } from './judgeText';
import { FunctionColumns, SideSlices, slicesOf } from './sideSlices';

/** Of what changed in a function, the part that may have changed in its callers where its cost only moved. */
const MOVED = 0.25;
/** A side with fewer samples says nothing. */
const FEWEST_SAMPLES = 100;
const REAL = 0.01;

interface ResolvedSide extends Answer {
  request?: MergeStacktracesRequest;
  /** Why there is none. */
  reason?: string;
}

const SIDES: readonly SideName[] = ['baseline', 'compared'];

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
  const ranges = { baseline: slicesOf(baseline), compared: slicesOf(compared) };
  const short = SIDES.find((side) => ranges[side].length < FEWEST_SLICES);
  if (short) {
    return unjudged(tooShortText(short));
  }
  const columns = new FunctionColumns();
  const sides = { baseline: new SideSlices(columns), compared: new SideSlices(columns) };
  const of = ranges.baseline.length + ranges.compared.length;
  const progress = { done: 0, failed: 0 };
  const ask = async (side: SideName, request: MergeStacktracesRequest, range: TimeRange) => {
    try {
      await sides[side].add(await sliceOf(request, range, context), context.signal);
    } catch (error) {
      if (context.signal.aborted) {
        throw error;
      }
      progress.failed++;
    }
    progress.done++;
    if (progress.done < of && !context.signal.aborted) {
      onPartial(answer({ done: progress.done, of }));
    }
  };
  await Promise.all([
    ...ranges.baseline.map((range) => ask('baseline', baseline, range)),
    ...ranges.compared.map((range) => ask('compared', compared, range)),
  ]);
  const few = SIDES.find((side) => sides[side].count < FEWEST_SLICES);
  if (few) {
    return unjudged(tooFewText(few, sides[few].count));
  }
  const sparse = SIDES.find((side) => sides[side].samples() < FEWEST_SAMPLES);
  if (sparse) {
    return unjudged(fewSamplesText(sparse));
  }
  const notes = progress.failed > 0 ? [failedSlicesNote(progress.failed, of)] : undefined;
  const sliceMs = ranges.compared[0].end - ranges.compared[0].start + 1;
  const { functions, whole } = await judge(sides, columns.names, context.signal);
  const slices = { baseline: sides.baseline.count, compared: sides.compared.count, sliceMs };
  return answer({ done: of, of, whole, slices, ...(notes ? { notes } : {}) }, functions);
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

async function judge(
  { baseline, compared }: Record<SideName, SideSlices>,
  names: readonly string[],
  signal: AbortSignal
): Promise<{ functions: JudgedFunction[]; whole: JudgementMeta['whole'] }> {
  const sliced = (of: 'self' | 'total'): Slices => ({
    functions: names.length,
    baseline: baseline.rows(of),
    compared: compared.rows(of),
  });
  const totals = sliced('total');
  const tested = testedFunctions(totals);
  const judged = await inSlices(judging(totals, tested), signal);
  const whole = await inSlices(comparingWhole(sliced('self')), signal);
  const amounts: Slices = { functions: 1, baseline: amountsOf(baseline), compared: amountsOf(compared) };
  const amount = await inSlices(judging(amounts, Uint8Array.of(1)), signal);
  const shift = await baseline.shiftTo(compared, signal);
  const shiftOf = new Map(shift.names.map((name, fn) => [name, fn]));
  const functions: JudgedFunction[] = [];
  for (let fn = 0; fn < names.length; fn++) {
    if (tested[fn] === 0) {
      continue;
    }
    const at = shiftOf.get(names[fn]);
    const moved = at !== undefined && Math.abs(shift.callers[at]) <= MOVED * Math.abs(shift.own[at]);
    const before = meanOf(totals.baseline, fn);
    functions.push({
      name: names[fn],
      judgement: judged.judgement[fn],
      baseline: before,
      compared: before + judged.change[fn],
      change: judged.change[fn],
      low: judged.low[fn],
      high: judged.high[fn],
      moved: moved && judged.judgement[fn] !== 'noise',
    });
  }
  functions.sort((one, other) => Math.abs(other.change) - Math.abs(one.change) || (one.name < other.name ? -1 : 1));
  const mean = meanOf(amounts.baseline, 0);
  return {
    functions,
    whole: {
      distance: whole.distance,
      usual: whole.usual,
      isReal: whole.chance <= REAL,
      totalChange: mean > 0 ? amount.change[0] / mean : 0,
      totalIsReal: amount.judgement[0] === 'certain',
    },
  };
}

function amountsOf({ totals }: SideSlices): Float64Array[] {
  return totals.map((total) => Float64Array.of(total));
}

function meanOf(rows: readonly Float64Array[], fn: number): number {
  return rows.reduce((sum, row) => sum + row[fn], 0) / rows.length;
}
