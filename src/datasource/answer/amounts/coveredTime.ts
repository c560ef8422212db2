import type {
  MergeStacktracesRequest,
  SelectSeriesRequest,
  TimeRange,
  TimeSeries,
} from '../../../../pkg/pyroscope/api';
import { coverage, type Coverage } from '../../../../pkg/pyroscope/sampling/coverage';
import { longSeries } from '../series/longSeries';
import { plainSeriesRequest } from '../series/step';
import type { CountingContext } from './amountsOf';

/** With fewer points, one profile more or less at the ends of a range is seen in its mean. */
const ENOUGH_POINTS = 100;
const MOST_POINTS = 1_000;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
/** How often profiles come shows in what came a little before a short range as well. */
const BEFORE_MS = 300_000;

/**
 * What time the samples of a range cover: by the call that draws their series, or, where its steps are too few or too
 * long to tell, by one with short steps.
 */
export async function coverageOf(
  { profileTypeId, labelSelector }: MergeStacktracesRequest,
  context: CountingContext,
  usual?: number
): Promise<Coverage> {
  const { range, stepMs } = context;
  const length = range.end - range.start;
  if (stepMs * ENOUGH_POINTS <= length) {
    const shared = plainSeriesRequest(profileTypeId, labelSelector, range, stepMs, Date.now());
    const series = await wholeSeries(shared, stepMs, context);
    const points = new Set(series.flatMap(({ timestamps }) => timestamps)).size;
    if (points === 0 || points >= ENOUGH_POINTS) {
      return coverage(series, stepMs, pointsRange(range, shared, stepMs), { usual });
    }
  }
  const fineMs = Math.max(SECOND_MS, Math.ceil(length / MOST_POINTS / SECOND_MS) * SECOND_MS);
  const before = length <= HOUR_MS ? BEFORE_MS : 0;
  const start = range.start - before - 1 + (before > 0 ? 0 : fineMs);
  const request = { profileTypeId, labelSelector, start, end: range.end + fineMs - 1, step: fineMs / 1000 };
  return coverage(await wholeSeries(request, fineMs, context), fineMs, range, { usual, fine: true });
}

async function wholeSeries(
  request: SelectSeriesRequest,
  stepMs: number,
  context: CountingContext
): Promise<TimeSeries[]> {
  const { series, errors } = await longSeries(request, { ...context, stepMs }, false, () => undefined);
  if (errors.length > 0) {
    throw new Error(errors[0]);
  }
  return series;
}

/** A range with what its first and last step have beyond it. */
function pointsRange(range: TimeRange, { start, end }: TimeRange, stepMs: number): TimeRange {
  return { start: Math.min(range.start, start - stepMs), end: Math.max(range.end, end) };
}
