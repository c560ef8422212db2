import { codeMissingText, errorSentence } from '../wording/errorSentence';

/** A part of the plugin that is fetched when it is needed, or an error that says what to do where it cannot be. */
export async function loadCode<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(errorSentence(codeMissingText()), { cause });
  }
}
