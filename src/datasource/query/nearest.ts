/** Edits that a slip makes: one in a short name, more in a longer one. */
function mostEdits(name: string): number {
  return Math.max(1, Math.floor(name.length / 4));
}

/**
 * The names that one may have been meant to be, best first: the same but for case and separators, a part of it or one
 * that it is part of, or a few edits away (letters left out, added, changed or swapped). At most `most`, and none that
 * is clearly further than another: many services end alike.
 */
export function nearest(written: string, names: readonly string[], most = 3): string[] {
  const plain = plainName(written);
  if (plain === '') {
    return [];
  }
  const limit = mostEdits(plain);
  const ranked = names.map((name) => ({ name, edits: distance(plain, plainName(name), limit) }));
  const fewest = Math.min(limit, ...ranked.map((one) => one.edits));
  return ranked
    .filter((one) => one.edits <= limit && one.edits <= fewest + 1)
    .sort((one, other) => one.edits - other.edits || (one.name < other.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A name that contains the other is as far as one edit, where what they share is enough to tell. */
function distance(one: string, other: string, limit: number): number {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length >= 3 && long.includes(short) && short !== long) {
    return Math.min(limit, long.length - short.length);
  }
  return long.length - short.length > limit ? limit + 1 : edits(one, other);
}

/** Edits between two texts, where swapping two neighbours is one (optimal string alignment). */
function edits(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = above[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? before[j - 2] + 1 : Infinity;
      row[j] = Math.min(changed, above[j] + 1, row[j - 1] + 1, swapped);
    }
    before = above;
    above = row;
  }
  return above[other.length];
}
