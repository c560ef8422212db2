import { PyroscopeError } from '../errors';
import { quote, readQuoted, StringFault } from './goString';
import type { RegexFault } from './regexSyntax';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** `value` of a regular expression is the pattern, which must match the whole label value. */
export interface Matcher {
  name: string;
  op: MatchOperator;
  value: string;
}

type PatternFault = (pattern: string) => RegexFault | undefined;

const METRIC_NAME = '__name__';

/**
 * Reads a label selector as Pyroscope does, which is Prometheus' syntax with quoted names: `{}`, `{a="b", c=~'d.*'}`,
 * `{"otel.scope.name"="x"}`, `{"name"}` and `name{…}` for `__name__`.
 *
 * Throws `bad-selector` with the position of the fault (a 0-based index into `text`) and what is wrong, in the words the
 * server would use. Regular expressions are taken as they are, unless `patternFault` finds one in them.
 */
export function parseSelector(text: string, patternFault?: PatternFault): { matchers: Matcher[] } {
  const tokens = new Tokens(text);
  const matchers: Matcher[] = [];
  const outside = tokens.metricName();
  if (tokens.take('{')) {
    while (!tokens.take('}')) {
      if (matchers.length > 0) {
        tokens.expect(',', 'in label matching, expected "," or "}"');
        if (tokens.take('}')) {
          break;
        }
      }
      matchers.push(readMatcher(tokens, patternFault));
    }
  } else if (outside === undefined) {
    tokens.fail('');
  }
  tokens.end();
  if (outside !== undefined) {
    matchers.push({ name: METRIC_NAME, op: '=', value: outside });
  }
  return { matchers };
}

/** The text of a selector, in the form that Grafana writes: `{a="b", c=~"d"}`. */
export function printSelector(matchers: readonly Matcher[]): string {
  return `{${matchers.map(({ name, op, value }) => `${printName(name)}${op}${quote(value)}`).join(', ')}}`;
}

/** The pattern that matches `value` and nothing else. */
export function escapeRegex(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

function printName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : quote(name);
}

function readMatcher(tokens: Tokens, patternFault?: PatternFault): Matcher {
  const start = tokens.position();
  const quoted = tokens.quoted();
  const name = quoted ?? tokens.identifier();
  if (name === undefined) {
    return tokens.fail('in label matching, expected identifier or "}"');
  }
  if (quoted !== undefined && tokens.atOneOf(',}')) {
    return { name: METRIC_NAME, op: '=', value: quoted };
  }
  const op = tokens.operator();
  const value = tokens.quoted();
  if (value === undefined) {
    return tokens.fail('in label matching, expected string');
  }
  const fault = op === '=~' || op === '!~' ? patternFault?.(value) : undefined;
  if (fault) {
    throw badSelector(start, `error parsing regexp: ${fault.message}`);
  }
  return { name, op, value };
}

function badSelector(position: number, message: string): PyroscopeError {
  return new PyroscopeError('bad-selector', { position, message });
}

class Tokens {
  #at = 0;
  #inBraces = false;

  constructor(private readonly text: string) {
    const surrogate = /\p{Surrogate}/u.exec(text);
    if (surrogate) {
      throw badSelector(surrogate.index, 'invalid UTF-8');
    }
  }

  position(): number {
    this.#skipBlank();
    return this.#at;
  }

  take(char: '{' | '}' | ','): boolean {
    if (this.text[this.position()] !== char) {
      return false;
    }
    this.#at++;
    this.#inBraces = char === '{' || (this.#inBraces && char !== '}');
    return true;
  }

  expect(char: ',', what: string): void {
    if (!this.take(char)) {
      this.fail(what);
    }
  }

  atOneOf(chars: string): boolean {
    const char = this.text[this.position()];
    return char !== undefined && chars.includes(char);
  }

  metricName(): string | undefined {
    return this.#match(/[A-Za-z_:][A-Za-z0-9_:]*/y);
  }

  identifier(): string | undefined {
    return this.#match(/[A-Za-z_][A-Za-z0-9_]*/y);
  }

  quoted(): string | undefined {
    if (!this.atOneOf('"\'`')) {
      return undefined;
    }
    try {
      const { value, end } = readQuoted(this.text, this.#at);
      this.#at = end;
      return value;
    } catch (fault) {
      if (fault instanceof StringFault) {
        throw badSelector(fault.position, fault.message);
      }
      throw fault;
    }
  }

  operator(): MatchOperator {
    const operator = this.#match(/=~|!~|!=|=/y);
    return operator === undefined
      ? this.fail('in label matching, expected label matching operator')
      : (operator as MatchOperator);
  }

  end(): void {
    if (this.position() < this.text.length) {
      this.fail('');
    }
  }

  fail(where: string): never {
    const position = this.position();
    const char = this.text.codePointAt(position);
    if (char === undefined) {
      throw badSelector(position, `unexpected end of input${this.#inBraces ? ' inside braces' : ''}`);
    }
    throw badSelector(position, `unexpected "${String.fromCodePoint(char)}"${where && ` ${where}`}`);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position();
    const found = pattern.exec(this.text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skipBlank(): void {
    const blank = /(?:[ \t\n\r]|#[^\n\r]*)*/y;
    blank.lastIndex = this.#at;
    blank.exec(this.text);
    this.#at = blank.lastIndex;
  }
}
