import { DataTopic, FieldType, formattedValueToString, getValueFormat, type DataFrame } from '@grafana/data';
import type { TimeSeries } from '../../../../pkg/pyroscope/api';
import { t } from '../../../wording/t';

interface Mark {
  /** Marks of one id that follow each other are one. */
  id: string;
  time: number;
  timeEnd: number;
  isRegion: boolean;
  text: string;
}

const THROTTLED = 'pyroscope.ingest.throttled';
const SAMPLED = 'pyroscope.ingest.sampled';

/**
 * What the server left out while it took profiles in, as annotations; undefined where it told of nothing. `now` in
 * milliseconds. A mark that cannot be read is left out: it says something about the data, and is not the data.
 */
export function ingestAnnotations(series: readonly TimeSeries[], refId: string, now: number): DataFrame | undefined {
  const sent = series.flatMap(({ annotations }) => annotations);
  if (sent.length === 0) {
    return undefined;
  }
  const marks: Mark[] = [];
  for (const { timestamp, key, value } of sent) {
    const mark = readMark(key, value, timestamp, now);
    const last = marks.at(-1);
    if (mark && last?.id === mark.id) {
      last.timeEnd = mark.timeEnd;
    } else if (mark) {
      marks.push(mark);
    }
  }
  return {
    name: 'annotations',
    refId,
    length: marks.length,
    meta: { dataTopic: DataTopic.Annotations },
    fields: [
      { name: 'time', type: FieldType.time, config: {}, values: marks.map(({ time }) => time) },
      { name: 'timeEnd', type: FieldType.time, config: {}, values: marks.map(({ timeEnd }) => timeEnd) },
      { name: 'text', type: FieldType.string, config: {}, values: marks.map(({ text }) => text) },
      { name: 'isRegion', type: FieldType.boolean, config: {}, values: marks.map(({ isRegion }) => isRegion) },
      { name: 'color', type: FieldType.string, config: {}, values: marks.map(() => '') },
    ],
  };
}

function readMark(key: string, value: string, time: number, now: number): Mark | undefined {
  const body = bodyOf(value);
  if (key === THROTTLED) {
    const { periodType, periodLimitMb, limitResetTime } = body;
    if (typeof limitResetTime !== 'number' || typeof periodLimitMb !== 'number') {
      return undefined;
    }
    const timeEnd = limitResetTime * 1000;
    return {
      id: `throttled ${limitResetTime}`,
      time,
      timeEnd,
      isRegion: timeEnd < now,
      text: t('datasource.annotation.throttled', 'Ingestion limit ({{limit}}/{{period}}) reached', {
        limit: formattedValueToString(getValueFormat('bytes')(periodLimitMb * 1024 * 1024)),
        period: typeof periodType === 'string' ? periodType : '?',
      }),
    };
  }
  if (key === SAMPLED) {
    const { probability, usageGroup } = objectOf(body.source);
    if (typeof probability !== 'number' || !(probability >= 0 && probability < 1)) {
      return undefined;
    }
    const percent = ((1 - probability) * 100).toFixed(0);
    return {
      id: `sampled ${String(usageGroup)} ${percent}`,
      time,
      timeEnd: time,
      isRegion: true,
      text: t('datasource.annotation.sampled', 'Profile volume reduced by {{percent}}% for this service.', { percent }),
    };
  }
  return undefined;
}

function bodyOf(json: string): Record<string, unknown> {
  try {
    return objectOf(objectOf(JSON.parse(json)).body);
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
