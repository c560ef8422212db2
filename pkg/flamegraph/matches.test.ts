import { matchFrom, matchWithin } from './matches';

it('finds matches among a range of nodes', () => {
  const matches = Uint32Array.of(3, 4, 9);
  expect(matchFrom(matches, 4)).toBe(1);
  expect(matchFrom(matches, 10)).toBe(3);
  expect(matchWithin(matches, 5, 9)).toBe(false);
  expect(matchWithin(matches, 5, 10)).toBe(true);
});
