import { compileSearch } from './search';

const names = [
  'std::map<int, char>::at',
  'JSONDecoder.decode',
  'decode',
  'a.*b',
  'read(int)',
  'net/http.(*conn).serve',
];
const found = async (text: string, regex = false) => {
  const { test, error } = await compileSearch({ text, regex });
  return test ? names.filter(test) : error;
};

it('looks for text whatever the case, and takes commas and stars as they are', async () => {
  expect(await found('DECODE')).toEqual(['JSONDecoder.decode', 'decode']);
  expect(await found('map<int, char>')).toEqual(['std::map<int, char>::at']);
  expect(await found('.*')).toEqual(['a.*b']);
  expect(await found('read(')).toEqual(['read(int)']);
});

it('looks for a regular expression only when asked to', async () => {
  expect(await found('^decode$|^read', true)).toEqual(['decode', 'read(int)']);
});

it('finds less, never more, with every further character', async () => {
  for (const name of names) {
    for (let length = 2; length <= name.length; length++) {
      const wider = await found(name.slice(0, length - 1));
      expect(wider).toEqual(expect.arrayContaining((await found(name.slice(0, length))) as string[]));
    }
  }
});

it.each([
  [String.raw`std\:\:map\<int\, char\>`, ['std::map<int, char>::at']],
  [String.raw`a\.\*b`, ['a.*b']],
  ['(?i)jsondecoder', ['JSONDecoder.decode']],
  ['(?-i)jsondecoder', []],
  ['JSONDECODER', ['JSONDecoder.decode']],
  [String.raw`\Qread(int)\E`, ['read(int)']],
  [String.raw`^net\/http\.\(\*conn\)\.`, ['net/http.(*conn).serve']],
  ['(?P<kind>serve)$', ['net/http.(*conn).serve']],
  ['[[:upper:]]{4}Decoder', ['JSONDecoder.decode']],
  [String.raw`\pN|\z^`, []],
])('takes patterns as RE2 writes them: %s', async (pattern, expected) => {
  expect(await found(pattern, true)).toEqual(expected);
});

it.each([
  ['read(', 'Invalid regular expression: missing closing )'],
  ['[z-a]', 'Invalid regular expression: invalid character class range: z-a'],
  ['a**', 'Invalid regular expression: invalid nested repetition operator: **'],
  ['(?=x)', 'Invalid regular expression: invalid or unsupported Perl syntax: (?='],
  [String.raw`(a)\1`, String.raw`Invalid regular expression: invalid escape sequence: \1`],
])('says what is wrong with a pattern instead of searching for something else: %s', async (pattern, sentence) => {
  expect(await found(pattern, true)).toBe(sentence);
});
