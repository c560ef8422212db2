import { getDataSourceSrv } from '@grafana/runtime';
import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  GroupByVariable,
  IntervalVariable,
  QueryVariable,
  type SceneVariable,
  SceneVariableSet,
  SwitchVariable,
  TextBoxVariable,
} from '@grafana/scenes';
import type { VariableJson } from '../json/dashboardModel';

/** The variables of a dashboard; what is of no type that is known here is left out. */
export function sceneVariables(list: VariableJson[]): SceneVariableSet {
  return new SceneVariableSet({ variables: list.flatMap((json) => sceneVariable(json) ?? []) });
}

function sceneVariable(json: VariableJson): SceneVariable | undefined {
  const { name, label, description, hide, skipUrlSync, datasource = null, options = [] } = json;
  const { value, text } = json.current ?? {};
  const query = String(json.query ?? '');
  const common = { name, label, description, hide, skipUrlSync };
  const first = [value].flat()[0];
  const choice = {
    ...common,
    value: value ?? '',
    text: text ?? '',
    isMulti: json.multi,
    includeAll: json.includeAll,
    defaultToAll: Boolean(json.includeAll),
    allValue: json.allValue || undefined,
    allowCustomValue: json.allowCustomValue,
  };
  switch (json.type) {
    case 'custom':
      return new CustomVariable({ ...choice, query, valuesFormat: json.valuesFormat });
    case 'query':
      return new QueryVariable({
        ...choice,
        datasource,
        query: (json.query ?? '') as QueryVariable['state']['query'],
        regex: json.regex,
        regexApplyTo: json.regexApplyTo,
        refresh: json.refresh,
        sort: json.sort,
      });
    case 'datasource':
      return new DataSourceVariable({
        ...choice,
        pluginId: query,
        regex: json.regex ?? '',
        defaultOptionEnabled: first === 'default',
      });
    case 'interval':
      return new IntervalVariable({
        ...common,
        intervals: query.split(',').map((one) => one.trim()),
        value: first,
        autoEnabled: json.auto,
        autoStepCount: json.auto_count,
        autoMinInterval: json.auto_min,
      });
    case 'constant':
      return new ConstantVariable({ ...common, value: query });
    case 'textbox':
      return new TextBoxVariable({ ...common, value: first || query });
    case 'switch':
      return new SwitchVariable({
        ...common,
        value: first,
        enabledValue: String(options[0]?.value ?? 'true'),
        disabledValue: String(options[1]?.value ?? 'false'),
      });
    case 'adhoc':
      return new AdHocFiltersVariable({
        ...common,
        datasource,
        applyMode: 'auto',
        filters: json.filters ?? [],
        baseFilters: json.baseFilters ?? [],
        defaultKeys: json.defaultKeys,
        allowCustomValue: json.allowCustomValue,
        useQueriesAsFilterForOptions: true,
        supportsMultiValueOperators: Boolean(
          getDataSourceSrv().getInstanceSettings(datasource)?.meta.multiValueFilterOperators
        ),
      });
    case 'groupby':
      return new GroupByVariable({
        ...common,
        datasource,
        value: value ?? [],
        text: text ?? [],
        defaultOptions: options.map((one) => ({ text: String(one.text ?? one.value), value: String(one.value) })),
        allowCustomValue: json.allowCustomValue,
      });
    default:
      return undefined;
  }
}
