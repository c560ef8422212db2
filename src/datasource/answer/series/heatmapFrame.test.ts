import type { HeatmapSeries } from '../../../../pkg/pyroscope/api';
import { heatmapFrame } from './heatmapFrame';

const OPTIONS = { refId: 'A', stepMs: 15_000, unit: 'ns', executedQueryString: '' };

function heatmap(slots: Array<[timestamp: number, counts: number[]]>, yMin = [10, 20, 30]): HeatmapSeries {
  return { labels: [], slots: slots.map(([timestamp, counts]) => ({ timestamp, yMin, counts, exemplars: [] })) };
}

function rows(series: HeatmapSeries) {
  const frame = heatmapFrame(series, OPTIONS);
  return Array.from({ length: frame.length }, (_, row) => frame.fields.map(({ values }) => values[row]));
}

it('has a row per cell, the last bucket as wide as the others', () => {
  expect(
    rows(
      heatmap([
        [15_000, [1, 0, 2]],
        [30_000, [0, 3, 0]],
      ])
    )
  ).toEqual([
    [15_000, 10, 20, 1, 0],
    [15_000, 20, 30, 0, 0],
    [15_000, 30, 40, 2, 0],
    [30_000, 10, 20, 0, 0],
    [30_000, 20, 30, 3, 0],
    [30_000, 30, 40, 0, 0],
  ]);
});

it('has a second column right after the first, from whose distance Grafana’s panel takes the width of all', () => {
  const columns = (series: HeatmapSeries) => [...new Set(rows(series).map(([xMax]) => xMax))];
  expect(columns(heatmap([[15_000, [1, 1, 1]]]))).toEqual([15_000, 30_000]);
  expect(
    columns(
      heatmap([
        [15_000, [1, 1, 1]],
        [60_000, [1, 1, 1]],
        [90_000, [1, 1, 1]],
      ])
    )
  ).toEqual([15_000, 30_000, 60_000, 90_000]);
  expect(
    columns(
      heatmap([
        [15_000, [1, 1, 1]],
        [30_000, [1, 1, 1]],
        [90_000, [1, 1, 1]],
      ])
    )
  ).toEqual([15_000, 30_000, 90_000]);
});

it('gives a bucket of no width a height', () => {
  expect(rows(heatmap([[15_000, [4]]], [7]))[0]).toEqual([15_000, 7, 8, 4, 0]);
  expect(rows(heatmap([[15_000, [4, 0]]], [7, 7]))[1]).toEqual([15_000, 7, 8, 0, 0]);
});

it('has, for Explore, a cell of next to nothing under one that is drawn, where colours begin', () => {
  const series = heatmap([
    [15_000, [0, 1, 0]],
    [30_000, [1, 0, 1]],
  ]);
  const frame = heatmapFrame(series, { ...OPTIONS, inExplore: true });
  const all = Array.from({ length: frame.length }, (_, row) => frame.fields.map(({ values }) => values[row]));
  const [faint, ...others] = all.filter(([, , , count]) => count > 1e-9 && count < 1);
  expect(others).toEqual([]);
  expect(faint.slice(0, 3)).toEqual([15_000, 20, 30]);
  // What is drawn later is drawn above it.
  expect(all.findIndex(([x, low, , count]) => x === 15_000 && low === 20 && count === 1)).toBeGreaterThan(
    all.indexOf(faint)
  );
  expect(rows(series)).toEqual(all.filter((row) => row !== faint));
  expect(heatmapFrame(heatmap([]), { ...OPTIONS, inExplore: true })).toMatchObject({ length: 0 });
});

it('is named by its labels', () => {
  const labels = [
    { name: 'service_name', value: 'a' },
    { name: 'version', value: 'v1' },
  ];
  const frame = heatmapFrame({ ...heatmap([[15_000, [1, 1, 1]]]), labels }, OPTIONS);
  expect(frame.name).toBe('heatmap{service_name=a,version=v1}');
  expect(frame.fields[3].labels).toEqual({ service_name: 'a', version: 'v1' });
  expect(heatmapFrame(heatmap([]), OPTIONS)).toMatchObject({
    name: 'heatmap',
    length: 0,
    meta: { type: 'heatmap-cells' },
  });
});
