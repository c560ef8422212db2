import fc from 'fast-check';
import { parseCheckedSelector } from './checkedSelector';
import { escapeRegex, parseSelector, printSelector, type Matcher } from './selector';
import { errorOf } from '../recordings.testing';

const m = (name: string, op: Matcher['op'], value: string): Matcher => ({ name, op, value });

describe('parseSelector', () => {
  it.each<[string, Matcher[]]>([
    ['{}', []],
    ['  {  }  ', []],
    ['{a="b"}', [m('a', '=', 'b')]],
    ['{a!="b"}', [m('a', '!=', 'b')]],
    ['{a=~"b.*"}', [m('a', '=~', 'b.*')]],
    ['{a!~"b|c"}', [m('a', '!~', 'b|c')]],
    ['{a=""}', [m('a', '=', '')]],
    ['{a="b",c="d"}', [m('a', '=', 'b'), m('c', '=', 'd')]],
    ['{a="b", c="d",}', [m('a', '=', 'b'), m('c', '=', 'd')]],
    ['{ a = "b" , c =~ "d" }', [m('a', '=', 'b'), m('c', '=~', 'd')]],
    ['{\n\ta="b",\r\n\tc="d"\n}', [m('a', '=', 'b'), m('c', '=', 'd')]],
    ['{a="b",a!="c"}', [m('a', '=', 'b'), m('a', '!=', 'c')]],
    ['{_a1="b"}', [m('_a1', '=', 'b')]],
    ['{__profile_type__="a:b:c:d:e"}', [m('__profile_type__', '=', 'a:b:c:d:e')]],
    ["{a='b'}", [m('a', '=', 'b')]],
    ['{a=\'say "b"\'}', [m('a', '=', 'say "b"')]],
    ['{a="it\'s"}', [m('a', '=', "it's")]],
    ["{a='it\\'s'}", [m('a', '=', "it's")]],
    ['{a=`b\\n`}', [m('a', '=', 'b\\n')]],
    ['{a=`b\n"\'`}', [m('a', '=', 'b\n"\'')]],
    ['{a="\\"b\\""}', [m('a', '=', '"b"')]],
    ['{a="b\\\\c"}', [m('a', '=', 'b\\c')]],
    ['{a="\\a\\b\\f\\n\\r\\t\\v"}', [m('a', '=', '\x07\b\f\n\r\t\v')]],
    ['{a="\\x41"}', [m('a', '=', 'A')]],
    ['{a="\\xc3\\xa9"}', [m('a', '=', 'é')]],
    ['{a="\\303\\251"}', [m('a', '=', 'é')]],
    ['{a="\\101"}', [m('a', '=', 'A')]],
    ['{a="\\u00e9"}', [m('a', '=', 'é')]],
    ['{a="\\U0001F600"}', [m('a', '=', '😀')]],
    ['{a="日本 é 😀"}', [m('a', '=', '日本 é 😀')]],
    ['{a="}"}', [m('a', '=', '}')]],
    ['{a="{x}"}', [m('a', '=', '{x}')]],
    ['{a="#b"}', [m('a', '=', '#b')]],
    ['{a="b,c=d"}', [m('a', '=', 'b,c=d')]],
    ['{a="b\tc"}', [m('a', '=', 'b\tc')]],
    ['{a="b" # the first\n, c="d" # } "\n}', [m('a', '=', 'b'), m('c', '=', 'd')]],
    ['# before\n{a="b"} # after', [m('a', '=', 'b')]],
    ['{a="b" # ends at a carriage return\r}', [m('a', '=', 'b')]],
    ['{"otel.scope.name"="x"}', [m('otel.scope.name', '=', 'x')]],
    [
      '{"process.runtime.name"=~"go|jvm",region="eu"}',
      [m('process.runtime.name', '=~', 'go|jvm'), m('region', '=', 'eu')],
    ],
    ["{'with space'!=`x`}", [m('with space', '!=', 'x')]],
    ['{"größe"="x"}', [m('größe', '=', 'x')]],
    ['{"a\\"b"="x"}', [m('a"b', '=', 'x')]],
    ['{""="x"}', [m('', '=', 'x')]],
    ['{"process_cpu"}', [m('__name__', '=', 'process_cpu')]],
    ['{"process.cpu",a="b"}', [m('__name__', '=', 'process.cpu'), m('a', '=', 'b')]],
    ['{a="b","process_cpu",}', [m('a', '=', 'b'), m('__name__', '=', 'process_cpu')]],
    ['process_cpu', [m('__name__', '=', 'process_cpu')]],
    ['process_cpu{a="b"}', [m('a', '=', 'b'), m('__name__', '=', 'process_cpu')]],
    ['a:b {}', [m('__name__', '=', 'a:b')]],
    ['{a=~""}', [m('a', '=~', '')]],
    ['{a=~"(?i)x[[:alpha:]]+\\\\.y{2,3}"}', [m('a', '=~', '(?i)x[[:alpha:]]+\\.y{2,3}')]],
    ['{a=~"^(a|b)$"}', [m('a', '=~', '^(a|b)$')]],
    ['{a="("}', [m('a', '=', '(')]],
    ['{a=~"\\\\("}', [m('a', '=~', '\\(')]],
  ])('reads %j', (text, matchers) => {
    expect(parseSelector(text).matchers).toEqual(matchers);
  });

  it.each<[string, number, string]>([
    ['', 0, 'unexpected end of input'],
    ['   ', 3, 'unexpected end of input'],
    ['{', 1, 'unexpected end of input inside braces'],
    ['{a', 2, 'unexpected end of input inside braces'],
    ['{a=', 3, 'unexpected end of input inside braces'],
    ['{a="b"', 6, 'unexpected end of input inside braces'],
    ['{a="b",', 7, 'unexpected end of input inside braces'],
    ['{service_name="api-gateway"', 27, 'unexpected end of input inside braces'],
    ['{"a"', 4, 'unexpected end of input inside braces'],
    ['}', 0, 'unexpected "}"'],
    ['{}}', 2, 'unexpected "}"'],
    ['{} x', 3, 'unexpected "x"'],
    ['{}{}', 2, 'unexpected "{"'],
    ['{{}}', 1, 'unexpected "{"'],
    ['{,}', 1, 'unexpected ","'],
    ['{a="b",,}', 7, 'unexpected ","'],
    ['{a="b" c="d"}', 7, 'unexpected "c" in label matching, expected "," or "}"'],
    ['{a}', 2, 'unexpected "}" in label matching, expected label matching operator'],
    ['{a:"b"}', 2, 'unexpected ":"'],
    ['{a=="b"}', 3, 'unexpected "=" in label matching, expected string'],
    ['{a~"b"}', 2, 'unexpected "~"'],
    ['{a!"b"}', 2, 'unexpected "!"'],
    ['{a>"b"}', 2, 'unexpected ">"'],
    ['{service_name=}', 14, 'unexpected "}" in label matching, expected string'],
    ['{a=b}', 3, 'unexpected "b" in label matching, expected string'],
    ['{a=1}', 3, 'unexpected "1" in label matching, expected string'],
    ['{1a="b"}', 1, 'unexpected "1"'],
    ['{a.b="c"}', 2, 'unexpected "."'],
    ['{é="b"}', 1, 'unexpected "é"'],
    ['{a="日", 日="c"}', 8, 'unexpected "日"'],
    ['service_name="api-gateway"', 12, 'unexpected "="'],
    ['{a="b}', 3, 'unterminated quoted string'],
    ['{a="b\n"}', 3, 'unterminated quoted string'],
    ['{a=\'b"}', 3, 'unterminated quoted string'],
    ['{a=`b}', 3, 'unterminated raw string'],
    ['{a="\\', 4, 'escape sequence not terminated'],
    ['{a="\\q"}', 4, 'unknown escape sequence \\q'],
    ['{a="\\\'"}', 4, "unknown escape sequence \\'"],
    ['{a="\\d+"}', 4, 'unknown escape sequence \\d'],
    ['{a="\\x4"}', 4, 'illegal character in escape sequence'],
    ['{a="\\u00g0"}', 4, 'illegal character in escape sequence'],
    ['{a="\\18"}', 4, 'illegal character in escape sequence'],
    ['{a="\\400"}', 4, 'escape sequence is an invalid Unicode code point'],
    ['{a="\\ud800"}', 4, 'escape sequence is an invalid Unicode code point'],
    ['{a="\\U00110000"}', 4, 'escape sequence is an invalid Unicode code point'],
    ['{a="\\xff"}', 3, 'invalid UTF-8'],
    ['{a="\ud800"}', 4, 'invalid UTF-8'],
    ['{service_name=~"("}', 1, 'error parsing regexp: missing closing ): `(`'],
    ['{a="b",c!~"*"}', 7, 'error parsing regexp: missing argument to repetition operator: `*`'],
    ['{a=~"(?=b)"}', 1, 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
    ['{a=~"(b)\\\\1"}', 1, 'error parsing regexp: invalid escape sequence: `\\1`'],
  ])('refuses %j', (text, position, reason) => {
    const { code, params } = errorOf(() => parseCheckedSelector(text));
    expect(code).toBe('bad-selector');
    expect(params.position).toBe(position);
    expect(params.message).toContain(reason);
  });

  it('only ever gives matchers or a bad-selector error inside the text', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      ',',
      '=',
      '=~',
      '!',
      '"',
      "'",
      '`',
      '\\',
      'a',
      '1',
      ' ',
      '\n',
      '#',
      'é',
      '"x"',
      '('
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        try {
          parseCheckedSelector(text);
        } catch {
          const { code, params } = errorOf(() => parseCheckedSelector(text));
          expect(code).toBe('bad-selector');
          expect(params.position).toBeGreaterThanOrEqual(0);
          expect(params.position).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 }
    );
  });
});

