/**
 * What cannot be seen, or changes how its neighbours are seen: controls, formats (U+202E and its like, zero width),
 * lone surrogates, line ends, variation selectors, blanks that are no space, and letters that have no shape.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00a0\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/u;
const RUNS = new RegExp(`(${UNSEEN.source})\\1*`, 'gu');
/** Picture characters are joined and coloured by characters that are not seen alone. */
const JOINED_PICTURE =
  /(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)(?:\u200d(?=\p{Extended_Pictographic})|\ufe0f)/gu;
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * A function's name as it is shown: every character that cannot be seen becomes a mark such as `[U+202E]`, several of
 * one kind `[U+200B×12]`, so that no name is blank, none rearranges what stands beside it, and two names that differ
 * read differently. `placeholder` stands for the empty name. Copies and searches take the name itself.
 */
export function shownName(name: string, placeholder: string): string {
  if (PLAIN.test(name)) {
    return name;
  }
  return name === '' ? placeholder : marked(name);
}

function marked(name: string): string {
  // A space at either end would not be seen either.
  const start = name.search(/[^ ]|$/);
  let end = name.length;
  while (end > start && name[end - 1] === ' ') {
    end--;
  }
  const body = name.slice(start, end);
  const joints = new Set([...body.matchAll(JOINED_PICTURE)].map(({ index }) => index));
  const middle = body.replace(RUNS, (run: string, one: string, at: number) =>
    run === one && joints.has(at) ? run : mark(one, run.length / one.length)
  );
  return mark(' ', start) + middle + mark(' ', name.length - end);
}

function mark(character: string, count: number): string {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return count === 0 ? '' : count === 1 ? `[U+${code}]` : `[U+${code}×${count}]`;
}
