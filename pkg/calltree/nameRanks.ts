import { sortedByUtf8 } from './utf8Order';

const known = new WeakMap<readonly string[], Uint32Array>();

/**
 * Of each name its place among the distinct ones, in the order of their UTF-8 bytes. Kept for as long as the list is:
 * comparing texts anew takes most of the time of a sort. The list must not change.
 */
export function nameRanks(names: readonly string[]): Uint32Array {
  let ranks = known.get(names);
  if (!ranks) {
    const places = new Map(sortedByUtf8(names).map((name, rank) => [name, rank]));
    ranks = Uint32Array.from(names, (name) => places.get(name) ?? 0);
    known.set(names, ranks);
  }
  return ranks;
}
