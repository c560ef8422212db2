import { DataFrameType, FieldType, type DataFrame } from '@grafana/data';
import type { HeatmapSeries, HeatmapSlot } from '../../../../pkg/pyroscope/api';
import { labelsOf } from './seriesFrame';

export interface HeatmapFrameOptions {
  refId: string;
  stepMs: number;
  /** Of the bucket bounds. */
  unit: string;
  executedQueryString: string;
  /** Explore draws it, whose heatmap has no settings. */
  inExplore?: boolean;
}

/**
 * More than the 1e-9 up to which Grafana's heatmap takes a cell for an empty one, and nothing once it is rounded. Its
 * colours begin at the least count there is, so that cells of one profile are all but invisible; beside a cell of next
 * to nothing they are not. A dashboard has a setting for it.
 */
const NEXT_TO_NOTHING = 2e-9;

/** The panel of Grafana that draws these frames; Explore has no place of its own for them. */
const PANEL = 'heatmap';

/**
 * A heatmap in Grafana's cell form: a row per bucket and step, `xMax` the end of the step in milliseconds, `yMin` and
 * `yMax` the bucket's bounds, `count` what fell into it.
 */
export function heatmapFrame({ labels, slots }: HeatmapSeries, options: HeatmapFrameOptions): DataFrame {
  const { refId, stepMs, unit, executedQueryString, inExplore } = options;
  const xMax: number[] = [];
  const yMin: number[] = [];
  const yMax: number[] = [];
  const count: number[] = [];
  for (const slot of withSecondColumn(slots, stepMs)) {
    // Under the first cell that is drawn, which covers it.
    const first = inExplore && !count.includes(NEXT_TO_NOTHING) ? slot.counts.findIndex((here) => here > 0) : -1;
    if (first >= 0) {
      xMax.push(slot.timestamp);
      yMin.push(slot.yMin[first]);
      yMax.push(upperBound(slot.yMin, first));
      count.push(NEXT_TO_NOTHING);
    }
    for (let bucket = 0; bucket < slot.yMin.length; bucket++) {
      xMax.push(slot.timestamp);
      yMin.push(slot.yMin[bucket]);
      yMax.push(upperBound(slot.yMin, bucket));
      count.push(slot.counts[bucket] ?? 0);
    }
  }
  return {
    name: frameName(labels),
    refId,
    length: xMax.length,
    meta: {
      type: DataFrameType.HeatmapCells,
      preferredVisualisationPluginId: PANEL,
      executedQueryString,
    },
    fields: [
      { name: 'xMax', type: FieldType.time, config: { interval: stepMs }, values: xMax },
      { name: 'yMin', type: FieldType.number, config: { unit }, values: yMin },
      { name: 'yMax', type: FieldType.number, config: { unit }, values: yMax },
      {
        name: 'count',
        type: FieldType.number,
        labels: labelsOf(labels),
        config: { unit: 'short', ...(inExplore ? { decimals: 0 } : {}) },
        values: count,
      },
      { name: 'yLayout', type: FieldType.number, config: {}, values: xMax.map(() => 0) },
    ],
  };
}

/** The server sends lower bounds only; buckets are equally wide. A single bucket of no width gets one. */
function upperBound(yMin: readonly number[], bucket: number): number {
  if (bucket + 1 < yMin.length) {
    return yMin[bucket + 1];
  }
  const width = bucket > 0 ? yMin[bucket] - yMin[bucket - 1] : 0;
  return yMin[bucket] + (width > 0 ? width : 1);
}

/**
 * Grafana's panel takes the distance of the first two columns for the width of all, so a second one right after the
 * first has to be there, of zeros if nothing fell into it. Other empty columns are not needed.
 */
function withSecondColumn(slots: readonly HeatmapSlot[], stepMs: number): HeatmapSlot[] {
  const [first, ...rest] = slots;
  if (first === undefined) {
    return [];
  }
  const second = first.timestamp + stepMs;
  return rest[0]?.timestamp === second
    ? [...slots]
    : [first, { ...first, timestamp: second, counts: first.counts.map(() => 0), exemplars: [] }, ...rest];
}

function frameName(labels: HeatmapSeries['labels']): string {
  return labels.length === 0 ? 'heatmap' : `heatmap{${labels.map(({ name, value }) => `${name}=${value}`).join(',')}}`;
}
