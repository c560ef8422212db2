import type { AdHocVariableFilter } from '@grafana/data';
import { escapeRegex, printSelector, type Matcher } from '../../../../pkg/pyroscope/selector/selector';
import type { Fault } from './fault';

/**
 * Filters as matchers, which are added to those of a query and take nothing away. A filter that is not filled in yet
 * is none; one with an operator that labels do not know is a fault.
 */
export function filterMatchers(filters: readonly AdHocVariableFilter[] = []): { matchers: Matcher[]; faults: Fault[] } {
  const matchers: Matcher[] = [];
  const faults: Fault[] = [];
  for (const { key, operator, value, values } of filters) {
    const chosen = (values?.length ? values : [value]).filter((one) => typeof one === 'string' && one !== '');
    if (!key || chosen.length === 0) {
      continue;
    }
    switch (operator) {
      case '=':
      case '!=':
      case '=~':
      case '!~':
        matchers.push({ name: key, op: operator, value: chosen[0] });
        break;
      case '=|':
        matchers.push({ name: key, op: '=~', value: oneOf(chosen) });
        break;
      case '!=|':
        matchers.push({ name: key, op: '!~', value: oneOf(chosen) });
        break;
      default:
        faults.push({ reason: 'filter-operator', filter: `${key} ${operator} ${value}`, operator });
    }
  }
  return { matchers, faults };
}

/** What the values of another filter are chosen from. */
export function filterSelector(filters: readonly AdHocVariableFilter[] = []): string {
  return printSelector(filterMatchers(filters).matchers);
}

/** The pattern that matches these values and no other. */
export function oneOf(values: readonly string[]): string {
  return values.map(escapeRegex).join('|');
}
