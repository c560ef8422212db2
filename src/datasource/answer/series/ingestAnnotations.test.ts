import type { TimeSeries } from '../../../../pkg/pyroscope/api';
import { ingestAnnotations } from './ingestAnnotations';

const THROTTLED = 'pyroscope.ingest.throttled';
const SAMPLED = 'pyroscope.ingest.sampled';

function told(...annotations: Array<[timestamp: number, key: string, value: unknown]>): TimeSeries[] {
  return [
    {
      labels: [],
      timestamps: [],
      values: [],
      exemplars: [],
      annotations: annotations.map(([timestamp, key, value]) => ({
        timestamp,
        key,
        value: typeof value === 'string' ? value : JSON.stringify({ body: value }),
      })),
    },
  ];
}

function rows(series: TimeSeries[], now = 1e9) {
  const frame = ingestAnnotations(series, 'A', now);
  return frame && Array.from({ length: frame.length }, (_, row) => frame.fields.map(({ values }) => values[row]));
}

const limit = (limitResetTime: number) => ({ periodType: 'day', periodLimitMb: 1024, limitResetTime });

it('is no frame where the server tells of nothing', () => {
  expect(rows(told())).toBeUndefined();
});

it('has the fields of Grafana’s annotations', () => {
  const frame = ingestAnnotations(told([1000, THROTTLED, limit(50)]), 'A', 1e9)!;
  expect([frame.name, frame.meta?.dataTopic]).toEqual(['annotations', 'annotations']);
  expect(frame.fields.map(({ name, type }) => [name, type])).toEqual([
    ['time', 'time'],
    ['timeEnd', 'time'],
    ['text', 'string'],
    ['isRegion', 'boolean'],
    ['color', 'string'],
  ]);
});

it('marks a reached limit until it is lifted, once', () => {
  expect(
    rows(told([1000, THROTTLED, limit(50)], [2000, THROTTLED, limit(50)], [3000, THROTTLED, limit(90)]), 60_000)
  ).toEqual([
    [1000, 50_000, 'Ingestion limit (1 GiB/day) reached', true, ''],
    [3000, 90_000, 'Ingestion limit (1 GiB/day) reached', false, ''],
  ]);
});

it('marks how long profiles were sampled', () => {
  const source = (probability: number) => ({ source: { usageGroup: 'shop', probability } });
  expect(rows(told([1000, SAMPLED, source(0.25)], [2000, SAMPLED, source(0.25)], [3000, SAMPLED, source(1)]))).toEqual([
    [1000, 2000, 'Profile volume reduced by 75% for this service.', true, ''],
  ]);
});

it.each([
  ['no JSON', [1000, THROTTLED, '{']],
  ['JSON of another shape', [1000, THROTTLED, '[1]']],
  ['null', [1000, THROTTLED, 'null']],
  ['no numbers', [1000, THROTTLED, { limitResetTime: 'soon', periodLimitMb: null }]],
  ['no source', [1000, SAMPLED, {}]],
  ['an unknown key', [1000, 'pyroscope.other', {}]],
] as Array<[string, [number, string, unknown]]>)('leaves out what cannot be read: %s', (_, annotation) => {
  expect(rows(told(annotation, [2000, THROTTLED, limit(50)]))).toHaveLength(1);
});
