import { get } from 'lodash';
import type { AdHocVariableFilter, ScopedVars, TimeRange, TypedVariableModel } from '@grafana/data';
import { type TemplateSrv, type VariableInterpolation, getDataSourceSrv } from '@grafana/runtime';
import { formatValue } from './variableFormats';

export type VariableValue = string | string[];

/** One dashboard variable as text replacement sees it. */
export interface VariableState {
  model: TypedVariableModel;
  value: VariableValue;
  text: VariableValue;
  /** `All` with a value of its own: put in as it is, whatever format is asked for. */
  verbatim?: boolean;
}

/** The ad hoc filters that apply to every query of one data source. */
export interface AdHocState {
  datasource: unknown;
  filters: AdHocVariableFilter[];
}

// $name, [[name:format]], ${name.field:format}
const PATTERN = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

export class WorkbenchTemplateSrv implements TemplateSrv {
  private variables: VariableState[] = [];
  private adHoc: AdHocState[] = [];
  private range: TimeRange | undefined;

  setVariables(variables: VariableState[], adHoc: AdHocState[] = []): void {
    this.variables = variables;
    this.adHoc = adHoc;
  }

  /** Of the data source with this name; undefined when the dashboard has no such variable. */
  getAdhocFilters(dataSourceName: string): AdHocVariableFilter[] | undefined {
    const settingsOf = (ref: unknown) => getDataSourceSrv().getInstanceSettings(ref as never);
    const uid = settingsOf(dataSourceName)?.uid;
    const own = this.adHoc.filter(({ datasource }) => settingsOf(datasource)?.uid === uid);
    return own.length ? own.flatMap(({ filters }) => filters) : undefined;
  }

  getVariables(): TypedVariableModel[] {
    return this.variables.map(({ model }) => model);
  }

  updateTimeRange(range: TimeRange): void {
    this.range = range;
  }

  containsTemplate(target?: string): boolean {
    return this.matches(target ?? '').some(({ name }) => this.variables.some(({ model }) => model.name === name));
  }

  replace(
    target?: string,
    scopedVars?: ScopedVars,
    format?: string | Function,
    interpolations?: VariableInterpolation[]
  ): string {
    if (!target) {
      return target ?? '';
    }
    return target.replace(PATTERN, (match, ...groups) => {
      const { name, fieldPath, ownFormat } = namesIn(groups);
      const found = this.valueOf(name, fieldPath, scopedVars);
      if (!found) {
        interpolations?.push({ match, variableName: name, fieldPath, value: match, found: false });
        return match;
      }
      const value = written(found, ownFormat ?? format, name);
      interpolations?.push({ match, variableName: name, fieldPath, format: ownFormat, value, found: true });
      return value;
    });
  }

  private valueOf(name: string, fieldPath: string | undefined, scopedVars: ScopedVars | undefined): Found | undefined {
    const scoped = scopedVars?.[name];
    if (scoped && scoped.value !== undefined && scoped.value !== null) {
      const value = fieldPath ? get(scoped.value, fieldPath) : scoped.value;
      return value === undefined ? undefined : { value, text: scoped.text ?? value };
    }
    if (this.range && (name === '__from' || name === '__to')) {
      const value = String(this.range[name === '__from' ? 'from' : 'to'].valueOf());
      return { value, text: value };
    }
    return this.variables.find(({ model }) => model.name === name);
  }

  private matches(target: string): Array<{ name: string }> {
    return [...target.matchAll(PATTERN)].map(([, ...groups]) => namesIn(groups));
  }
}

type Found = Pick<VariableState, 'value' | 'text' | 'verbatim'> & { model?: TypedVariableModel };

function written({ value, text, verbatim, model }: Found, format: string | Function | undefined, name: string): string {
  if (verbatim && format !== 'text' && format !== 'percentencode') {
    return String(value);
  }
  return typeof format === 'function' ? format(value, model ?? { name }) : formatValue(value, format, text);
}

function namesIn(groups: Array<string | undefined>) {
  const [plain, square, squareFormat, curly, fieldPath, curlyFormat] = groups;
  return { name: (plain ?? square ?? curly)!, fieldPath, ownFormat: squareFormat ?? curlyFormat };
}
