import type { Matcher } from '../../../pkg/pyroscope/selector/selector';
import { readMatchers } from './selectorEdit';

/**
 * Two matchers of a selector that no series can satisfy together, as happens when a dashboard's filter is added to a
 * query that asks for another value. Undefined where there are none, or none that can be told from here.
 */
export function contradiction(selector: string): [Matcher, Matcher] | undefined {
  const matchers = readMatchers(selector) ?? [];
  for (const fixed of matchers) {
    const other =
      fixed.op === '=' ? matchers.find((one) => one.name === fixed.name && excludes(one, fixed.value)) : undefined;
    if (other) {
      return matchers.indexOf(other) < matchers.indexOf(fixed) ? [other, fixed] : [fixed, other];
    }
  }
  return undefined;
}

function excludes({ op, value }: Matcher, given: string): boolean {
  switch (op) {
    case '=':
      return given !== value;
    case '!=':
      return given === value;
    case '=~':
      return matchesWhole(value, given) === false;
    case '!~':
      return matchesWhole(value, given) === true;
  }
}

/** Undefined where the pattern means something else, or nothing, in JavaScript. */
function matchesWhole(pattern: string, text: string): boolean | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'su').test(text);
  } catch {
    return undefined;
  }
}
