/** Hex digits as 32-bit words, high word first; undefined when they are not as many as `words` needs, or all zero. */
export function idWords(hex: string, words: number): number[] | undefined {
  if (hex.length !== words * 8 || !/^[0-9a-fA-F]*$/.test(hex) || /^0*$/.test(hex)) {
    return undefined;
  }
  return Array.from({ length: words }, (_, i) => parseInt(hex.slice(i * 8, i * 8 + 8), 16));
}
