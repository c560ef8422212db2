import { escapeRegex, type MatchOperator } from '../../../../pkg/pyroscope/selector/selector';
import { hasVariable } from '../../query/interpolation/variableSyntax';

/** The alternatives of a pattern, `a|b(c|d)` being two; joined by `|` they are the pattern again. */
export function splitAlternatives(pattern: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') {
      i++;
    } else if (inClass) {
      inClass = char !== ']';
    } else if (char === '[') {
      inClass = true;
    } else if (char === '(') {
      depth++;
    } else if (char === ')') {
      depth--;
    } else if (char === '|' && depth === 0) {
      parts.push(pattern.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, pattern.slice(start)];
}

/** The only text that a pattern matches, or undefined when it is a true regular expression. */
export function literalOf(pattern: string): string | undefined {
  return /^(?:[^\\.+*?()|[\]{}^$]|\\[\\.+*?()|[\]{}^$])*$/.test(pattern) ? pattern.replace(/\\(.)/gs, '$1') : undefined;
}

/** The pattern for a text; a variable stays one. */
export function patternFor(text: string): string {
  return hasVariable(text) ? text : escapeRegex(text);
}

export function isRegexOperator(op: MatchOperator): boolean {
  return op === '=~' || op === '!~';
}

/**
 * A value that selects the same under another operator, as far as there is one: between `=` and `=~` it is escaped or
 * read back; of several alternatives the first is kept.
 */
export function valueForOperator(value: string, from: MatchOperator, to: MatchOperator): string {
  if (isRegexOperator(from) === isRegexOperator(to)) {
    return value;
  }
  if (isRegexOperator(to)) {
    return patternFor(value);
  }
  const [first] = splitAlternatives(value);
  return literalOf(first) ?? first;
}
