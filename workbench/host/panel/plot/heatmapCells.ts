import { type DataFrame, DataFrameType } from '@grafana/data';

/** One rectangle of a heatmap: times in milliseconds, bounds in the unit of the y axis. */
export interface Cell {
  row: number;
  xMin: number;
  xMax: number;
  yMin: number;
  yMax: number;
  count: number;
}

export interface HeatmapCells {
  cells: Cell[];
  unit: string;
  /** Of the cells that are drawn: where the colours begin and end. */
  minCount: number;
  maxCount: number;
}

/** Grafana's heatmap takes cells of no more than this for empty, and draws none. */
export const EMPTY = 1e-9;

export function isHeatmap(frame: DataFrame): boolean {
  return frame.meta?.type === DataFrameType.HeatmapCells;
}

/** Reads a frame of heatmap cells; undefined when a field is missing that says where the cells lie. */
export function heatmapCells(frame: DataFrame): HeatmapCells | undefined {
  const named = (name: string) => frame.fields.find((field) => field.name === name);
  const xMin = named('xMin');
  const xMax = named('xMax');
  const x = xMax ?? xMin;
  const yMin = named('yMin');
  const yMax = named('yMax');
  const count = named('count') ?? frame.fields.find(({ config, type }) => type === 'number' && config.unit === 'short');
  const step = Number(x?.config.interval ?? 0);
  if (!x || !yMin || !yMax || !count || (step === 0 && !(xMin && xMax))) {
    return undefined;
  }
  const cells = Array.from({ length: frame.length }, (_, row): Cell => {
    const from = xMin ? xMin.values[row] : xMax!.values[row] - step;
    const to = xMax ? xMax.values[row] : from + step;
    return {
      row,
      xMin: from,
      xMax: to,
      yMin: yMin.values[row],
      yMax: yMax.values[row],
      count: count.values[row] ?? 0,
    };
  });
  return {
    cells,
    unit: yMin.config.unit ?? 'short',
    minCount: cells.reduce((least, { count: own }) => (own > EMPTY ? Math.min(least, own) : least), Infinity),
    maxCount: cells.reduce((most, cell) => Math.max(most, cell.count), 0),
  };
}

/** How far along the colours a cell's count is: from 0 for the least to 1 for the most. `min` and `max` as a panel sets them. */
export function colorShare(
  count: number,
  { minCount, maxCount }: HeatmapCells,
  { min = minCount, max = maxCount }: { min?: number; max?: number } = {}
): number {
  return Math.max(0, Math.min(1, (count - min) / (max - min || 1)));
}

/** The uppermost cell at a time and a value: the left and the lower edge belong to it. */
export function cellAt({ cells }: HeatmapCells, time: number, value: number): Cell | undefined {
  return cells.findLast((cell) => time >= cell.xMin && time < cell.xMax && value >= cell.yMin && value < cell.yMax);
}
