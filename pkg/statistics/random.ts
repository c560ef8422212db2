/** At hand: see `judge.ts`. */
const { floor, imul } = Math;

/** Numbers from 0 to below 1 that look random and are the same for the same seed: a judgement does not change by itself. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Puts a random choice of `count` entries first, each choice equally likely. */
export function chooseFirst(entries: Uint16Array, count: number, random: () => number): void {
  for (let at = 0; at < count; at++) {
    const from = at + floor(random() * (entries.length - at));
    const entry = entries[from];
    entries[from] = entries[at];
    entries[at] = entry;
  }
}
