import { t as translate } from 'i18next';

let namespace: string | undefined;

/**
 * Whose translations `t` reads: those that Grafana loads under this plugin's id, before its module. On a page with more
 * than one of our plugins they share this module, so it is the id of whichever loaded last; each brings the texts of all
 * (`build/localeFiles.ts`), so a text is found in any case.
 */
export function translateFor(pluginId: string): void {
  namespace = pluginId;
}

/**
 * A sentence in the user's language, or in English. Read from Grafana's own i18next, which every plugin shares: through
 * `@grafana/i18n` each plugin would bring React bindings and a language detector that it does not use (12 kB each).
 *
 * i18next escapes values for HTML by default; React escapes again, and a selector would be read as
 * `{service_name=&quot;…`. A `count` picks `defaultValue_one` or the default text.
 */
export function t(id: string, defaultText: string, values: Record<string, string | number> = {}): string {
  return translate(id, defaultText, { ns: namespace, ...values, interpolation: { escapeValue: false } });
}