describe('printSelector', () => {
  it.each<[Matcher[], string]>([
    [[], '{}'],
    [[m('a', '=', 'b'), m('c', '!~', 'd')], '{a="b", c!~"d"}'],
    [[m('otel.scope.name', '=', 'x')], '{"otel.scope.name"="x"}'],
    [[m('a', '=', 'say "b" \\ \n\t\x01')], '{a="say \\"b\\" \\\\ \\n\\t\\x01"}'],
    [[m('a', '=', "it's `é`")], '{a="it\'s `é`"}'],
    [[m('__name__', '=', 'x')], '{__name__="x"}'],
  ])('prints %j', (matchers, text) => {
    expect(printSelector(matchers)).toBe(text);
  });

  it('is read back as what it was made of', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 12 }));
    const literal = fc.record({ name: text, op: fc.constantFrom('=' as const, '!=' as const), value: text });
    const pattern = fc.record({
      name: text,
      op: fc.constantFrom('=~' as const, '!~' as const),
      value: text.map(escapeRegex),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(literal, pattern), { maxLength: 4 }), (matchers) => {
        expect(parseSelector(printSelector(matchers)).matchers).toEqual(matchers);
      })
    );
  });
});

describe('escapeRegex', () => {
  it('matches the text it was given and nothing else', () => {
    expect(escapeRegex('a.b*c|(d)[e]{f}^$+?\\-/')).toBe('a\\.b\\*c\\|\\(d\\)\\[e\\]\\{f\\}\\^\\$\\+\\?\\\\-/');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (value, other) => {
        const pattern = new RegExp(`^(?:${escapeRegex(value)})$`, 's');
        expect(pattern.test(value)).toBe(true);
        expect(pattern.test(other)).toBe(other === value);
      })
    );
  });
});
