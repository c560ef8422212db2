import type { Steps } from '../slices';

const BLOCK = 1024;

/** The distinct texts in the order of their UTF-8 bytes. */
export function* sortingByUtf8(texts: Iterable<string>): Steps<string[]> {
  const distinct = [...new Set(texts)];
  yield;
  const compare = comparing(distinct);
  yield;
  const blocks: string[][] = [];
  for (let from = 0; from < distinct.length; from += BLOCK) {
    blocks.push(distinct.slice(from, from + BLOCK).sort(compare));
    yield;
  }
  // Each two become one, at the end, until all are one.
  for (let at = 0; at + 1 < blocks.length; at += 2) {
    blocks.push(yield* merging(blocks[at], blocks[at + 1], compare));
  }
  return blocks.at(-1) ?? [];
}

/** How to compare the texts, undefined for as the engine does. */
export function comparing(texts: readonly string[]): typeof compareUtf8 | undefined {
  // The engine's own order is that of UTF-16 units: the same, and much faster, unless a surrogate pair comes in.
  return texts.some((text) => /[\ud800-\udfff]/.test(text)) ? compareUtf8 : undefined;
}

/** Two sorted lists as one. */
export function* merging(a: string[], b: string[], compare: typeof compareUtf8 | undefined): Steps<string[]> {
  const merged = new Array<string>(a.length + b.length);
  let [fromA, fromB] = [0, 0];
  for (let at = 0; at < merged.length; at++) {
    const takeA =
      fromB === b.length || (fromA < a.length && (compare ? compare(a[fromA], b[fromB]) <= 0 : a[fromA] <= b[fromB]));
    merged[at] = takeA ? a[fromA++] : b[fromB++];
    if (at % BLOCK === 0) {
      yield;
    }
  }
  return merged;
}

/** Orders two texts by the bytes of their UTF-8 form. */
export function compareUtf8(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      return codePointOrder(x) - codePointOrder(y);
    }
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all that fit one UTF-16 unit. */
function codePointOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
