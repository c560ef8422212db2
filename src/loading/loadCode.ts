import { t } from '../wording/t';

/** A part of the plugin that is fetched when it is needed, or an error that says what to do where it cannot be. */
export async function loadCode<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(t('loading.failed', 'Part of the plugin could not be loaded. Reload the page.'), { cause });
  }
}
