import type { PluginMeta } from '@grafana/data';
import i18next from 'i18next';
import { importModule } from './systemjs';

type Texts = Record<string, unknown>;

/**
 * A plugin's texts in the user's language, under its id and before its module, as Grafana 12.3 loads them: one file, and
 * where there is none the plugin speaks the English of its code.
 */
export async function addTranslations({ id, info, translations = {} }: PluginMeta): Promise<void> {
  const { language } = i18next;
  const path = translations[language];
  if (path === undefined) {
    return;
  }
  try {
    const { default: texts } = await importModule<{ default: Texts }>(path, info.version);
    i18next.addResourceBundle(language, id, texts, true, false);
  } catch (error) {
    console.warn(`No texts of ${id} in ${language}.`, error);
  }
}
