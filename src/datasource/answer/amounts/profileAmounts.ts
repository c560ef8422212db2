import type { MergeStacktracesRequest, TimeRange } from '../../../../pkg/pyroscope/api';
import { isState } from '../../../../pkg/pyroscope/profileType';
import { coverage, type Coverage } from '../../../../pkg/pyroscope/sampling/coverage';
import type { AmountsOf } from './amountsOf';
import type { AnswerContext } from '../question';
import { longSeries } from '../series/longSeries';
import { plainSeriesRequest } from '../series/step';
import { askSnapshots } from './askSnapshots';
import { optional } from './inTime';

/** Fewer points than these tell nothing about how often profiles come. */
const ENOUGH_POINTS = 3;

/**
 * How many snapshots a state's total is of, or how many cores a CPU time kept busy, as the series of the same question
 * have it. Rejects where the server does.
 */
export function profileAmounts(request: MergeStacktracesRequest, context: AnswerContext): Promise<AmountsOf> {
  return isState(request.profileTypeId) ? snapshotsOf(request, context) : coresOf(request, context);
}

async function snapshotsOf(request: MergeStacktracesRequest, context: AnswerContext): Promise<AmountsOf> {
  const { profileTypeId, labelSelector, callSite } = request;
  const { count, wholeRange } = await askSnapshots({ profileTypeId, labelSelector }, context);
  const interval = count.commonInterval;
  if (!wholeRange && interval !== undefined) {
    const { ms } = await coverageOf(request, context, interval);
    return () => (ms > 0 ? { snapshots: ms / interval } : {});
  }
  const mean = count.mean(context.range);
  if (!wholeRange || !(count.complete || interval !== undefined) || !mean) {
    return () => ({});
  }
  const sum = count.sum(context.range);
  return (total) => {
    // The ends of a range cut through its steps: a snapshot more or less there is no difference in what was held.
    const isAll = count.complete && !callSite?.length && Math.abs(total - sum) <= 2 * mean;
    return { snapshots: Math.max(1, (isAll ? total : sum) / mean) };
  };
}

async function coresOf(request: MergeStacktracesRequest, context: AnswerContext): Promise<AmountsOf> {
  const covered = await coverageOf(request, context);
  const { start, end } = context.range;
  if (covered.ms === 0) {
    return () => ({});
  }
  const [first] = covered.parts;
  const isWhole = covered.parts.length === 1 && first.start <= start && first.end >= end;
  const during = isWhole
    ? {}
    : {
        coresDuring: covered.parts.map((part) => ({ from: Math.max(start, part.start), to: Math.min(end, part.end) })),
      };
  return (total) => {
    // What a profile at either end of the range adds or lacks is not in its mean.
    const isAll = !request.callSite?.length && Math.abs(total - covered.sum) <= (2 * covered.sum) / covered.points;
    return { cores: (isAll ? covered.sum : total) / (covered.ms * 1e6), ...during };
  };
}

interface Covered extends Coverage {
  /** Of all samples in the time that is covered. */
  sum: number;
  points: number;
}

/** What time the samples of a range cover, by the same call that draws their series. */
async function coverageOf(
  { profileTypeId, labelSelector }: MergeStacktracesRequest,
  context: AnswerContext,
  usual?: number
): Promise<Covered> {
  const { range, stepMs } = context;
  const request = plainSeriesRequest(profileTypeId, labelSelector, range, stepMs, Date.now());
  const { series, errors } = await longSeries(request, context, false, () => undefined);
  if (errors.length > 0) {
    throw new Error(errors[0]);
  }
  const points = Math.max(0, ...series.map(({ timestamps }) => timestamps.length));
  const interval =
    usual ??
    (points > 0 && points < ENOUGH_POINTS
      ? (await optional(askSnapshots({ profileTypeId, labelSelector }, context)))?.count.commonInterval
      : undefined);
  const sum = series.reduce((all, { values }) => all + values.reduce((own, value) => own + value, 0), 0);
  return { ...coverage(series, stepMs, pointsRange(range, request, stepMs), interval), sum, points };
}

/** A range with what its first and last step have beyond it. */
function pointsRange(range: TimeRange, { start, end }: TimeRange, stepMs: number): TimeRange {
  return { start: Math.min(range.start, start - stepMs), end: Math.max(range.end, end) };
}
