import type { Exemplar, LabelSet, TimeSeries } from '../../../../pkg/pyroscope/api';
import { isState } from '../../../../pkg/pyroscope/profileType';
import { coveredTimes } from '../../../../pkg/pyroscope/sampling/coverage';
import type { Scale } from '../series/scale';
import type { Counted } from './askSnapshots';
import { endStepKey, type EndSteps } from './endSteps';

interface Asked {
  profileTypeId: string;
  stepMs: number;
  groupBy: readonly string[];
  scale: Scale;
  /** Undefined where it is not needed, or could not be had. */
  counted: Counted | undefined;
  /** Of the first and last steps, where they are not full. */
  endSteps: EndSteps | undefined;
}

/** What the points and exemplars of series are worth. */
export interface PointValues {
  /** Of each point of a series. */
  of(series: TimeSeries): number[];
  ofExemplar(exemplar: Exemplar, series: TimeSeries): number;
  /** Whether a point of a state is the sum of all its snapshots in its step: how many is not known. */
  summed: boolean;
}

/**
 * A rate is divided by the time that its samples cover, and a state by how many snapshots of it there are, so that
 * neither depends on the step. An exemplar is one profile, and its rate is over the time from it to the next.
 */
export function pointValues({ profileTypeId, stepMs, groupBy, scale, counted, endSteps }: Asked): PointValues {
  const interval = counted?.count.commonInterval;
  const covered = ({ labels, timestamps }: TimeSeries) =>
    coveredTimes(timestamps, stepMs, counted?.count.intervalOf(serviceOf(labels))).map(
      (time, at) => endSteps?.get(endStepKey(labels, timestamps[at])) ?? time
    );
  if (scale.isRate) {
    return {
      of: (series) => {
        const times = covered(series);
        return series.values.map((sum, at) => scale.of(sum, times[at]));
      },
      ofExemplar: (exemplar, series) =>
        scale.of(
          exemplar.value,
          counted?.count.intervalOf(serviceOf(exemplar.labels) || serviceOf(series.labels)) ??
            coveredAt(exemplar.timestamp, series.timestamps, covered(series)) ??
            stepMs
        ),
      summed: false,
    };
  }
  const ofExemplar = ({ value }: Exemplar) => value;
  if (!isState(profileTypeId)) {
    return { of: ({ values }) => [...values], ofExemplar, summed: false };
  }
  if (counted?.wholeRange && counted.count.complete) {
    const held = (time: number, labels: LabelSet) =>
      counted.count.mean({ start: time - stepMs, end: time }, labels, groupBy);
    return {
      of: ({ labels, timestamps, values }) => timestamps.map((time, at) => held(time, labels) ?? values[at]),
      ofExemplar,
      summed: false,
    };
  }
  if (interval === undefined) {
    return { of: ({ values }) => [...values], ofExemplar, summed: true };
  }
  return {
    of: (series) => {
      const times = covered(series);
      return series.values.map((sum, at) => (sum * interval) / times[at]);
    },
    ofExemplar,
    summed: false,
  };
}

function serviceOf(labels: LabelSet): string {
  return labels.find(({ name }) => name === 'service_name')?.value ?? '';
}

/** Of the point whose step a time is in. */
function coveredAt(time: number, timestamps: readonly number[], times: readonly number[]): number | undefined {
  const at = timestamps.findIndex((end) => end >= time);
  return times[at < 0 ? times.length - 1 : at];
}
