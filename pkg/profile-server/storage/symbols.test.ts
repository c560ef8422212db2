import { Symbols } from './symbols';

function withStacks(symbols: Symbols, stacks: string[][]): number[] {
  return stacks.map((names) =>
    names.reduce((stack, name) => {
      const [fn, line] = name.split(':');
      return symbols.stack(stack, symbols.frame(symbols.function(fn, 'file', 0), Number(line ?? 0), ''));
    }, 0)
  );
}

const STACKS = [['a', 'b:1'], ['a', 'b:2'], ['a', 'b:1', 'c'], ['b'], []];

it('numbers a stack once, and draws stacks that differ in lines as one path', () => {
  const symbols = new Symbols();
  const numbers = withStacks(symbols, STACKS);
  expect(new Set(numbers).size).toBe(STACKS.length);
  expect(withStacks(symbols, STACKS)).toEqual(numbers);
  const paths = numbers.map((stack) => symbols.stackPaths[stack]);
  expect(paths[0]).toBe(paths[1]);
  expect(paths[0]).toBe(symbols.findPath(['a', 'b']));
  expect(symbols.findPath(['a', 'b', 'c'])).toBe(paths[2]);
  expect(symbols.findPath(['c'])).toBeUndefined();
  expect(symbols.findPath([])).toBe(0);
});

it('comes back the same from rows taken at different times', () => {
  const symbols = new Symbols();
  const copy = new Symbols();
  const first = symbols.counts;
  withStacks(symbols, STACKS.slice(0, 2));
  const rows = symbols.rowsSince(first);
  const second = symbols.counts;
  const numbers = withStacks(symbols, STACKS);
  copy.append(rows);
  copy.append(symbols.rowsSince(second));
  expect(copy.counts).toEqual(symbols.counts);
  expect(withStacks(copy, STACKS)).toEqual(numbers);
  expect(copy.counts).toEqual(symbols.counts);
  expect([...copy.stackPaths]).toEqual([...symbols.stackPaths]);
});

it('holds as many rows as come', () => {
  const symbols = new Symbols();
  const names = Array.from({ length: 20_000 }, (_, i) => [`f${i % 500}`, `g${i}`]);
  const numbers = withStacks(symbols, names);
  expect(new Set(numbers).size).toBe(20_000);
  expect(withStacks(symbols, names)).toEqual(numbers);
  expect(symbols.pathCount).toBe(1 + 500 + 20_000);
});
