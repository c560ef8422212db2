import { columns, fit, labelOf, type Label } from './labels';

/**
 * Labels in at most `room` columns of which no two are alike: names that would read the same show the part in which
 * they differ, and where there is no room for that, a number. The names themselves must differ. The work is linear in
 * the number of names; `labelAt` gives the label of one of them where it is kept somewhere, which may begin with a
 * shorter form than the name.
 */
export function distinctLabels(names: readonly string[], room: number, labelAt?: (at: number) => Label): string[] {
  const texts = names.map((name, at) =>
    labelAt ? fit(labelAt(at), room) : columns(name) <= room ? name : fit(labelOf(name), room)
  );
  const alike = new Map<string, number[]>();
  texts.forEach((text, at) => {
    const group = alike.get(text);
    if (group) {
      group.push(at);
    } else {
      alike.set(text, [at]);
    }
  });
  const taken = new Set(texts);
  for (const [text, group] of alike) {
    if (group.length > 1 && text !== '') {
      separate(texts, names, group, taken, room);
    }
  }
  return texts;
}

function separate(
  texts: string[],
  names: readonly string[],
  group: readonly number[],
  taken: Set<string>,
  room: number
): void {
  const own = group.map((at) => names[at]);
  const prefix = commonLength(own, false);
  // Not beyond the end of the shortest, and not over what is common at the beginning.
  const suffix = Math.min(commonLength(own, true), Math.min(...own.map(({ length }) => length)) - prefix);
  for (const at of group) {
    let text = differing(names[at], prefix, suffix, room);
    for (let number = 2; taken.has(text) || columns(text) > room; number++) {
      const mark = `~${number}`;
      if (mark.length > room) {
        return;
      }
      text = take(texts[at].replace(/…$/, ''), room - mark.length) + mark;
    }
    taken.add(text);
    texts[at] = text;
  }
}

function commonLength(names: readonly string[], fromEnd: boolean): number {
  const [first] = names;
  let length = 0;
  const at = (name: string) => (fromEnd ? name[name.length - 1 - length] : name[length]);
  while (length < first.length && names.every((name) => at(name) === at(first))) {
    length++;
  }
  return length;
}

/** `…differing…end`, with as much of the end as there is room for. */
function differing(name: string, prefix: number, suffix: number, room: number): string {
  const from = partBefore(name, prefix);
  const rest = name.slice(from);
  const lead = from > 0 ? '…' : '';
  if (columns(rest) + lead.length <= room) {
    return lead + rest;
  }
  if (columns(name.slice(prefix)) + 1 <= room) {
    return `…${takeLast(name, room - 1)}`;
  }
  const half = Math.max(1, Math.floor((room - lead.length - 1) / 2));
  const end = name.slice(Math.max(prefix, name.length - suffix));
  const middleRoom = Math.max(half, room - lead.length - 1 - columns(end));
  const start = middleRoom < prefix - from + 1 ? prefix : from;
  const middle = take(name.slice(start, Math.max(start + 1, name.length - suffix)), middleRoom);
  const tailRoom = room - (start > 0 ? 1 : 0) - columns(middle) - 1;
  return `${start > 0 ? '…' : ''}${middle}…${takeLast(end, tailRoom)}`;
}

function partBefore(name: string, at: number): number {
  const before = name.slice(0, at);
  return Math.max(...['/', '.', ':', '$', '\\', '#'].map((separator) => before.lastIndexOf(separator))) + 1;
}

function take(text: string, room: number): string {
  let taken = '';
  for (const char of text) {
    if (columns(taken + char) > room) {
      break;
    }
    taken += char;
  }
  return taken;
}

function takeLast(text: string, room: number): string {
  return [...take([...text].reverse().join(''), room)].reverse().join('');
}
