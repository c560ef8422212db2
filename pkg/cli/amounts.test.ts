import { amountText, shareText, signed } from './amounts';

it.each([
  [21_440_000_000, 'nanoseconds', '21.4 s'],
  [59_999_999_999, 'nanoseconds', '60 s'],
  [4_350_000, 'nanoseconds', '4.35 ms'],
  [-10_000_000, 'nanoseconds', '-10 ms'],
  [0, 'nanoseconds', '0 ns'],
  [1536, 'bytes', '1.5 KiB'],
  [3, 'seconds', '3 s'],
  [1234, 'count', '1.23 k'],
  [12, 'count', '12'],
  [5, 'widgets', '5 widgets'],
])('writes %d %s', (value, unit, text) => expect(amountText(value, unit)).toBe(text));

it('writes shares and changes', () => {
  expect(shareText(1, 3)).toBe('33.3 %');
  expect(shareText(0, 0)).toBe('–');
  expect(signed('5 %', 5)).toBe('+5 %');
  expect(signed('-5 %', -5)).toBe('-5 %');
});
