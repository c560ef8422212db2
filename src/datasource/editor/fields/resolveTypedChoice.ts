import { hasVariable } from '../../query/interpolation/variableSyntax';

/**
 * What was typed is the beginning of a choice where it can be one, since lists put the user's own text before what it
 * matches; a variable, and what matches nothing, stands for itself.
 */
export function resolveTypedChoice(typed: string, choices: readonly string[]): string {
  const text = typed.trim();
  if (hasVariable(text) || choices.includes(text)) {
    return text;
  }
  return matching(choices, text)[0] ?? text;
}

/** Those that begin with what is written, then those that contain it; all in the order given. */
export function matching(all: readonly string[], written: string): string[] {
  const wanted = written.toLowerCase();
  const starts = (item: string) => item.toLowerCase().startsWith(wanted);
  const begins = all.filter(starts);
  const contains = all.filter((item) => !starts(item) && item.toLowerCase().includes(wanted));
  return [...begins, ...contains];
}
