import { t as translate } from '@grafana/i18n';

/**
 * `t` for sentences with values in them. i18next escapes values for HTML by default; React escapes again, and a
 * selector would be read as `{service_name=&quot;…`.
 */
export function t(id: string, defaultText: string, values: Record<string, string | number> = {}): string {
  return translate(id, defaultText, { ...values, interpolation: { escapeValue: false } });
}
