import { type DataFrame, DataFrameType, FieldType } from '@grafana/data';
import { cellAt, colorShare, heatmapCells, isHeatmap } from './heatmapCells';

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

it('colours from the least count to the most, as Grafana does, unless the panel says where they begin', () => {
  const of = (...counts: number[]) => {
    const fields = frame.fields.map((field, at) =>
      at === 3 ? { ...field, values: counts } : { ...field, values: counts.map(() => field.values[0]) }
    );
    return heatmapCells({ ...frame, length: counts.length, fields })!;
  };
  const ones = of(1, 0, 1);
  expect(colorShare(1, ones)).toBe(0);
  expect(colorShare(1, ones, { min: 0 })).toBe(1);
  expect(colorShare(1, of(2e-9, 1, 0, 1))).toBeCloseTo(1, 6);
  expect(colorShare(2, of(1, 3))).toBe(0.5);
});
