import { readFileSync } from 'fs';
import { join } from 'path';
import { columns, fitLabel } from './labels';
import { originOf } from '../origin';

/** Names as profilers of ten languages, of native code and of the kernel write them. */
const [head, ...rows] = readFileSync(join(__dirname, '../testdata/names.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));
const widths = head.slice(4).map(Number);

it('has names of ten languages', () => {
  expect(new Set(rows.map(([language]) => language)).size).toBeGreaterThanOrEqual(10);
  expect(rows.length).toBeGreaterThanOrEqual(100);
});

it.each(rows)('%s: %s is of package %s', (_, name, expected, ownership) => {
  expect(originOf(name)).toEqual({ package: expected, ownership });
});

it.each(rows)('%s: %s is shortened by its parts', (_language, name, _package, _ownership, ...forms) => {
  expect(widths.map((width) => fitLabel(name, width))).toEqual(forms);
  expect(forms.every((form, at) => columns(form) <= widths[at])).toBe(true);
});

it.each([
  ['com/shop/Cart$$Lambda$14/0x0000000800c8a440.apply', 'com/shop/Cart$$Lambda$92/0x0000000801d1b218.apply'],
  ['Shop$$Lambda/0x00007f8a1c0b3c00.run', 'Shop$$Lambda/0x00007fc515385800.run'],
  ['Shop$$Lambda+0x00007f8a1c0b3c00.run', 'Shop$$Lambda+0x00007fc515385800.run'],
  ['shopd+0x1f4a0', 'shopd+0x2a0'],
])('tells %s and %s of two starts to be of one package', (one, other) => {
  expect(originOf(one)).toEqual(originOf(other));
});

it('does not take long over a name of any shape', () => {
  const parts = [
    ':',
    '/a',
    'a.',
    '<',
    'a::',
    '(',
    'a/b.c:d(',
    '.so',
    '0x',
    'a ',
    '$$Lambda',
    'a@v1.',
    ')x',
    '> ',
    '\\a',
  ];
  for (const part of parts) {
    const name = part.repeat(10_000 / part.length);
    originOf(name);
    originOf('x', name);
    // Anything quadratic would take longer than a test may.
    expect(columns(fitLabel(name, 30))).toBeLessThanOrEqual(30);
  }
});
