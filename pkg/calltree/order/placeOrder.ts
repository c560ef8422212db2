import { rankingNames } from './nameRanks';
import type { Steps } from '../slices';

/** So few are put in order one by one. */
const FEW = 24;

/** Of each name its place in the order of all of them; equal ones in the order they come in. */
export function* placingNames(names: readonly string[]): Steps<Uint32Array> {
  const ranks = yield* rankingNames(names);
  const length = names.length;
  const begins = new Uint32Array(length + 1);
  for (let at = 0; at < length; at++) {
    begins[ranks[at] + 1]++;
  }
  if (begins[length] > 0) {
    // All ranks are taken, so each name is there once.
    return ranks;
  }
  for (let rank = 0; rank < length; rank++) {
    begins[rank + 1] += begins[rank];
  }
  return ranks.map((rank) => begins[rank]++);
}

/** Puts the first `length` places in order: mostly they are a few, for which calling the engine's sort takes longest. */
export function sortPlaces(places: Int32Array, length: number): void {
  if (length > FEW) {
    places.subarray(0, length).sort();
    return;
  }
  for (let at = 1; at < length; at++) {
    const place = places[at];
    let to = at;
    for (; to > 0 && places[to - 1] > place; to--) {
      places[to] = places[to - 1];
    }
    places[to] = place;
  }
}
