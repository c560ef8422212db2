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

describe('a state', () => {
  const bytes = { config: { unit: 'bytes' } };
  const MIB = 2 ** 20;

  it('is the mean of its snapshots, in every form', () => {
    const of = createValueFormat(bytes, { isState: true, snapshots: 118.5, whole: 118.5 * 180 * MIB });
    expect(of.text(118.5 * 90 * MIB)).toBe('90 MiB');
    expect(of.exact(118.5 * 90 * MIB)).toBe('94,371,840 B');
    expect(of.exact(100)).toBe('0.844 B');
    expect(of.share(118.5 * 90 * MIB, 118.5 * 180 * MIB)).toBe('50 %');
  });

  it.each([undefined, 0, NaN])('is said in shares of a sum where there are %p snapshots', (snapshots) => {
    const of = createValueFormat(bytes, { isState: true, snapshots, whole: 200 * MIB });
    expect(of.text(50 * MIB)).toBe('25 %');
    expect(of.exact(50 * MIB)).toBe('52,428,800 B, the sum of all snapshots in the range');
    expect(of.sum(50 * MIB)).toBe('50 MiB');
  });

  it('is what the frame says it is, and nothing else is divided', () => {
    const of = createValueFormat(bytes, { snapshots: 7, whole: 1 });
    expect(of.text(7 * MIB)).toBe('7 MiB');
  });
});
