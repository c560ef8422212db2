import fc from 'fast-check';
import { shownName } from './shownName';

const shown = (name: string) => shownName(name, '(no name)');

it.each([
  ['', '(no name)'],
  [' ', '[U+0020]'],
  ['   ', '[U+0020×3]'],
  ['\t\n', '[U+0009][U+000A]'],
  ['\0', '[U+0000]'],
  ['evil\u202elive', 'evil[U+202E]live'],
  ['\u2066a\u2069', '[U+2066]a[U+2069]'],
  ['a\u200bb', 'a[U+200B]b'],
  ['\u200b'.repeat(10_000), '[U+200B×10000]'],
  ['a\ud800b', 'a[U+D800]b'],
  ['\udc00', '[U+DC00]'],
  ['a\ufe0f', 'a[U+FE0F]'],
  ['a\u{e0100}', 'a[U+E0100]'],
  ['tag\u{e0041}', 'tag[U+E0041]'],
  ['a\u00a0b', 'a[U+00A0]b'],
  ['\u3164', '[U+3164]'],
  ['\u2800', '[U+2800]'],
  ['soft\u00adhyphen', 'soft[U+00AD]hyphen'],
  ['line\u2028end', 'line[U+2028]end'],
  ['run ', 'run[U+0020]'],
  [' run', '[U+0020]run'],
  ['\u0085', '[U+0085]'],
])('shows %j as %s', (name, expected) => {
  expect(shown(name)).toBe(expected);
});

it.each([
  'runtime.mallocgc',
  'a b',
  'void f(int, char)',
  '名前',
  'שלום',
  'مرحبا',
  '<b>bold</b>',
  '❤️',
  '👩‍💻.run',
  '👨🏽‍🚀',
  'é',
  'e\u0301',
])('leaves %s as it is', (name) => {
  expect(shown(name)).toBe(name);
});

it('takes no longer for a long name', () => {
  expect(shown(`a${' '.repeat(300_000)}b`)).toHaveLength(300_002);
  expect(shown(`a\t${'b'.repeat(300_000)}`)).toHaveLength(300_009);
});

it('never shows a blank, and never the same for two names', () => {
  const unseen = fc.constantFrom('', ' ', '\t', '\0', '\u202e', '\u200b', '\ufe0f', '\ud800', '\u00a0', 'a', 'b', '名');
  const name = fc.array(unseen, { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(shown(one)).toMatch(/^\S(?:.*\S)?$/u);
      expect(shown(one)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\ufe0f\u00a0]/u);
      expect(shown(one) === shown(other)).toBe(one === other);
    })
  );
});
