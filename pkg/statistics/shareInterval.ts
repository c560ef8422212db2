/** The 97.5 % quantile of the normal distribution. */
const Z = 1.959964;

/**
 * The shares of which `count` samples out of `of` would be no surprise: the 95 % score interval of Wilson (1927), which
 * holds for few samples too. `of` is above 0, `count` from 0 to `of`; neither has to be whole. Samples that come in
 * bursts are less sure than this says.
 */
export function shareInterval(count: number, of: number): [low: number, high: number] {
  const share = count / of;
  const spread = (Z * Z) / of;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (Z * Math.sqrt((share * (1 - share)) / of + spread / of / 4)) / (1 + spread);
  return [count === 0 ? 0 : Math.max(0, middle - half), count === of ? 1 : Math.min(1, middle + half)];
}
