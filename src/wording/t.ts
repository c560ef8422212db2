import i18next, { t as translate } from 'i18next';

let namespace: string | undefined;

/**
 * Whose translations `t` reads: those that Grafana loads under this plugin's id, before its module. On a page with more
 * than one of our plugins they share this module, so it is the id of whichever loaded last; each brings the texts of all
 * (`build/localeFiles.ts`), so a text is found in any case.
 */
export function translateFor(pluginId: string): void {
  namespace = pluginId;
}

/** Texts as they are before anything is filled in. A page has one language: Grafana loads it anew for another. */
const known = new Map<string, string>();

/**
 * A sentence in the user's language, or in English. Read from Grafana's own i18next, which every plugin shares: through
 * `@grafana/i18n` each plugin would bring React bindings and a language detector that it does not use (12 kB each).
 *
 * i18next looks for a text anew each time, in every language that it falls back on (90 µs for 1.4, and a panel has a
 * hundred texts): it is asked once, and values are filled in here. It would also escape values for HTML, and React
 * again: a selector would be read as `{service_name=&quot;…`.
 *
 * A `count` picks `defaultValue_one` or the default text, by the rules of the language.
 */
export function t(id: string, defaultText: string, values: Record<string, string | number> = {}): string {
  const form = values.count === undefined ? id : id + formOf(Number(values.count));
  let text = known.get(form);
  if (text === undefined) {
    // It answers undefined before it is set up, as outside of Grafana.
    text =
      (translate(id, defaultText, { ns: namespace, ...values, skipInterpolation: true }) as string | undefined) ??
      defaultText;
    known.set(form, text);
  }
  return text.replace(/{{(\w+)}}/g, (place, name: string) => `${values[name] ?? place}`);
}

let plurals: Intl.PluralRules[] | undefined;

/** Which form of a text a number takes: in the user's language, and in English, which stands in for what is missing. */
function formOf(count: number): string {
  plurals ??= [i18next.language || 'en', 'en'].map((language) => new Intl.PluralRules(language));
  return plurals.map((rules) => rules.select(count)).join();
}
