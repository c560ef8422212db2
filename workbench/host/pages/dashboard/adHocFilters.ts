import type { AdHocVariableFilter } from '@grafana/data';

/** A pipe separates the parts of a filter in an address, so one within a part is written otherwise, as Grafana does. */
const PIPE = '__gfp__';

const SEVERAL = new Set(['=|', '!=|']);

/** `key|operator|value`, and more values for an operator that takes several. */
export function filterToAddress({ key, operator, value, values }: AdHocVariableFilter): string {
  const parts = [key, operator, ...(SEVERAL.has(operator) ? (values ?? [value]) : [value])];
  return parts.map((part) => part.replaceAll('|', PIPE)).join('|');
}

/** Undefined for what is not a filter. */
export function filterFromAddress(text: string): AdHocVariableFilter | undefined {
  const [key, operator, ...rest] = text.split('|').map((part) => part.replaceAll(PIPE, '|'));
  if (!key || !operator || !rest.length) {
    return undefined;
  }
  return SEVERAL.has(operator) ? { key, operator, value: rest[0], values: rest } : { key, operator, value: rest[0] };
}

/** A filter whose key or value is still to be chosen filters nothing. */
export function isComplete({ key, operator, value }: AdHocVariableFilter): boolean {
  return key !== '' && operator !== '' && value !== '';
}
