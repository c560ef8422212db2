import type { AdHocVariableFilter, AnnotationQuery, DataSourceRef, FieldConfigSource, ScopedVars } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

/** A dashboard's JSON, the parts that are drawn here. */
export interface DashboardJson {
  uid: string;
  title: string;
  description?: string;
  timezone?: string;
  refresh?: string;
  time?: { from: string; to: string };
  panels?: PanelJson[];
  templating?: { list?: VariableJson[] };
  annotations?: { list?: AnnotationQuery[] };
}

export interface PanelJson {
  id: number;
  type: string;
  title?: string;
  description?: string;
  transparent?: boolean;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: DataSourceRef | null;
  targets?: DataQuery[];
  options?: Record<string, unknown>;
  fieldConfig?: FieldConfigSource;
  interval?: string;
  maxDataPoints?: number;
  collapsed?: boolean;
  /** The name of a variable: the panel is there once for each of its values. */
  repeat?: string;
  repeatDirection?: 'h' | 'v';
  maxPerRow?: number;
  /** Of a repeated panel, the value it is for. */
  scopedVars?: ScopedVars;
  panels?: PanelJson[];
}

export interface VariableJson {
  name: string;
  type: string;
  label?: string;
  hide?: number;
  /** 2: asked for again when the time range changes. */
  refresh?: number;
  query?: unknown;
  regex?: string;
  datasource?: DataSourceRef | null;
  multi?: boolean;
  includeAll?: boolean;
  allValue?: string | null;
  allowCustomValue?: boolean;
  filters?: AdHocVariableFilter[];
  baseFilters?: AdHocVariableFilter[];
  current?: { value?: string | string[]; text?: string | string[] };
}

/** The value of the choice that stands for every other. */
export const ALL = '$__all';

/** One of the values that a variable can take. */
export interface Option {
  text: string;
  value: string;
}

const COLUMNS = 24;
const CELL_HEIGHT = 30;
const GAP = 8;
const SINGLE_COLUMN_BELOW = 769;

export interface PlacedPanel {
  panel: PanelJson;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Places panels in CSS pixels: 24 columns, or one below the other where the page is narrow. */
export function placePanels(panels: PanelJson[], width: number): { placed: PlacedPanel[]; height: number } {
  const column = (width - GAP * (COLUMNS - 1)) / COLUMNS;
  const heightOf = (rows: number) => rows * CELL_HEIGHT + (rows - 1) * GAP;
  const inOrder = [...panels].sort((a, b) => a.gridPos.y - b.gridPos.y || a.gridPos.x - b.gridPos.x);
  let below = 0;
  const placed = inOrder.map((panel): PlacedPanel => {
    const { x, y, w, h } = panel.gridPos;
    const height = heightOf(h);
    if (width < SINGLE_COLUMN_BELOW) {
      const top = below;
      below += height + GAP;
      return { panel, left: 0, top, width, height };
    }
    return {
      panel,
      left: Math.round(x * (column + GAP)),
      top: y * (CELL_HEIGHT + GAP),
      width: Math.round(w * column + (w - 1) * GAP),
      height,
    };
  });
  return { placed, height: Math.max(0, ...placed.map(({ top, height }) => top + height)) };
}
