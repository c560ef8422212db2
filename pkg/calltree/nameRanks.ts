import { atOnce, type Steps } from './slices';
import { mergingByUtf8, sortingByUtf8 } from './utf8Order';

const NAMES_PER_STEP = 4096;
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
    known.set(names, ranks);
  }
  return ranks;
}

/**
 * {@link rankingNames} of `first` and others together: `names` are those of `first` that are distinct, and then the
 * others. Only the others are sorted where the first are known.
 */
export function* rankingMoreNames(first: readonly string[], names: readonly string[]): Steps<Uint32Array> {
  const ranksOfFirst = yield* rankingNames(first);
  const sorted: string[] = [];
  for (let at = 0; at < first.length; at++) {
    sorted[ranksOfFirst[at]] = first[at];
  }
  yield;
  const others = yield* sortingByUtf8(names.slice(sorted.length));
  const all = yield* mergingByUtf8(sorted, others);
  const places = new Map<string, number>();
  for (let place = 0; place < all.length; place++) {
    places.set(all[place], place);
    if (place % NAMES_PER_STEP === 0) {
      yield;
    }
  }
  const ranks = new Uint32Array(names.length);
  for (let at = 0; at < names.length; at++) {
    ranks[at] = places.get(names[at]) ?? 0;
    if (at % NAMES_PER_STEP === 0) {
      yield;
    }
  }
  known.set(names, ranks);
  return ranks;
}
