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
  const loaded = await import(/* webpackChunkName: "patterns" */ './patternTest').catch(() => undefined);
  if (!loaded) {
    return {
      error: t('panel.search.not-loaded', 'The regular expression search could not be loaded. Try again.'),
    };
  }
  const found = loaded.patternTest(text);
  return 'test' in found
    ? found
    : { error: t('panel.search.error', 'Invalid regular expression: {{reason}}', { reason: found.reason }) };
}
