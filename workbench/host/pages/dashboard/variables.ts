import { lastValueFrom } from 'rxjs';
import {
  CoreApp,
  CustomVariableSupport,
  type DataFrame,
  DataSourceVariableSupport,
  type MetricFindValue,
  StandardVariableSupport,
  type TimeRange,
  type TypedVariableModel,
  isDataFrame,
} from '@grafana/data';
import { getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import { dataRequest } from '../../services/dataRequest';
import type { VariableState, VariableValue } from '../../services/templateSrv';
import { ALL, type Option, type VariableJson } from './dashboardModel';

/** The values a variable can take, in the order they are offered. Rejects when its data source cannot say. */
export async function optionsOf(variable: VariableJson, range: TimeRange, timeZone: string): Promise<Option[]> {
  switch (variable.type) {
    case 'custom':
      return splitCustom(String(variable.query ?? ''));
    case 'constant':
    case 'textbox': {
      const value = String(variable.current?.value ?? variable.query ?? '');
      return [{ text: value, value }];
    }
    case 'interval':
      return splitCustom(String(variable.query ?? ''));
    case 'datasource':
      return getDataSourceSrv()
        .getList({ pluginId: String(variable.query ?? '') })
        .filter(({ name }) => matchOf(variable.regex, name) !== undefined)
        .map(({ name, uid }) => ({ text: name, value: uid }));
    case 'query':
      return filtered(await queryOptions(variable, range, timeZone), variable.regex);
    default:
      return [];
  }
}

async function queryOptions(variable: VariableJson, range: TimeRange, timeZone: string): Promise<Option[]> {
  if (!variable.query) {
    return [];
  }
  const dataSource = await getDataSourceSrv().get(variable.datasource);
  const support = dataSource.variables;
  if (
    support instanceof CustomVariableSupport ||
    support instanceof StandardVariableSupport ||
    support instanceof DataSourceVariableSupport
  ) {
    const stored = typeof variable.query === 'object' && variable.query ? variable.query : { query: variable.query };
    const asked = { refId: `${variable.name}-variable`, ...stored } as never;
    const target = support instanceof StandardVariableSupport ? support.toDataQuery(asked) : asked;
    const request = dataRequest({
      app: CoreApp.Dashboard,
      dataSource,
      queries: [target],
      range,
      timeZone,
      width: 100,
      requestId: `variable-${variable.name}`,
    });
    const run = 'query' in support && support.query ? support.query.bind(support) : dataSource.query.bind(dataSource);
    const { data } = await lastValueFrom(run(request as never) as ReturnType<CustomVariableSupport<never>['query']>);
    return data.flatMap((item) => (isDataFrame(item) ? ofFrame(item) : [ofFound(item as MetricFindValue)]));
  }
  const found = (await dataSource.metricFindQuery?.(variable.query, { range, variable })) ?? [];
  return found.map(ofFound);
}

function ofFound({ text, value }: MetricFindValue): Option {
  return { text: String(text), value: String(value ?? text) };
}

function ofFrame(frame: DataFrame): Option[] {
  const texts = frame.fields.find(({ name }) => name === 'text') ?? frame.fields[0];
  const values = frame.fields.find(({ name }) => name === 'value') ?? texts;
  return Array.from({ length: frame.length }, (_, i) => ({
    text: String(texts.values[i]),
    value: String(values.values[i]),
  }));
}

/** `a, b : c` : the values a and c, the second shown as b. A comma behind a backslash belongs to the value. */
function splitCustom(query: string): Option[] {
  return (query.match(/(?:\\,|[^,])+/g) ?? []).map((part) => {
    const plain = part.replace(/\\,/g, ',').trim();
    const [, text, value] = plain.match(/^\s*(.+)\s:\s(.+)$/) ?? [plain, plain, plain];
    return { text: text.trim(), value: value.trim() };
  });
}

function filtered(options: Option[], regex: string | undefined): Option[] {
  const seen = new Set<string>();
  return options.flatMap(({ text, value }) => {
    const kept = matchOf(regex, value);
    if (kept === undefined || seen.has(kept)) {
      return [];
    }
    seen.add(kept);
    return [{ text: kept === value ? text : kept, value: kept }];
  });
}

/** What `/regex/flags` keeps of a value: its first group, or all of it; undefined when it does not match. */
function matchOf(regex: string | undefined, value: string): string | undefined {
  if (!regex) {
    return value;
  }
  const [, source, flags] = regex.match(/^\/(.*)\/([a-z]*)$/s) ?? [regex, `^${regex}$`, ''];
  const match = value.match(new RegExp(getTemplateSrv().replace(source, {}, 'regex'), flags.replace('g', '')));
  return match ? (match[1] ?? value) : undefined;
}

/** What text replacement puts in for a choice: `All` stands for every option, or for its own value. */
export function stateOf(variable: VariableJson, options: Option[], chosen: VariableValue): VariableState {
  const values = [chosen].flat();
  const model = (value: VariableValue, text: VariableValue) =>
    ({ ...variable, multi: variable.multi ?? false, current: { value, text } }) as unknown as TypedVariableModel;
  if (values.includes(ALL)) {
    const value = variable.allValue || options.map((option) => option.value);
    return { model: model(chosen, 'All'), value, text: 'All', verbatim: Boolean(variable.allValue) };
  }
  const texts = values.map((value) => options.find((option) => option.value === value)?.text ?? value);
  return variable.multi
    ? { model: model(values, texts), value: values, text: texts }
    : { model: model(values[0], texts[0]), value: values[0], text: texts[0] };
}

/** The choice to begin with: the address, then the JSON, then the default. */
export function startValue(variable: VariableJson, options: Option[], fromAddress: string[]): VariableValue {
  if (fromAddress.length) {
    const values = fromAddress.map((value) => (value === 'All' && variable.includeAll ? ALL : value));
    return variable.multi ? values : values[0];
  }
  return stillValid(variable, options, variable.current?.value ?? []);
}

/** What is still offered of a choice, or the default: `All` where there is one, otherwise the first option. */
export function stillValid(variable: VariableJson, options: Option[], chosen: VariableValue): VariableValue {
  if (variable.type === 'textbox' || variable.type === 'constant') {
    return [chosen].flat()[0] ?? options[0]?.value ?? '';
  }
  const many = (values: string[]) => (variable.multi ? values : (values[0] ?? ''));
  const offered = [chosen]
    .flat()
    .filter((value) => (value === ALL ? variable.includeAll : options.some((option) => option.value === value)));
  return many(offered.length ? offered : variable.includeAll ? [ALL] : options.slice(0, 1).map(({ value }) => value));
}
