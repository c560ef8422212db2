export interface RegexFault {
  /** What Go's regexp package would say. */
  message: string;
}

const POSIX_CLASSES = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' ')
);
const MAX_REPEAT = 1000;

/**
 * The fault that Go's RE2 syntax finds in a pattern, which is what label matchers are written in; undefined for a good
 * one. Approximate in three ways: names of Unicode classes are those JavaScript knows; that nested repetitions together
 * exceed the size limit of a program is left for the server to find; and so is nesting deeper than 1,000.
 */
export function regexFault(pattern: string): RegexFault | undefined {
  try {
    new Scanner(pattern).scan();
    return undefined;
  } catch (fault) {
    if (fault instanceof Fault) {
      return { message: fault.message };
    }
    throw fault;
  }
}

class Fault extends Error {}

class Scanner {
  #at = 0;
  #depth = 0;
  /** Whether there is something that a repetition could apply to. */
  #repeatable = false;
  /** The repetition that ended right here, since two in a row are refused. */
  #lastRepeat = '';
  readonly #names = new Set<string>();

  readonly #lastPosix: number;

  constructor(private readonly pattern: string) {
    this.#lastPosix = pattern.lastIndexOf(':]');
  }

  scan(): void {
    if (/\p{Surrogate}/u.test(this.pattern)) {
      throw new Fault('invalid UTF-8');
    }
    while (this.#at < this.pattern.length) {
      const previousRepeat = this.#lastRepeat;
      this.#lastRepeat = '';
      this.#element(previousRepeat);
    }
    if (this.#depth > 0) {
      throw new Fault(`missing closing ): \`${this.pattern}\``);
    }
  }

  #element(previousRepeat: string): void {
    switch (this.pattern[this.#at]) {
      case '(':
        this.#open();
        return;
      case ')':
        if (this.#depth === 0) {
          throw new Fault(`unexpected ): \`${this.pattern}\``);
        }
        this.#depth--;
        this.#atom(1);
        return;
      case '|':
        this.#at++;
        this.#repeatable = false;
        return;
      case '*':
      case '+':
      case '?':
        this.#repeat(this.#at + 1, previousRepeat);
        return;
      case '{': {
        const counted = /\{(\d+)(,(\d*))?\}/y;
        counted.lastIndex = this.#at;
        const match = counted.exec(this.pattern);
        if (!match || /^0\d/.test(match[1]) || /^0\d/.test(match[3] ?? '')) {
          this.#atom(1);
          return;
        }
        const [min, max] = [Number(match[1]), match[3] ? Number(match[3]) : Number(match[1])];
        if (min > MAX_REPEAT || max > MAX_REPEAT || max < min) {
          throw new Fault(`invalid repeat count: \`${match[0]}\``);
        }
        this.#repeat(counted.lastIndex, previousRepeat);
        return;
      }
      case '[':
        this.#characterClass();
        this.#repeatable = true;
        return;
      case '\\':
        this.#escape();
        this.#repeatable = true;
        return;
      default:
        this.#atom(1);
    }
  }

