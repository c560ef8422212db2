import { t } from '../../wording/t';
import type { Search } from './viewState';

/** How names are told apart, or what to say where a pattern is none. */
export type CompiledSearch =
  { test: (name: string) => boolean; error?: undefined } | { test?: undefined; error: string };

/**
 * What a search means: names that contain the text, whatever the case, or that match the regular expression. A comma, a
 * bracket or a star in the text stands for itself.
 *
 * A pattern is one of RE2's, as Pyroscope's own are, and matched by a machine that takes time in proportion to the name
 * whatever is typed; it is loaded with the first pattern.
 */
export async function compileSearch({ text, regex }: Search): Promise<CompiledSearch> {
  if (!regex) {
    const needle = text.toLowerCase();
    return { test: (name) => name.toLowerCase().includes(needle) };
  }
  const re2 = await import('re2js').catch(() => undefined);
  if (!re2) {
    return {
      error: t('panel.search.not-loaded', 'The regular expression search could not be loaded. Try again.'),
    };
  }
  const { RE2JS, RE2JSSyntaxException } = re2;
  try {
    const pattern = RE2JS.compile(text, RE2JS.CASE_INSENSITIVE);
    return { test: (name) => pattern.test(name) };
  } catch (error) {
    const reason = error instanceof RE2JSSyntaxException ? reasonOf(error.error, error.input) : String(error);
    return { error: t('panel.search.error', 'Invalid regular expression: {{reason}}', { reason }) };
  }
}

/** The part at fault is named where it is not the whole pattern, which has our flag before it. */
function reasonOf(error: string, part: string | null): string {
  return part && !part.startsWith('(?i)') ? `${error}: ${part}` : error;
}
