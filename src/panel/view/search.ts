import type { Search } from './viewState';

export interface CompiledSearch {
  /** 1 for each function that matches; undefined when nothing is searched for. */
  functions?: Uint8Array;
  /** Why the pattern is none, in the words of the regular expression engine. */
  error?: string;
}

/**
 * Which functions a search means: those whose name contains the text, whatever the case, or match the regular
 * expression. A comma, a bracket or a star in the text stands for itself.
 */
export function compileSearch(names: readonly string[], { text, regex }: Search): CompiledSearch {
  if (text === '') {
    return {};
  }
  let matches: (name: string) => boolean;
  if (regex) {
    try {
      const pattern = new RegExp(text, 'iu');
      matches = (name) => pattern.test(name);
    } catch (error) {
      return { error: reasonOf(error) };
    }
  } else {
    const needle = text.toLowerCase();
    matches = (name) => name.toLowerCase().includes(needle);
  }
  return { functions: Uint8Array.from(names, (name) => (matches(name) ? 1 : 0)) };
}

/** Engines write `Invalid regular expression: /(/iu: Unterminated group`; the reader needs the last part. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^Invalid regular expression:\s*(?:\/.*\/[a-z]*:\s*)?/s, '');
}
