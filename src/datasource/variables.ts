import type { AdHocVariableFilter, ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { escapeRegex, parseSelector, printSelector, type Matcher } from '../../pkg/pyroscope/selector';
import type { PyroscopeQuery } from './query';

type Replace = TemplateSrv['replace'];

/** `$name`, `[[name]]` and `${name.path:format}`, as Grafana's templates are written. */
const VARIABLE = /\$\w+|\[\[\s*\w+(?:\.[^:\]]+)?(?::\w+)?\s*\]\]|\$\{\w+(?:\.[^:}]+)?(?::[^}]+)?\}/;
const ONE_VARIABLE = new RegExp(`^(?:${VARIABLE.source})$`);
const FORMAT = /(?:\$\{\w+(?:\.[^:}]+)?:([^}]+)\}|\[\[\s*\w+(?:\.[^:\]]+)?:(\w+)\s*\]\])/;

export function hasVariable(text: string): boolean {
  return VARIABLE.test(text);
}

/** A query with its variables' values in place and the dashboard's ad hoc filters added. */
export function interpolateQuery(
  query: PyroscopeQuery,
  scopedVars: ScopedVars | undefined,
  replace: Replace,
  filters: AdHocVariableFilter[] = []
): PyroscopeQuery {
  const texts = (list: string[] | undefined) => list?.flatMap((entry) => interpolateIds(entry, scopedVars, replace));
  return {
    ...query,
    labelSelector: interpolateSelector(query.labelSelector, scopedVars, replace, filters),
    profileTypeId: replace(query.profileTypeId, scopedVars, 'csv'),
    ...withField('spanSelector', texts(query.spanSelector)),
    ...withField('traceIdSelector', texts(query.traceIdSelector)),
    ...withField('profileIdSelector', texts(query.profileIdSelector)),
  };
}

/**
 * A selector with its variables' values in place. Where a variable has several values, `=` becomes `=~` with one
 * alternative per value, escaped, and `!=` becomes `!~`. A selector that cannot be read stays as it is, so that the
 * query can say where it is wrong.
 */
export function interpolateSelector(
  selector: string,
  scopedVars: ScopedVars | undefined,
  replace: Replace,
  filters: AdHocVariableFilter[] = []
): string {
  let matchers = read(selector);
  if (matchers === undefined && hasVariable(selector)) {
    // A variable that is a whole matcher or a whole selector: its value is text to be read.
    const text = replace(selector, scopedVars, (value: string | string[]) =>
      Array.isArray(value) ? value.map(escapeRegex).join('|') : String(value)
    );
    matchers = read(text);
    if (matchers === undefined) {
      return text;
    }
    return filters.length === 0 ? text : printSelector([...matchers, ...filters.map(filterMatcher)]);
  }
  if (matchers === undefined || (filters.length === 0 && !hasVariable(selector))) {
    return selector;
  }
  const filled = matchers.map((matcher) => interpolateMatcher(matcher, scopedVars, replace));
  return printSelector([...filled, ...filters.map(filterMatcher)]);
}

function interpolateMatcher(matcher: Matcher, scopedVars: ScopedVars | undefined, replace: Replace): Matcher {
  const { op, value } = matcher;
  if (!hasVariable(value)) {
    return matcher;
  }
  const takesRegex = op === '=~' || op === '!~';
  if (takesRegex) {
    // One value is the reader's own regular expression; several are values to be found as they are.
    return { ...matcher, value: replace(value, scopedVars, (given: string | string[]) => alternatives(given)) };
  }

  let several = false;
  let formatted = false;
  const literal = replace(value, scopedVars, (given: string | string[]) => {
    formatted = true;
    several ||= Array.isArray(given) && given.length !== 1;
    return Array.isArray(given) ? (given[0] ?? '') : String(given);
  });
  const format = FORMAT.exec(value);
  const writtenAsRegex = ['regex', 'pipe'].includes(format?.[1] ?? format?.[2] ?? '');
  // "All" with a value of its own ('.*') is put in place by Grafana without asking for a format.
  const ownAllValue = !formatted && !format && literal !== value;
  if (!several && !writtenAsRegex && !ownAllValue) {
    return { ...matcher, value: literal };
  }
  const regexOp = op === '=' ? '=~' : '!~';
  if (ONE_VARIABLE.test(value)) {
    return {
      ...matcher,
      op: regexOp,
      value: replace(value, scopedVars, (given: string | string[]) => escapedAlternatives(given)),
    };
  }
  const parts = value.split(new RegExp(`(${VARIABLE.source})`));
  const pattern = parts.map((part) =>
    ONE_VARIABLE.test(part)
      ? `(${replace(part, scopedVars, (given: string | string[]) => escapedAlternatives(given))})`
      : escapeRegex(part)
  );
  return { ...matcher, op: regexOp, value: pattern.join('') };
}

function alternatives(given: string | string[]): string {
  return Array.isArray(given) ? `(${given.map(escapeRegex).join('|')})` : String(given);
}

function escapedAlternatives(given: string | string[]): string {
  return (Array.isArray(given) ? given : [String(given)]).map(escapeRegex).join('|');
}

/**
 * The ids that an entry stands for. One whose variable has no value keeps the variable, so that the query knows that
 * something was to be selected.
 */
function interpolateIds(entry: string, scopedVars: ScopedVars | undefined, replace: Replace): string[] {
  if (!hasVariable(entry)) {
    return [entry];
  }
  const ids = replace(entry, scopedVars, 'csv')
    .split(/[\s,]+/)
    .filter(Boolean);
  return ids.length === 0 ? [entry] : ids;
}

function filterMatcher({ key, operator, value, values }: AdHocVariableFilter): Matcher {
  const several = values ?? [value];
  switch (operator) {
    case '=|':
      return { name: key, op: '=~', value: several.map(escapeRegex).join('|') };
    case '!=|':
      return { name: key, op: '!~', value: several.map(escapeRegex).join('|') };
    case '!=':
    case '=~':
    case '!~':
      return { name: key, op: operator, value };
    default:
      return { name: key, op: '=', value };
  }
}

function read(selector: string): Matcher[] | undefined {
  try {
    return parseSelector(selector).matchers;
  } catch {
    return undefined;
  }
}

function withField<K extends keyof PyroscopeQuery>(field: K, value: string[] | undefined): Partial<PyroscopeQuery> {
  return value === undefined ? {} : { [field]: value };
}
