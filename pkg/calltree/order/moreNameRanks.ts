import { keepRanks, rankingNames } from './nameRanks';
import type { Steps } from '../slices';
import { comparing, merging, sortingByUtf8 } from './utf8Order';

const NAMES_PER_STEP = 4096;

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
  keepRanks(names, ranks);
  return ranks;
}

/** Two sorted lists that have no text in common as one. */
function* mergingByUtf8(a: string[], b: string[]): Steps<string[]> {
  if (b.length === 0) {
    return a;
  }
  const compare = comparing(a) ?? comparing(b);
  yield;
  return yield* merging(a, b, compare);
}