  #atom(length: number): void {
    this.#at += length;
    this.#repeatable = true;
  }

  #repeat(end: number, previous: string): void {
    const lazy = this.pattern[end] === '?' ? 1 : 0;
    const operator = this.pattern.slice(this.#at, end + lazy);
    if (!this.#repeatable) {
      throw new Fault(`missing argument to repetition operator: \`${operator}\``);
    }
    if (previous) {
      throw new Fault(`invalid nested repetition operator: \`${previous}${operator}\``);
    }
    this.#at = end + lazy;
    this.#lastRepeat = operator;
  }

  #open(): void {
    if (this.pattern[this.#at + 1] !== '?') {
      this.#at++;
      this.#depth++;
      this.#repeatable = false;
      return;
    }
    const rest = this.pattern.slice(this.#at);
    const named = /^\(\?P?<([A-Za-z0-9_]+)>/.exec(rest);
    if (named) {
      if (this.#names.has(named[1])) {
        throw new Fault(`duplicate capture group name: \`${named[1]}\``);
      }
      this.#names.add(named[1]);
      this.#at += named[0].length;
      this.#depth++;
      this.#repeatable = false;
      return;
    }
    const flags = /^\(\?(?:[imsU]*|[imsU]*-[imsU]+)([:)])/.exec(rest);
    if (!flags) {
      if (/^\(\?P?<[^=!]/.test(rest)) {
        throw new Fault(`invalid named capture: \`${/^[^>]*>?/.exec(rest)?.[0]}\``);
      }
      throw new Fault(`invalid or unsupported Perl syntax: \`${rest.slice(0, /^\(\?<[=!]/.test(rest) ? 4 : 3)}\``);
    }
    this.#at += flags[0].length;
    if (flags[1] === ':') {
      this.#depth++;
      this.#repeatable = false;
    }
  }

  #escape(): void {
    if (this.pattern.startsWith('\\Q', this.#at)) {
      const end = this.pattern.indexOf('\\E', this.#at + 2);
      this.#at = end < 0 ? this.pattern.length : end + 2;
      return;
    }
    const next = this.pattern[this.#at + 1];
    if (next !== undefined && 'AbBzdDsSwW'.includes(next)) {
      this.#at += 2;
      return;
    }
    this.#at = this.#charEscape(this.#at);
  }

  /** An escape that stands for a character or a Unicode class, inside brackets or not. Returns the index after it. */
  #charEscape(start: number): number {
    const next = this.pattern[start + 1];
    if (next === undefined) {
      throw new Fault('trailing backslash at end of expression: ``');
    }
    const rest = this.pattern.slice(start);
    const known = /^\\(?:[1-7][0-7]{1,2}|0[0-7]{0,2}|x[0-9A-Fa-f]{2}|x\{0*[0-9A-Fa-f]{1,6}\}|[aftnrv])/.exec(rest);
    if (known) {
      const braced = /\{(.*)\}/.exec(known[0]);
      if (braced && parseInt(braced[1], 16) > 0x10ffff) {
        throw new Fault(`invalid escape sequence: \`${known[0]}\``);
      }
      return start + known[0].length;
    }
    if (next === 'p' || next === 'P') {
      const unicode = /^\\[pP](?:\{\^?([^}]*)\}|(.))/u.exec(rest);
      if (!unicode || !isUnicodeClass(unicode[1] ?? unicode[2])) {
        throw new Fault(`invalid character class range: \`${unicode?.[0] ?? rest}\``);
      }
      return start + unicode[0].length;
    }
    if (next.charCodeAt(0) < 0x80 && !/[0-9A-Za-z]/.test(next)) {
      return start + 2;
    }
    throw new Fault(`invalid escape sequence: \`\\${String.fromCodePoint(rest.codePointAt(1)!)}\``);
  }

  #characterClass(): void {
    const open = this.#at;
    let at = open + 1;
    if (this.pattern[at] === '^') {
      at++;
    }
    for (let first = true; first || this.pattern[at] !== ']'; first = false) {
      if (at >= this.pattern.length) {
        throw new Fault(`missing closing ]: \`${this.pattern.slice(open)}\``);
      }
      const posixEnd = this.pattern.startsWith('[:', at) ? this.#posixEnd(at + 2) : -1;
      if (posixEnd >= 0) {
        const name = this.pattern.slice(at + 2, posixEnd - 2);
        if (!POSIX_CLASSES.has(name.replace(/^\^/, ''))) {
          throw new Fault(`invalid character class range: \`${this.pattern.slice(at, posixEnd)}\``);
        }
        at = posixEnd;
        continue;
      }
      if (/^\\[dDsSwWpP]/.test(this.pattern.slice(at, at + 2))) {
        at = 'pP'.includes(this.pattern[at + 1]) ? this.#charEscape(at) : at + 2;
        continue;
      }
      at = this.#classRange(at, open);
    }
    this.#at = at + 1;
  }

  /** The index after the next `:]`, or -1 where there is none, which is known without looking. */
  #posixEnd(from: number): number {
    if (from > this.#lastPosix) {
      return -1;
    }
    return this.pattern.indexOf(':]', from) + 2;
  }

  #classRange(start: number, open: number): number {
    const low = this.#classChar(start, open);
    if (this.pattern[low.end] !== '-' || this.pattern[low.end + 1] === ']') {
      return low.end;
    }
    const high = this.#classChar(low.end + 1, open);
    if (high.code < low.code) {
      throw new Fault(`invalid character class range: \`${this.pattern.slice(start, high.end)}\``);
    }
    return high.end;
  }

  #classChar(start: number, open: number): { code: number; end: number } {
    const code = this.pattern.codePointAt(start);
    if (code === undefined) {
      throw new Fault(`missing closing ]: \`${this.pattern.slice(open)}\``);
    }
    if (this.pattern[start] !== '\\') {
      return { code, end: start + (code > 0xffff ? 2 : 1) };
    }
    const end = this.#charEscape(start);
    return { code: escapedCode(this.pattern.slice(start + 1, end)), end };
  }
}

const CONTROL = new Map([
  ['a', 7],
  ['f', 12],
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['v', 11],
]);

function escapedCode(escape: string): number {
  if (escape[0] === 'x') {
    return parseInt(escape.replace(/[x{}]/g, ''), 16);
  }
  if (/^[0-7]/.test(escape)) {
    return parseInt(escape, 8);
  }
  return CONTROL.get(escape) ?? escape.charCodeAt(0);
}

const unicodeClasses = new Map<string, boolean>();
/** Longer than any name of a script or a category. */
const LONGEST_CLASS = 60;

function isUnicodeClass(name: string): boolean {
  if (name.length > LONGEST_CLASS) {
    return false;
  }
  let known = unicodeClasses.get(name);
  if (known === undefined) {
    known = [name, `Script=${name}`].some((property) => {
      try {
        return new RegExp(`\\p{${property}}`, 'u') !== undefined;
      } catch {
        return false;
      }
    });
    if (known) {
      unicodeClasses.set(name, known);
    }
  }
  return known;
}
