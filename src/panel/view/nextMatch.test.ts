import { NONE } from '../../../pkg/calltree/tree';
import { nextMatch } from './nextMatch';

const matches = Uint32Array.of(2, 5, 9);

it.each([
  [NONE, 1, 2],
  [NONE, -1, 9],
  [2, 1, 5],
  [5, -1, 2],
  [3, 1, 5],
  [3, -1, 2],
  [9, 1, 2],
  [2, -1, 9],
  [10, 1, 2],
] as const)('goes from %i by %i to %i', (selected, direction, next) => {
  expect(nextMatch(matches, selected, direction)).toBe(next);
});

it('goes nowhere without a match', () => {
  expect(nextMatch(new Uint32Array(0), 3, 1)).toBe(NONE);
});
