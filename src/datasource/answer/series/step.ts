import { rangeUtil } from '@grafana/data';
import type { SelectSeriesRequest, TimeRange } from '../../../../pkg/pyroscope/api';

export const DEFAULT_STEP_MS = 15_000;
const MIN_STEP = /^\d+(ms|[Mwdhmsy])$/;

/** An interval as Grafana writes them, or undefined: Grafana throws on any other. */
export function readableInterval(text: unknown): string | undefined {
  return typeof text === 'string' && MIN_STEP.test(text.trim()) ? text.trim() : undefined;
}

/** The shortest step of the settings in milliseconds; 15 s where there is none that can be read. */
export function minStepMs(minStep: unknown): number {
  const interval = readableInterval(minStep);
  return interval === undefined ? DEFAULT_STEP_MS : Math.max(1, rangeUtil.intervalToMs(interval));
}

/** The step of a series: Grafana's interval for the width of the panel, but not under the shortest. */
export function stepMs(intervalMs: number | undefined, minStep: unknown): number {
  const interval = Number.isFinite(intervalMs) ? Math.round(intervalMs!) : 0;
  return Math.max(interval, minStepMs(minStep));
}

/** A heatmap has at most 64 columns. */
export function heatmapStepMs(step: number, { start, end }: TimeRange): number {
  return Math.max(step, Math.ceil((end - start) / 64));
}

/**
 * The range of the points to ask for, in whole steps since 1970. Servers count points from `start` and leave out what
 * lies after the last whole step; aligned, a refresh a second later asks for the same points. The point at `start`
 * holds the step before it. A step that has not ended yet is left out, since its value would be that of a part, and
 * the range never gets longer, since servers limit its length.
 */
export function alignedRange({ start, end }: TimeRange, step: number, now: number): TimeRange {
  let first = Math.ceil(start / step) * step;
  let last = Math.ceil(end / step) * step;
  if (last > now) {
    last = Math.floor(end / step) * step;
  }
  if (last - first > end - start && last - first > step) {
    first += step;
  }
  return { start: first, end: last > first ? last : first + step };
}

/** The question for the sums of a range in steps; those who ask it at the same time share the answer. */
export function plainSeriesRequest(
  profileTypeId: string,
  labelSelector: string,
  range: TimeRange,
  step: number,
  now: number
): SelectSeriesRequest {
  return { profileTypeId, labelSelector, ...alignedRange(range, step, now), step: step / 1000 };
}
