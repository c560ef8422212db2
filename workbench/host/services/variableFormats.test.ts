import { formatValue } from './variableFormats';

const several = ['a.b', 'c"d'];

it.each([
  [undefined, '{a.b,c"d}'],
  ['regex', '(a\\.b|c"d)'],
  ['pipe', 'a.b|c"d'],
  ['csv', 'a.b,c"d'],
  ['json', '["a.b","c\\"d"]'],
  ['doublequote', '"a.b","c\\"d"'],
  ['percentencode', '%7Ba.b%2Cc%22d%7D'],
  ['text', 'a.b + c"d'],
])('writes several values as %s', (format, text) => {
  expect(formatValue(several, format, several)).toBe(text);
});

it('writes one value without braces', () => {
  expect(formatValue(['a.b'], undefined, ['a.b'])).toBe('a.b');
  expect(formatValue(['a.b'], 'regex', ['a.b'])).toBe('a\\.b');
  expect(formatValue('a/b', 'regex', 'a/b')).toBe('a\\/b');
  expect(formatValue({ x: 1 }, undefined, '')).toBe('{"x":1}');
});
