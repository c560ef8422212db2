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
import type { VariableJson } from './dashboardModel';

export const ALL = '$__all';

export interface Option {
  text: string;
  value: string;
}

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
  const values = Array.isArray(chosen) ? chosen : [chosen];
  const model = { ...variable, multi: variable.multi ?? false } as unknown as TypedVariableModel;
  if (values.includes(ALL)) {
    return { model, value: variable.allValue || options.map(({ value }) => value), text: 'All' };
  }
  const texts = values.map((value) => options.find((option) => option.value === value)?.text ?? value);
  return variable.multi ? { model, value: values, text: texts } : { model, value: values[0], text: texts[0] };
}

/** The choice to begin with: the address, then the JSON, then the first option. */
export function startValue(variable: VariableJson, options: Option[], fromAddress: string[]): VariableValue {
  const many = (values: string[]) => (variable.multi ? values : (values[0] ?? ''));
  if (fromAddress.length) {
    return many(fromAddress.map((value) => (value === 'All' ? ALL : value)));
  }
  const stored = [variable.current?.value ?? []].flat().filter((value) => value !== '');
  const known = stored.filter((value) => value === ALL || options.some((option) => option.value === value));
  if (known.length) {
    return many(known);
  }
  return many(variable.includeAll ? [ALL] : options.slice(0, 1).map(({ value }) => value));
}
