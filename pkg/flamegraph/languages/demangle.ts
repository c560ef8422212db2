/**
 * A name as it was written in the source, of one as the linker knows it: of Rust in both of its ways, and of C++ where
 * no template, operator or abbreviation is in it (`_ZN4shop4Cart5totalEi` is `shop::Cart::total`). Any other name comes
 * back as it is.
 */
export function demangled(name: string): string {
  const [, symbol] = /^_?(_(?:ZN?|R).*)$/.exec(name) ?? [];
  if (symbol === undefined) {
    return name;
  }
  return (symbol.startsWith('_R') ? rust(symbol) : nested(symbol)) ?? name;
}

const CONSTRUCTOR = /^C[1-3]E/;
const DESTRUCTOR = /^D[0-2]E/;

/** Names behind their lengths, as C++ and Rust until its second way write them. */
function nested(symbol: string): string | undefined {
  const [start, isNested, standard] = /^_Z(N?)[rVK]*(St)?/.exec(symbol)!;
  const parts = standard ? ['std'] : [];
  let rest = symbol.slice(start.length);
  for (;;) {
    const [digits] = /^[1-9]\d*/.exec(rest) ?? [];
    if (digits === undefined) {
      break;
    }
    const end = digits.length + Number(digits);
    if (end > rest.length) {
      return undefined;
    }
    parts.push(rest.slice(digits.length, end));
    rest = rest.slice(end);
    if (!isNested) {
      // What follows are the types of the arguments, or of a template.
      return rest.startsWith('I') ? undefined : parts.map(cppPart).join('::');
    }
  }
  const last = parts.at(-1);
  if (last === undefined) {
    return undefined;
  }
  if (CONSTRUCTOR.test(rest)) {
    return [...parts, last].map(cppPart).join('::');
  }
  if (DESTRUCTOR.test(rest)) {
    return [...parts, `~${last}`].map(cppPart).join('::');
  }
  if (!rest.startsWith('E')) {
    return undefined;
  }
  return /^h[0-9a-f]{16}$/.test(last) && parts.length > 1 && /^E(?:\.|$)/.test(rest)
    ? parts.slice(0, -1).map(rustPart).join('::')
    : parts.map(cppPart).join('::');
}

function cppPart(part: string): string {
  return part.startsWith('_GLOBAL__N') ? '(anonymous namespace)' : part;
}

const ESCAPES: Partial<Record<string, string>> = {
  ...{ SP: '@', BP: '*', RF: '&', LT: '<', GT: '>', LP: '(', RP: ')', C: ',' },
};

function rustPart(part: string): string {
  return part
    .replace(/^_\$/, '$')
    .replace(/\.\.|\$(?:u([0-9a-f]{1,6})|([A-Z]+))\$/g, (whole, code?: string, escape?: string) => {
      if (whole === '..') {
        return '::';
      }
      const character = code === undefined ? ESCAPES[escape ?? ''] : characterOf(parseInt(code, 16));
      return character ?? whole;
    });
}

