import type { LabelSet, SelectSeriesRequest, TimeSeries } from '../../../../pkg/pyroscope/api';
import type { AnswerContext } from '../question';
import { longSeries } from '../series/longSeries';

/** Steps up to this are about as long as a profile. */
const SHORT_STEP_MS = 30_000;
const FINE_MS = 1_000;
/** A step that is full to this part, or more, is full: profilers are not exact to the second. */
const FULL = 0.9;

/** How much of a step, by its end and the labels of its series, has samples, in milliseconds. */
export type EndSteps = Map<string, number>;

export function endStepKey(labels: LabelSet, time: number): string {
  return JSON.stringify([time, labels]);
}

/**
 * How much of the first and the last step of series of long steps has samples: a service that was started within a step
 * has them of a part of it only.
 */
export async function askEndSteps(
  request: SelectSeriesRequest,
  series: readonly TimeSeries[],
  context: AnswerContext
): Promise<EndSteps> {
  const { stepMs } = context;
  const steps: EndSteps = new Map();
  const times = series.flatMap(({ timestamps }) => timestamps);
  if (stepMs <= SHORT_STEP_MS || times.length === 0) {
    return steps;
  }
  const first = times.reduce((least, time) => Math.min(least, time));
  const last = times.reduce((most, time) => Math.max(most, time));
  // The step beside it tells how often profiles come.
  const windows = [
    { step: first, start: first - stepMs, end: first + stepMs },
    { step: last, start: last - 2 * stepMs, end: last },
  ];
  const { limit: _, exemplars: __, ...plain } = request;
  await Promise.all(
    windows.map(async ({ step, start, end }) => {
      const asked = { ...plain, start: start + FINE_MS, end, step: FINE_MS / 1000 };
      const answer = await longSeries(asked, { ...context, stepMs: FINE_MS }, false, () => undefined);
      for (const { labels, timestamps } of answer.series) {
        const inside = timestamps.filter((time) => time > step - stepMs && time <= step).length;
        const distances = timestamps.length - 1;
        const covered = (inside * (timestamps[distances] - timestamps[0])) / distances;
        if (inside > 0 && distances > 0 && covered < FULL * stepMs) {
          steps.set(endStepKey(labels, step), covered);
        }
      }
    })
  );
  return steps;
}
