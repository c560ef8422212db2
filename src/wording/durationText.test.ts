import { durationText } from './durationText';

describe('durationText', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1500, '1 s 500 ms'],
    [86_400_000, '1 d'],
    [90_061_001, '1 d 1 h'],
    [-5, '0 ms'],
  ])('%d', (ms, expected) => expect(durationText(ms)).toBe(expected));
});
