import type { AdHocVariableFilter, AnnotationQuery, MetricFindValue } from '@grafana/data';
import type { DashboardCursorSync } from '@grafana/schema';
import type {
  Panel,
  VariableModel,
  VariableOption,
} from '@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen';

/** A dashboard as it is drawn here, whichever schema it was saved in. Its parts are in the words of the classic one. */
export interface Dashboard {
  uid: string;
  title: string;
  timezone?: string;
  refresh?: string;
  time?: { from: string; to: string };
  graphTooltip?: DashboardCursorSync;
  /** Panels out of sight ask for data at once too. */
  preload?: boolean;
  variables: VariableJson[];
  annotations: AnnotationQuery[];
  layout: Layout;
}

export type Layout =
  | { kind: 'grid'; panels: Panel[] }
  /** CSS of the columns, and the height of a row in pixels. */
  | { kind: 'autoGrid'; columns: string; rowHeight: number; panels: Panel[] }
  | { kind: 'rows' | 'tabs'; sections: Section[] };

export interface Section {
  title: string;
  collapsed?: boolean;
  hideHeader?: boolean;
  /** The name of a variable: the section is there once for each of its values. */
  repeat?: string;
  layout: Layout;
}

/** With what the schema says nothing of: ad hoc filters, and intervals that follow the time range. */
export interface VariableJson extends Omit<VariableModel, 'current' | 'options'> {
  current?: Choice;
  options?: Choice[];
  filters?: AdHocVariableFilter[];
  baseFilters?: AdHocVariableFilter[];
  defaultKeys?: MetricFindValue[];
  auto?: boolean;
  auto_count?: number;
  auto_min?: string;
}

type Choice = Partial<Pick<VariableOption, 'value' | 'text'>>;
