import fc from 'fast-check';
import { parseSelector, printSelector, type MatchOperator } from '../../../../pkg/pyroscope/selector/selector';
import { literalOf, patternFor, splitAlternatives, valueForOperator } from './alternatives';
import { newRow, onlyAsCode, rowsOf, selectorOf, serviceRow } from './builderRows';
import { OPERATORS } from './operators';

const matcher = fc.record({
  name: fc.oneof(
    fc.constantFrom('service_name', 'pod', 'otel.scope.name', 'ключ'),
    fc.string({ minLength: 1, unit: 'grapheme' })
  ),
  op: fc.constantFrom<MatchOperator>('=', '!='),
  value: fc.string({ unit: 'grapheme' }),
});

it('shows any selector as rows, and writes the same matchers', () => {
  fc.assert(
    fc.property(fc.array(matcher), (matchers) => {
      const selector = printSelector(matchers);
      expect(onlyAsCode(selector)).toBeUndefined();
      expect(parseSelector(selectorOf(rowsOf(selector))).matchers).toEqual(matchers);
    })
  );
});

it('keeps rows in the making, and the ids of those that are shown', () => {
  const before = rowsOf('{a="1", b="2"}');
  const made = { ...newRow(before), name: 'c' };
  const after = rowsOf('{b="3"}', [...before, made]);
  expect(after).toEqual([{ id: before[1].id, name: 'b', op: '=', value: '3' }, made]);
  expect(selectorOf(after)).toBe('{b="3"}');
});

it('takes the first service that is asked for by name as the picked one', () => {
  expect(serviceRow(rowsOf('{service_name=~"a", service_name="b", service_name="c"}'))?.value).toBe('b');
  expect(serviceRow(rowsOf('{service_name!="a"}'))).toBeUndefined();
});

it.each([
  ['a|b', ['a', 'b']],
  ['a(b|c)|d', ['a(b|c)', 'd']],
  ['[|]|x', ['[|]', 'x']],
  [String.raw`a\|b|c`, [String.raw`a\|b`, 'c']],
  ['', ['']],
  ['a||b', ['a', '', 'b']],
])('splits %s', (pattern, parts) => {
  expect(splitAlternatives(pattern)).toEqual(parts);
  expect(parts.join('|')).toBe(pattern);
});

it('reads back what it escaped', () => {
  fc.assert(fc.property(fc.string(), (text) => literalOf(patternFor(text)) === text || text.includes('$')));
});

it.each(OPERATORS)('leaves a plain value as it is under %s', (op) => {
  expect(valueForOperator('a-b', '=', op)).toBe('a-b');
  expect(valueForOperator('a-b', '=~', op)).toBe('a-b');
});
