import { FieldType, type DataFrame, type Labels, type QueryResultMetaNotice } from '@grafana/data';
import type { LabelSet, TimeSeries } from '../../../../pkg/pyroscope/api';
import { parseProfileType } from '../../../../pkg/pyroscope/profileType';
import type { Scale } from './scale';
import { gapThreshold } from '../../../../pkg/pyroscope/sampling/gaps';

export interface SeriesFrameOptions {
  refId: string;
  profileTypeId: string;
  stepMs: number;
  scale: Scale;
  /** What the points are worth. */
  values(series: TimeSeries): number[];
  /** What was sent, for the query inspector. */
  executedQueryString: string;
}

/**
 * A series as the frame of Grafana's graphs: `time` in milliseconds and the sample type, with the series' labels. Only
 * what the server sent is in it; how far apart points may be before a line breaks is in the time field's `interval`,
 * where Grafana's graph looks for it.
 */
export function seriesFrame(series: TimeSeries, options: SeriesFrameOptions): DataFrame {
  const { labels, timestamps } = series;
  const { refId, profileTypeId, stepMs, scale, executedQueryString } = options;
  const name = parseProfileType(profileTypeId)?.sampleType ?? 'value';
  return {
    name: 'series',
    refId,
    length: timestamps.length,
    meta: {
      preferredVisualisationType: 'graph',
      executedQueryString,
      ...(scale.isRate ? { custom: { rateCalculated: true } } : {}),
    },
    fields: [
      {
        name: 'time',
        type: FieldType.time,
        config: { interval: gapThreshold(timestamps, stepMs) },
        values: [...timestamps],
      },
      {
        name,
        type: FieldType.number,
        labels: labelsOf(labels),
        config: { unit: scale.unit, ...legend(name, labels) },
        values: options.values(series),
      },
    ],
  };
}

/** Carries notices where there is no series to carry them. */
export function noSeriesFrame(options: SeriesFrameOptions): DataFrame {
  return seriesFrame({ labels: [], timestamps: [], values: [], exemplars: [], annotations: [] }, options);
}

export function withNotices(frames: DataFrame[], notices: QueryResultMetaNotice[]): DataFrame[] {
  const [first, ...rest] = frames;
  return first === undefined || notices.length === 0
    ? frames
    : [{ ...first, meta: { ...first.meta, notices: [...(first.meta?.notices ?? []), ...notices] } }, ...rest];
}

export function labelsOf(labels: LabelSet): Labels {
  return Object.fromEntries(labels.map(({ name, value }) => [name, value]));
}

/** Grafana writes one label well by itself (`cpu api-gateway`), and several with names, braces and quotes. */
function legend(name: string, labels: LabelSet): { displayNameFromDS?: string } {
  const values = labels.map(({ value }) => value).filter((value) => value !== '');
  return labels.length > 1 && values.length > 0 ? { displayNameFromDS: [name, ...values].join(' ') } : {};
}
