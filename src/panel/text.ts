import { t as translate } from '@grafana/i18n';

/**
 * `t` for sentences with values in them: React escapes what it shows, so i18next must not do it as well (function
 * names are full of `<` and `&`). A `count` picks `defaultValue_one` or the default text.
 */
export function t(id: string, defaultText: string, values: Record<string, string | number> = {}): string {
  return translate(id, defaultText, { ...values, interpolation: { escapeValue: false } });
}
