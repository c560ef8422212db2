import { type DataFrame, DataFrameType, FieldType } from '@grafana/data';
import { cellAt, heatmapCells, isHeatmap } from './heatmapCells';

const frame: DataFrame = {
  length: 2,
  meta: { type: DataFrameType.HeatmapCells },
  fields: [
    { name: 'xMax', type: FieldType.time, config: { interval: 1000 }, values: [2000, 2000] },
    { name: 'yMin', type: FieldType.number, config: { unit: 'ns' }, values: [0, 10] },
    { name: 'yMax', type: FieldType.number, config: { unit: 'ns' }, values: [10, 20] },
    { name: 'count', type: FieldType.number, config: { unit: 'short' }, values: [3, 0] },
  ],
};

it('reads where cells lie from their ends and the step', () => {
  expect(isHeatmap(frame)).toBe(true);
  const heatmap = heatmapCells(frame)!;
  expect(heatmap.cells[0]).toEqual({ row: 0, xMin: 1000, xMax: 2000, yMin: 0, yMax: 10, count: 3 });
  expect([heatmap.unit, heatmap.maxCount]).toEqual(['ns', 3]);
  expect(cellAt(heatmap, 1000, 10)?.row).toBe(1);
  expect(cellAt(heatmap, 2000, 5)).toBeUndefined();
});

it('draws nothing where the frame does not say how wide a cell is', () => {
  const [x, ...rest] = frame.fields;
  expect(heatmapCells({ ...frame, fields: [{ ...x, config: {} }, ...rest] })).toBeUndefined();
});
