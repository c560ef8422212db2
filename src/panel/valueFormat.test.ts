import { createValueFormat } from './valueFormat';

const format = (unit?: string, decimals?: number) => createValueFormat({ config: { unit, decimals } });

it.each([
  ['ns', 36_510_000_000, '36.5 s'],
  ['ns', 8_800_000_000, '8.80 s'],
  ['ns', 20_000_000, '20 ms'],
  ['ns', 0, '0 ns'],
  ['bytes', 1_600, '1.56 KiB'],
  ['bytes', 25_165_824, '24 MiB'],
  ['us', 36_510_000, '36.5 s'],
  ['nanoseconds', 20_000_000, '20 ms'],
  ['kB', 24_576, '24 MiB'],
  ['samples', 3_650, '3.65 K'],
  ['short', 3_650, '3.65 K'],
  ['short', 12, '12'],
  [undefined, 1_234_567, '1.23 Mil'],
])('writes %s %d with three significant digits', (unit, value, expected) => {
  expect(format(unit).text(value)).toBe(expected);
});

it('takes the decimals of the panel settings', () => {
  expect(format('ns', 1).text(8_800_000_000)).toBe('8.8 s');
});

it('gives the value as it was sent', () => {
  expect(format('ns').exact(36_510_000_000)).toBe('36,510,000,000 ns');
  expect(format('KiB').exact(1_600)).toBe('1,600 KiB');
  expect(format('short').exact(3_650)).toBe('3,650');
});

it.each([
  [1, 3, '33.3 %'],
  [1, 1, '100 %'],
  [0, 5, '0 %'],
  [1, 1e9, '< 0.001 %'],
  [12, 100_000, '0.012 %'],
  [5, 0, '0 %'],
])('writes %d of %d as a share', (part, whole, expected) => {
  expect(format().share(part, whole)).toBe(expected);
});
