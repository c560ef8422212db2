import { applyNullInsertThreshold, FieldType, type DataFrame } from '@grafana/data';
import { gapThreshold } from '../../../../pkg/pyroscope/sampling/gaps';

/** Points of a series in whole steps, given as the distances between them. */
function series(step: number, ...distances: number[]): number[] {
  let at = 10 * step;
  return [at, ...distances.map((distance) => (at += distance))];
}

/** How often Grafana's graph breaks the line. */
function breaks(timestamps: number[], step: number): number {
  const frame: DataFrame = {
    length: timestamps.length,
    fields: [
      { name: 'time', type: FieldType.time, config: { interval: gapThreshold(timestamps, step) }, values: timestamps },
      { name: 'cpu', type: FieldType.number, config: {}, values: timestamps.map(() => 1) },
    ],
  };
  const values: Array<number | null> = applyNullInsertThreshold({ frame }).fields[1].values;
  return values.filter((value, i) => value === null && values[i - 1] !== null).length;
}

const S = 1000;
const times = (count: number, ...distances: number[]) => Array.from({ length: count }, () => distances).flat();

it.each([
  ['a profiler that sends every step', 15 * S, times(20, 15 * S), 0],
  ['one whose profiles sometimes share a step', 15 * S, [...times(9, 15 * S), 30 * S, ...times(9, 15 * S)], 0],
  ['one that sends every 30 s', 15 * S, times(17, 30 * S), 0],
  ['one that sends every 30 s and was restarted', 15 * S, [...times(8, 30 * S), 45 * S, ...times(8, 30 * S)], 0],
  ['one that sends every 20 s', 15 * S, times(9, 15 * S, 15 * S, 30 * S), 0],
  ['one that sends every minute, seen every 40 s', 40 * S, times(9, 40 * S, 80 * S), 0],
  ['one that sends every 70 s, seen every minute', 60 * S, times(5, ...times(5, 60 * S), 120 * S), 0],
  ['a service that was away for a minute', 15 * S, [...times(9, 15 * S), 60 * S, ...times(9, 15 * S)], 1],
  ['one of 30 s that was away for a minute and a half', 15 * S, [...times(8, 30 * S), 90 * S, ...times(8, 30 * S)], 1],
  ['a longer step without any profile', 60 * S, [...times(9, 60 * S), 120 * S, ...times(9, 60 * S)], 1],
  ['a job that runs now and then', 15 * S, times(5, 15 * S, 15 * S, 15 * S, 600 * S), 5],
  ['two points', 15 * S, [60 * S], 0],
  ['two points far apart', 15 * S, [600 * S], 1],
  ['a step longer than any profiler waits', 600 * S, times(5, 600 * S), 0],
  ['one point', 15 * S, [], 0],
])('%s', (_, step, distances, expected) => {
  expect(breaks(series(step, ...distances), step)).toBe(expected);
});
