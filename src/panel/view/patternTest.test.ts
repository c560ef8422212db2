import fc from 'fast-check';
import { RE2JS } from 're2js';
import { patternTest } from './patternTest';

/** Letters that are others in another case, or in none of ASCII: a long s, a Kelvin sign, dotted and dotless i. */
const LETTERS = [
  'a',
  'K',
  's',
  'i',
  'ſ',
  '\u212a',
  'İ',
  'ı',
  'ß',
  'é',
  '🙂',
  '\n',
  '\r',
  '\u2028',
  '.',
  '\\',
  '|',
  '/',
  '_',
];
const PARTS = [
  'a',
  'k',
  'S',
  'I',
  'ß',
  'é',
  '_',
  ' ',
  '/',
  '-',
  '.',
  '|',
  '^',
  '$',
  '\\.',
  '\\\\',
  '\\|',
  '\\/',
  '\\(',
  '*',
  '(',
  ')',
];

it('finds what RE2 finds', () => {
  const names = fc.array(fc.constantFrom(...LETTERS), { maxLength: 6 }).map((parts) => parts.join(''));
  const patterns = fc.array(fc.constantFrom(...PARTS), { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(patterns, fc.array(names, { maxLength: 20 }), (pattern, all) => {
      const found = patternTest(pattern);
      const exact = 'test' in found && RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
      expect('test' in found ? all.filter(found.test) : []).toEqual(
        exact ? all.filter((name) => exact.test(name)) : []
      );
    }),
    { numRuns: 2000 }
  );
});
