import { t } from './t';

/** What happened, what to do about it, and the technical line for whoever is asked for help. */
export interface ErrorText {
  title: string;
  remedy: string;
  detail?: string;
  /** What would be answered instead, in milliseconds since 1970. */
  trimTo?: { from: number; to: number; length: string };
}

/** One string for places that have room for only one. */
export function errorSentence(text: ErrorText): string {
  return `${text.title} ${text.remedy}`;
}

/** Of a part of the plugin that could not be fetched. */
export function codeMissingText(): ErrorText {
  return {
    title: t('loading.failed.title', 'Part of the plugin could not be loaded.'),
    remedy: t('loading.failed.remedy', 'Reload the page.'),
  };
}
