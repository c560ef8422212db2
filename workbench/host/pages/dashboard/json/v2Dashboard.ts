import type { AnnotationQuery, DataSourceRef } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type * as v2 from '@grafana/schema/apis/dashboard.grafana.app/v2';
import type { Panel } from '@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen';
import type { Dashboard, Layout, VariableJson } from './dashboardModel';

/** The `spec` of a dashboard in schema v2 or v2beta1, which Grafana saves since 13. */
export type V2Spec = v2.Spec;

const CURSOR_SYNC = ['Off', 'Crosshair', 'Tooltip'];
const HIDE = ['dontHide', 'hideLabel', 'hideVariable', 'inControlsMenu'];
const REFRESH = ['never', 'onDashboardLoad', 'onTimeRangeChanged'];
const SORT = [
  'disabled',
  'alphabeticalAsc',
  'alphabeticalDesc',
  'numericalAsc',
  'numericalDesc',
  'alphabeticalCaseInsensitiveAsc',
  'alphabeticalCaseInsensitiveDesc',
  'naturalAsc',
  'naturalDesc',
];
const TYPES: Record<v2.VariableKind['kind'], VariableJson['type']> = {
  QueryVariable: 'query',
  TextVariable: 'textbox',
  ConstantVariable: 'constant',
  DatasourceVariable: 'datasource',
  IntervalVariable: 'interval',
  CustomVariable: 'custom',
  GroupByVariable: 'groupby',
  AdhocVariable: 'adhoc',
  SwitchVariable: 'switch',
};
/** Pixels. */
const COLUMN_WIDTH = { narrow: 192, standard: 448, wide: 768, custom: 448 };
const ROW_HEIGHT = { short: 168, standard: 320, tall: 512, custom: 320 };

export function readV2(uid: string, spec: V2Spec): Dashboard {
  const { title, timeSettings, cursorSync, preload, variables, annotations, elements, layout } = spec;
  return {
    uid,
    title,
    timezone: timeSettings.timezone,
    refresh: timeSettings.autoRefresh,
    time: { from: timeSettings.from, to: timeSettings.to },
    graphTooltip: indexIn(CURSOR_SYNC, cursorSync),
    preload,
    variables: variables.map(variableOf),
    annotations: annotations.map(annotationOf),
    layout: layoutOf(layout, elements),
  };
}

function indexIn(names: string[], name: string | undefined): number {
  return Math.max(0, names.indexOf(name ?? ''));
}

function refOf(query: { group: string; datasource?: { name?: string } }): DataSourceRef {
  return { type: query.group, uid: query.datasource?.name };
}

function layoutOf(layout: v2.Spec['layout'], elements: v2.Spec['elements']): Layout {
  const panelOf = (item: { element: v2.ElementReference }) => {
    const element = elements[item.element.name];
    if (element?.kind !== 'Panel') {
      return missingPanel(item.element.name);
    }
    return readPanel(element.spec);
  };
  switch (layout.kind) {
    case 'GridLayout':
      return {
        kind: 'grid',
        panels: layout.spec.items.map(({ spec }) => ({
          ...panelOf(spec),
          gridPos: { x: spec.x, y: spec.y, w: spec.width, h: spec.height },
          repeat: spec.repeat?.value,
          repeatDirection: spec.repeat?.direction,
          maxPerRow: spec.repeat?.maxPerRow,
        })),
      };
    case 'AutoGridLayout': {
      const { columnWidth, columnWidthMode, rowHeight, rowHeightMode, maxColumnCount = 3, items } = layout.spec;
      const width = columnWidth ?? COLUMN_WIDTH[columnWidthMode];
      // No column is narrower than that, and there are no more of them than the dashboard allows.
      const least = `max(min(${width}px, 100%), (100% - ${8 * (maxColumnCount - 1)}px) / ${maxColumnCount})`;
      return {
        kind: 'autoGrid',
        columns: `repeat(auto-fit, minmax(${least}, 1fr))`,
        rowHeight: rowHeight ?? ROW_HEIGHT[rowHeightMode],
        panels: items.map(({ spec }) => ({ ...panelOf(spec), repeat: spec.repeat?.value })),
      };
    }
    case 'RowsLayout':
      return {
        kind: 'rows',
        sections: layout.spec.rows.map(({ spec }) => ({
          title: spec.title ?? '',
          collapsed: spec.collapse,
          hideHeader: spec.hideHeader,
          repeat: spec.repeat?.value,
          layout: layoutOf(spec.layout, elements),
        })),
      };
    case 'TabsLayout':
      return {
        kind: 'tabs',
        sections: layout.spec.tabs.map(({ spec }) => ({
          title: spec.title ?? '',
          repeat: spec.repeat?.value,
          layout: layoutOf(spec.layout, elements),
        })),
      };
  }
}

function readPanel({ id, title, description, transparent, data, vizConfig }: v2.PanelSpec): Panel {
  const { queries, transformations, queryOptions } = data.spec;
  const targets = queries.map(({ spec: { query, refId, hidden } }) => {
    return { ...query.spec, refId, hide: hidden, datasource: refOf(query) };
  });
  return {
    id,
    title,
    description,
    transparent,
    type: vizConfig.group,
    pluginVersion: vizConfig.version,
    options: vizConfig.spec.options,
    fieldConfig: vizConfig.spec.fieldConfig as Panel['fieldConfig'],
    datasource: targets[0]?.datasource,
    targets,
    transformations: transformations.map(({ group, spec }) => ({ id: group, ...spec }) as never),
    interval: queryOptions.interval,
    maxDataPoints: queryOptions.maxDataPoints,
  };
}

function missingPanel(name: string): Panel {
  return { id: 0, type: 'text', title: name, options: { content: 'Library panels are not shown here.' } };
}

function annotationOf({ spec }: v2.AnnotationQueryKind): AnnotationQuery {
  const { query, legacyOptions, ...rest } = spec;
  return { ...legacyOptions, ...rest, datasource: refOf(query), target: query.spec as DataQuery } as AnnotationQuery;
}

function variableOf(variable: v2.VariableKind): VariableJson {
  const { spec, kind } = variable;
  const json: VariableJson = {
    ...(spec as object as VariableJson),
    type: TYPES[kind],
    hide: indexIn(HIDE, spec.hide),
    refresh: 'refresh' in spec ? indexIn(REFRESH, spec.refresh) : undefined,
    sort: 'sort' in spec ? indexIn(SORT, spec.sort) : undefined,
  };
  switch (variable.kind) {
    case 'QueryVariable': {
      const { query } = variable.spec;
      return { ...json, datasource: refOf(query), query: query.spec.__legacyStringValue ?? query.spec };
    }
    case 'DatasourceVariable':
      return { ...json, query: variable.spec.pluginId };
    case 'AdhocVariable':
    case 'GroupByVariable':
      return { ...json, datasource: refOf(variable) };
    case 'SwitchVariable': {
      const { current, enabledValue, disabledValue } = variable.spec;
      return { ...json, current: { value: current }, options: [{ value: enabledValue }, { value: disabledValue }] };
    }
    default:
      return json;
  }
}
