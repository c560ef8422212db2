import { escapeRegex, parseSelector, printSelector, type Matcher } from '../../../../pkg/pyroscope/selector/selector';
import { oneOf } from './adHocFilters';
import { couldBeText, scan, type VariableUse } from './variableSyntax';
import { valueOf, type Values, type VariableValue } from './variableValue';

type Known = Exclude<VariableValue, { kind: 'unknown' }>;
type OnProblem = (use: VariableUse, reason: 'empty' | 'unknown' | 'several') => void;

/**
 * A selector with its variables' values in place, and `added` after what is written. The selector is read with a mark
 * for each variable, so that no value can be taken for syntax. Several values under `=` become a `=~` of alternatives,
 * each escaped, and under `!=` a `!~`. A selector that cannot be read stays as it is, so that the query can say where
 * it is wrong.
 */
export function interpolateSelector(
  selector: string,
  values: Values,
  added: readonly Matcher[],
  onProblem: OnProblem
): string {
  const marked = new MarkedText(selector, values);
  const alone = marked.unknown.length > 0 ? valuesOf(selector) : new Set<string>();
  for (const use of marked.unknown) {
    // `{a="$x"}` is meant as a variable, whatever it looks like.
    if (!couldBeText(use) || alone.has(use.whole)) {
      onProblem(use, 'unknown');
    }
  }
  if (marked.isPlain && added.length === 0) {
    return selector;
  }
  const written = marked.isWhole ? undefined : readMatchers(marked.text);
  const matchers = written
    ? written.filter((matcher) => !matchesAll(matcher, marked)).map((matcher) => filled(matcher, marked, onProblem))
    : readMatchers(marked.asText(onProblem));
  return matchers === undefined ? selector : printSelector([...matchers, ...added]);
}

/** A text whose variables are marks that can stand wherever a name or a part of a value can. */
class MarkedText {
  readonly text: string;
  readonly unknown: VariableUse[] = [];
  readonly #mark: string;
  readonly #known: Array<{ use: VariableUse; value: Known }> = [];

  constructor(
    written: string,
    private readonly values: Values
  ) {
    this.#mark = freeMark(written);
    this.text = scan(written)
      .map((part) => {
        if (typeof part === 'string') {
          return part;
        }
        const value = valueOf(part, this.values);
        if (value.kind === 'unknown') {
          this.unknown.push(part);
          return part.whole;
        }
        return `${this.#mark}${this.#known.push({ use: part, value }) - 1}x`;
      })
      .join('');
  }

  get isPlain(): boolean {
    return this.#known.length === 0;
  }

  /** Whether a variable stands for a selector, or for its beginning. */
  get isWhole(): boolean {
    return this.text.trimStart().startsWith(this.#mark);
  }

  parts(text: string): Array<string | { use: VariableUse; value: Known }> {
    return text
      .split(new RegExp(`${this.#mark}(\\d+)x`))
      .map((part, index) => (index % 2 === 0 ? part : this.#known[Number(part)]))
      .filter((part) => part !== '');
  }

  /** For variables that are matchers, or a whole selector: their values are read as such. */
  asText(onProblem: OnProblem): string {
    return this.parts(this.text)
      .map((part) => (typeof part === 'string' ? part : single(part, onProblem)))
      .join('');
  }
}

/** What can stand in a name and in a value, and is nowhere in `text`. */
function freeMark(text: string): string {
  const taken = new Set([...text.matchAll(/variable(\d+)_/g)].map(([, number]) => number));
  let number = 0;
  while (taken.has(String(number))) {
    number++;
  }
  return `variable${number}_`;
}

/** Of its matchers; of what is no selector, all of it. */
function valuesOf(selector: string): Set<string> {
  return new Set(readMatchers(selector)?.map(({ value }) => value) ?? [selector.trim()]);
}

/** A variable's “All” that any value matches, and none as well: without it the selector says the same. */
function matchesAll({ op, value }: Matcher, marked: MarkedText): boolean {
  const [part, ...more] = marked.parts(value);
  return (
    (op === '=' || op === '=~') &&
    more.length === 0 &&
    typeof part === 'object' &&
    part.value.kind === 'all' &&
    part.value.pattern === '.*'
  );
}

function filled(matcher: Matcher, marked: MarkedText, onProblem: OnProblem): Matcher {
  const name = marked
    .parts(matcher.name)
    .map((part) => (typeof part === 'string' ? part : single(part, onProblem)))
    .join('');
  const parts = marked.parts(matcher.value);
  const { op } = matcher;
  for (const part of parts) {
    if (typeof part !== 'string' && part.value.kind === 'empty') {
      onProblem(part.use, 'empty');
    }
  }
  const alone = parts.length === 1;
  if (op === '=~' || op === '!~') {
    const pattern = parts.map((part) => (typeof part === 'string' ? part : patternOf(part.value, alone, true)));
    return { name, op, value: pattern.join('') };
  }
  if (!parts.some((part) => typeof part !== 'string' && isPattern(part.value))) {
    const literal = parts.map((part) => (typeof part === 'string' ? part : literalOf(part.value)));
    return { name, op, value: literal.join('') };
  }
  const pattern = parts.map((part) =>
    typeof part === 'string' ? escapeRegex(part) : patternOf(part.value, alone, false)
  );
  return { name, op: op === '=' ? '=~' : '!~', value: pattern.join('') };
}

/** Whether a value can only be said by a regular expression. */
function isPattern(value: Known): boolean {
  return value.kind === 'all' || (value.kind === 'values' && value.values.length > 1);
}

function literalOf(value: Known): string {
  switch (value.kind) {
    case 'values':
      return value.values[0];
    case 'text':
      return value.text;
    case 'all':
      return value.pattern;
    case 'empty':
      return '';
  }
}

/** `inRegex`: the query has a regular expression there, so a text of the user's own is a part of it. */
function patternOf(value: Known, alone: boolean, inRegex: boolean): string {
  switch (value.kind) {
    case 'values': {
      if (value.values.length === 1) {
        return inRegex && value.ownPattern ? value.values[0] : escapeRegex(value.values[0]);
      }
      const pattern = oneOf(value.values);
      return alone ? pattern : `(${pattern})`;
    }
    case 'all':
      return alone || !value.pattern.includes('|') ? value.pattern : `(${value.pattern})`;
    case 'text':
      return inRegex ? value.text : escapeRegex(value.text);
    case 'empty':
      return '';
  }
}

function single({ use, value }: { use: VariableUse; value: Known }, onProblem: OnProblem): string {
  if (value.kind === 'empty') {
    onProblem(use, 'empty');
  } else if (value.kind === 'values' && value.values.length > 1) {
    onProblem(use, 'several');
  }
  return literalOf(value);
}

function readMatchers(text: string): Matcher[] | undefined {
  try {
    return parseSelector(text).matchers;
  } catch {
    return undefined;
  }
}
