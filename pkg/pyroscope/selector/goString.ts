/** What is wrong in a quoted string, and at which index of the text. */
export class StringFault extends Error {
  constructor(
    readonly position: number,
    message: string
  ) {
    super(message);
  }
}

const SIMPLE = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);
const NUMERIC = new Map([
  ['x', { digits: 2, base: 16 }],
  ['u', { digits: 4, base: 16 }],
  ['U', { digits: 8, base: 16 }],
]);
const OCTAL = { digits: 3, base: 8 };

/**
 * Reads the string of Go's syntax that starts at `start` of `text` with its quote: `"`, `'` or a backtick, between which
 * nothing is escaped. `end` is the index after the closing quote.
 *
 * Escapes of bytes (`\x`, octal) must make valid UTF-8: a text cannot hold anything else.
 */
export function readQuoted(text: string, start: number): { value: string; end: number } {
  const quote = text[start];
  if (quote === '`') {
    const close = text.indexOf('`', start + 1);
    if (close < 0) {
      throw new StringFault(start, 'unterminated raw string');
    }
    return { value: text.slice(start + 1, close), end: close + 1 };
  }
  let value = '';
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) {
      value += decodeBytes(bytes, start);
      bytes = [];
    }
  };
  for (let at = start + 1; ;) {
    const char = text[at];
    if (char === undefined || char === '\n') {
      throw new StringFault(start, 'unterminated quoted string');
    }
    if (char === quote) {
      flush();
      return { value, end: at + 1 };
    }
    if (char !== '\\') {
      flush();
      value += char;
      at++;
      continue;
    }
    const escape = readEscape(text, at, quote);
    at = escape.end;
    if (escape.byte !== undefined) {
      bytes.push(escape.byte);
    } else {
      flush();
      value += escape.text;
    }
  }
}

function readEscape(text: string, start: number, quote: string): { text?: string; byte?: number; end: number } {
  const kind = text[start + 1];
  if (kind === undefined) {
    throw new StringFault(start, 'escape sequence not terminated');
  }
  if (kind === quote) {
    return { text: quote, end: start + 2 };
  }
  const simple = SIMPLE.get(kind);
  if (simple !== undefined) {
    return { text: simple, end: start + 2 };
  }
  const octal = kind >= '0' && kind <= '7';
  const form = octal ? OCTAL : NUMERIC.get(kind);
  if (!form) {
    throw new StringFault(start, `unknown escape sequence \\${kind}`);
  }
  const first = octal ? start + 1 : start + 2;
  const digits = text.slice(first, first + form.digits);
  const pattern = form.base === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/;
  if (digits.length < form.digits || !pattern.test(digits)) {
    throw new StringFault(start, 'illegal character in escape sequence');
  }
  const code = parseInt(digits, form.base);
  const isByte = octal || kind === 'x';
  if (code > (isByte ? 0xff : 0x10ffff) || (code >= 0xd800 && code < 0xe000)) {
    throw new StringFault(start, 'escape sequence is an invalid Unicode code point');
  }
  const end = first + form.digits;
  return isByte ? { byte: code, end } : { text: String.fromCodePoint(code), end };
}

function decodeBytes(bytes: number[], position: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    throw new StringFault(position, 'invalid UTF-8');
  }
}

const NAMED = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** In double quotes, as Go would print it. */
export function quote(value: string): string {
  const escaped = value.replace(/[\\"\u0000-\u001f\u007f]/g, (char) => {
    return NAMED.get(char) ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${escaped}"`;
}