function characterOf(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function rust(symbol: string): string | undefined {
  try {
    return new RustName(symbol.slice(2)).read();
  } catch (error) {
    if (error instanceof Unreadable) {
      return undefined;
    }
    throw error;
  }
}

class Unreadable extends Error {}

const BASIC: Partial<Record<string, string>> = {
  ...{ a: 'i8', b: 'bool', c: 'char', d: 'f64', e: 'str', f: 'f32', h: 'u8', i: 'isize', j: 'usize', l: 'i32' },
  ...{ m: 'u32', n: 'i128', o: 'u128', s: 'i16', t: 'u16', u: '()', v: '...', x: 'i64', y: 'u64', z: '!', p: '_' },
};

/** A name may refer back to a part of itself, which could go on for ever. */
const MOST_STEPS = 2000;
const DEEPEST = 100;

/** Reads what Rust's RFC 2603 writes, without the numbers of crates. */
class RustName {
  private at = 0;
  private steps = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  read(): string {
    // A version would be a grammar of its own.
    if (/^\d/.test(this.text)) {
      throw new Unreadable();
    }
    return this.path(true);
  }

  private next(): string {
    if (this.at >= this.text.length || ++this.steps > MOST_STEPS) {
      throw new Unreadable();
    }
    return this.text[this.at++];
  }

  private eat(char: string): boolean {
    if (this.text[this.at] !== char) {
      return false;
    }
    this.at++;
    return true;
  }

  /** `inValue`: not within a type, where generics stand behind `::`. */
  private path(inValue: boolean): string {
    return this.nested(() => {
      const tag = this.next();
      switch (tag) {
        case 'C':
          return this.identifier().name;
        case 'M':
          this.implPath();
          return `<${this.type()}>`;
        case 'X': {
          this.implPath();
          const type = this.type();
          return `<${type} as ${this.path(false)}>`;
        }
        case 'Y': {
          const type = this.type();
          return `<${type} as ${this.path(false)}>`;
        }
        case 'N': {
          const namespace = this.next();
          const outer = this.path(inValue);
          const { name, number } = this.identifier();
          if (/[A-Z]/.test(namespace)) {
            const kind = namespace === 'C' ? 'closure' : namespace === 'S' ? 'shim' : namespace;
            return `${outer}::{${kind}${name && `:${name}`}#${number}}`;
          }
          return name === '' ? outer : `${outer}::${name}`;
        }
        case 'I': {
          const generic = this.path(inValue);
          return `${generic}${inValue ? '::' : ''}<${this.list(() => this.genericArgument()).join(', ')}>`;
        }
        case 'B':
          return this.back(() => this.path(inValue));
        default:
          throw new Unreadable();
      }
    });
  }

  private implPath(): void {
    this.disambiguator();
    this.path(false);
  }

  private identifier(): { name: string; number: number } {
    const number = this.disambiguator();
    return { name: this.plainIdentifier(), number };
  }

  private plainIdentifier(): string {
    const encoded = this.eat('u');
    const [digits] = /^(?:0|[1-9]\d*)/.exec(this.text.slice(this.at, this.at + 8)) ?? [];
    if (digits === undefined) {
      throw new Unreadable();
    }
    this.at += digits.length;
    this.eat('_');
    const name = this.text.slice(this.at, this.at + Number(digits));
    this.at += Number(digits);
    if (name.length < Number(digits)) {
      throw new Unreadable();
    }
    return encoded ? `punycode{${name}}` : name;
  }

  private disambiguator(): number {
    return this.eat('s') ? this.base62() + 1 : 0;
  }

  private base62(): number {
    if (this.eat('_')) {
      return 0;
    }
    let value = 0;
    for (let char = this.next(); char !== '_'; char = this.next()) {
      const digit = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(char);
      if (digit < 0) {
        throw new Unreadable();
      }
      value = value * 62 + digit;
    }
    return value + 1;
  }

  private list(one: () => string): string[] {
    const all: string[] = [];
    while (!this.eat('E')) {
      all.push(one());
    }
    return all;
  }

  private genericArgument(): string {
    return this.eat('L') ? this.lifetime() : this.eat('K') ? this.constant() : this.type();
  }

  private lifetime(): string {
    this.base62();
    return `'_`;
  }

  private type(): string {
    return this.nested(() => {
      const tag = this.next();
      const basic = BASIC[tag];
      if (basic !== undefined) {
        return basic;
      }
      switch (tag) {
        case 'A': {
          const type = this.type();
          return `[${type}; ${this.constant()}]`;
        }
        case 'S':
          return `[${this.type()}]`;
        case 'T': {
          const types = this.list(() => this.type());
          return `(${types.join(', ')}${types.length === 1 ? ',' : ''})`;
        }
        case 'R':
        case 'Q':
          if (this.eat('L')) {
            this.base62();
          }
          return `&${tag === 'Q' ? 'mut ' : ''}${this.type()}`;
        case 'P':
          return `*const ${this.type()}`;
        case 'O':
          return `*mut ${this.type()}`;
        case 'F':
          return this.functionType();
        case 'D': {
          const bounds = this.dynBounds();
          if (!this.eat('L')) {
            throw new Unreadable();
          }
          this.base62();
          return bounds;
        }
        case 'B':
          return this.back(() => this.type());
        default:
          this.at--;
          return this.path(false);
      }
    });
  }

  private functionType(): string {
    this.binder();
    const isUnsafe = this.eat('U');
    const abi = this.eat('K') ? (this.eat('C') ? 'C' : this.plainIdentifier().replaceAll('_', '-')) : '';
    const types = this.list(() => this.type());
    const result = this.type();
    return [
      isUnsafe && 'unsafe ',
      abi && `extern "${abi}" `,
      `fn(${types.join(', ')})`,
      result !== '()' && ` -> ${result}`,
    ]
      .filter(Boolean)
      .join('');
  }

  private dynBounds(): string {
    this.binder();
    return `dyn ${this.list(() => this.dynTrait()).join(' + ')}`;
  }

  private dynTrait(): string {
    const trait = this.path(false);
    const bindings: string[] = [];
    while (this.eat('p')) {
      const name = this.plainIdentifier();
      bindings.push(`${name} = ${this.type()}`);
    }
    if (bindings.length === 0) {
      return trait;
    }
    return trait.endsWith('>') ? `${trait.slice(0, -1)}, ${bindings.join(', ')}>` : `${trait}<${bindings.join(', ')}>`;
  }

  private binder(): void {
    if (this.eat('G')) {
      this.base62();
    }
  }

  private constant(): string {
    if (this.eat('p')) {
      return '_';
    }
    if (this.eat('B')) {
      return this.back(() => this.constant());
    }
    const kind = this.next();
    const [data, minus, hex] = /^(n?)([0-9a-f]*)_/.exec(this.text.slice(this.at)) ?? [];
    if (data === undefined || !/[abchijlmnostxy]/.test(kind)) {
      throw new Unreadable();
    }
    this.at += data.length;
    const value = BigInt(`0x${hex || '0'}`);
    switch (kind) {
      case 'b':
        return String(hex !== '' && !/^0*$/.test(hex));
      case 'c':
        return `'${characterOf(Number(value)) ?? ''}'`;
      default:
        return `${minus && '-'}${value}`;
    }
  }

  private back(read: () => string): string {
    const from = this.at - 1;
    const target = this.base62();
    if (target >= from) {
      throw new Unreadable();
    }
    const after = this.at;
    this.at = target;
    const text = read();
    this.at = after;
    return text;
  }

  private nested(read: () => string): string {
    if (++this.depth > DEEPEST) {
      throw new Unreadable();
    }
    const text = read();
    this.depth--;
    return text;
  }
}
