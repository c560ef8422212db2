import type { AdHocVariableFilter, TimeRange } from '@grafana/data';
import { templateSrv } from '../../services/runtime';
import type { VariableValue } from '../../services/templateSrv';
import { filterFromAddress, isComplete } from './adHocFilters';
import type { Option, VariableJson } from './dashboardModel';
import { inOrder, mentions } from './mentions';
import { optionsOf, startValue, stateOf, stillValid } from './variables';

export interface LoadedVariable {
  json: VariableJson;
  options: Option[];
  value: VariableValue;
  /** Of an ad hoc variable, which has no value. */
  filters?: AdHocVariableFilter[];
  error?: string;
}

const REFRESH_ON_TIME_CHANGE = 2;

/**
 * The variables of one dashboard: their choices, what is chosen, and who follows whom. A variable is asked for again
 * when one that it mentions has changed; a choice that is no longer offered gives way to the default.
 */
export class DashboardVariables {
  private readonly loaded = new Map<string, LoadedVariable>();
  private readonly pending: Set<string>;
  private readonly ordered: VariableJson[];
  private run = 0;

  constructor(
    private readonly list: VariableJson[],
    private range: TimeRange,
    private timeZone: string,
    private address: URLSearchParams,
    private readonly onLoaded: (variables: LoadedVariable[]) => void
  ) {
    this.ordered = inOrder(list);
    this.pending = new Set(list.map(({ name }) => name));
  }

  start(): Promise<void> {
    this.publish();
    return this.load();
  }

  /** Answers of loads under way are dropped. */
  stop(): void {
    this.run++;
  }

  choose(name: string, value: VariableValue): void {
    const variable = this.loaded.get(name);
    if (variable && !same(variable.value, value)) {
      this.loaded.set(name, { ...variable, value });
      this.changed(name);
      this.load();
    }
  }

  filter(name: string, filters: AdHocVariableFilter[]): void {
    const variable = this.loaded.get(name);
    if (variable && !same(variable.filters, filters)) {
      this.loaded.set(name, { ...variable, filters });
      this.load();
    }
  }

  /** What a link or a step back in the address says about variables is chosen. */
  follow(address: URLSearchParams): void {
    this.address = address;
    for (const { json, filters } of [...this.loaded.values()]) {
      const said = address.getAll(`var-${json.name}`);
      if (!said.length) {
        continue;
      }
      if (json.type === 'adhoc') {
        const unfinished = (filters ?? []).filter((filter) => !isComplete(filter));
        this.filter(json.name, [...readFilters(said), ...unfinished]);
      } else {
        this.choose(json.name, startValue(json, [], said));
      }
    }
  }

  changeRange(range: TimeRange, timeZone: string): void {
    this.range = range;
    this.timeZone = timeZone;
    const follow = this.list.filter(({ type, refresh }) => type === 'query' && refresh === REFRESH_ON_TIME_CHANGE);
    if (follow.length) {
      follow.forEach(({ name }) => this.pending.add(name));
      this.load();
    }
  }

  private async load(): Promise<void> {
    const run = ++this.run;
    this.publish();
    for (const json of this.ordered) {
      if (!this.pending.has(json.name)) {
        continue;
      }
      const next = await this.ask(json);
      if (run !== this.run) {
        return;
      }
      const before = this.loaded.get(json.name);
      this.loaded.set(json.name, next);
      this.pending.delete(json.name);
      if (!before || !same(before.value, next.value)) {
        this.changed(json.name);
      }
      this.publish();
    }
    this.onLoaded(this.list.map(({ name }) => this.loaded.get(name)!));
  }

  private async ask(json: VariableJson): Promise<LoadedVariable> {
    const before = this.loaded.get(json.name);
    const said = this.address.getAll(`var-${json.name}`);
    if (json.type === 'adhoc') {
      const filters = before?.filters ?? (said.length ? readFilters(said) : (json.filters ?? []));
      return { json, options: [], value: '', filters };
    }
    try {
      const options = await optionsOf(json, this.range, this.timeZone);
      const value = before ? stillValid(json, options, before.value) : startValue(json, options, said);
      return { json, options, value };
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : String(cause);
      const options = before?.options ?? [];
      return { json, options, value: before?.value ?? startValue(json, options, said), error };
    }
  }

  private changed(name: string): void {
    this.list.filter((json) => mentions(json, name)).forEach((json) => this.pending.add(json.name));
  }

  private publish(): void {
    const all = [...this.loaded.values()];
    templateSrv.setVariables(
      all.filter(({ filters }) => !filters).map(({ json, options, value }) => stateOf(json, options, value)),
      all.flatMap(({ json, filters }) =>
        filters
          ? [{ datasource: json.datasource, filters: [...(json.baseFilters ?? []), ...filters].filter(isComplete) }]
          : []
      )
    );
  }
}

function readFilters(said: string[]): AdHocVariableFilter[] {
  return said.flatMap((text) => filterFromAddress(text) ?? []);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
