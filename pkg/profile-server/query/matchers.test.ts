import { compileSelector } from './matchers';

const series = (value: string) => [{ name: 'service_name', value }];
const plain = (fault: string) => fault;

test.each([
  ['order-.*', 'order-service', true],
  ['order', 'order-service', false],
  ['(?i)ORDER-service', 'order-service', true],
  ['order(?i:-SERVICE)', 'order-service', true],
  ['[[:alpha:]]+', 'order', true],
  ['\\\\pL+', 'größe', true],
  ['\\\\Qa.b\\\\E', 'a.b', true],
  ['\\\\Qa.b\\\\E', 'axb', false],
  ['a.b', 'a\nb', true],
  ['.', '😀', true],
  ['(?P<name>a)b', 'ab', true],
  ['a|b', 'xb', false],
])('%s as a pattern for the whole of %j: %s', (pattern, value, matches) => {
  expect(compileSelector(`{service_name=~"${pattern}"}`, plain)(series(value))).toBe(matches);
  expect(compileSelector(`{service_name!~"${pattern}"}`, plain)(series(value))).toBe(!matches);
});

test('a pattern that would take a backtracking matcher for ever', () => {
  expect(compileSelector('{service_name=~"(a+)+c"}', plain)(series('a'.repeat(5000)))).toBe(false);
});

it('takes no longer than it should for many [: without an end', () => {
  const pattern = `[${'[:'.repeat(50_000)}x]`;
  const started = performance.now();
  const test = compileSelector(`{a=~${JSON.stringify(pattern)}}`, (fault) => fault);
  const values = [':', '[', 'x', 'y', '\\'];
  expect(values.map((value) => test([{ name: 'a', value }]))).toEqual([true, true, true, false, false]);
  // Where each is looked for to the end of the pattern, it is two minutes.
  expect(performance.now() - started).toBeLessThan(5000);
});

it.each([
  ['[[:alpha:][:x]+', ['a', ':', '['], ['1', '\\']],
  ['\\Q[:\\E', ['[:'], ['[\\:', ':']],
  ['\\[:', ['[:'], ['[\\:']],
  ['[:-<]', [':', ';', '<'], ['-', '\\']],
])('means by %s what it says', (pattern, matching, others) => {
  const test = compileSelector(`{a=~${JSON.stringify(pattern)}}`, (fault) => fault);
  expect([...matching, ...others].filter((value) => test([{ name: 'a', value }]))).toEqual(matching);
});
