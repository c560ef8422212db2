import { get } from 'lodash';
import type { ScopedVars, TimeRange, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv, VariableInterpolation } from '@grafana/runtime';
import { formatValue } from './variableFormats';

export type VariableValue = string | string[];

/** One dashboard variable as text replacement sees it. */
export interface VariableState {
  model: TypedVariableModel;
  value: VariableValue;
  text: VariableValue;
}

// $name, [[name:format]], ${name.field:format}
const PATTERN = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

export class WorkbenchTemplateSrv implements TemplateSrv {
  private variables: VariableState[] = [];
  private range: TimeRange | undefined;

  setVariables(variables: VariableState[]): void {
    this.variables = variables;
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
      const asked = ownFormat ?? format;
      const value = typeof asked === 'function' ? asked(found.value, {}) : formatValue(found.value, asked, found.text);
      interpolations?.push({ match, variableName: name, fieldPath, format: ownFormat, value, found: true });
      return value;
    });
  }

  private valueOf(name: string, fieldPath: string | undefined, scopedVars: ScopedVars | undefined) {
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

function namesIn(groups: Array<string | undefined>) {
  const [plain, square, squareFormat, curly, fieldPath, curlyFormat] = groups;
  return { name: (plain ?? square ?? curly)!, fieldPath, ownFormat: squareFormat ?? curlyFormat };
}
