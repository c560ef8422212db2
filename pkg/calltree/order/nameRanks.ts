import { atOnce, type Steps } from '../slices';
import { sortingByUtf8 } from './utf8Order';

const known = new WeakMap<readonly string[], Uint32Array>();

/**
 * Of each name its place among the distinct ones, in the order of their UTF-8 bytes. Kept for as long as the list is:
 * comparing texts anew takes most of the time of a sort. The list must not change.
 */
export function nameRanks(names: readonly string[]): Uint32Array {
  return atOnce(rankingNames(names));
}

/** {@link nameRanks}, with rests. */
export function* rankingNames(names: readonly string[]): Steps<Uint32Array> {
  let ranks = known.get(names);
  if (!ranks) {
    const places = new Map<string, number>();
    for (const name of yield* sortingByUtf8(names)) {
      places.set(name, places.size);
    }
    yield;
    ranks = Uint32Array.from(names, (name) => places.get(name) ?? 0);
    keepRanks(names, ranks);
  }
  return ranks;
}

/** Keeps what is known of a list's order. */
export function keepRanks(names: readonly string[], ranks: Uint32Array): void {
  known.set(names, ranks);
}
