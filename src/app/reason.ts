import { isFetchError } from '@grafana/runtime';

import { PyroscopeError } from '../../pkg/pyroscope/errors';
import { errorSentence } from '../wording/errorSentence';
import { errorText } from '../wording/errorText';

/** Why something failed: Pyroscope's answer in our words, Grafana's in its own. */
export function reason(error: unknown): string {
  if (error instanceof PyroscopeError) {
    return errorSentence(errorText(error));
  }
  if (isFetchError(error)) {
    return withStop(error.data?.message ?? `${error.status} ${error.statusText ?? ''}`.trim());
  }
  return withStop(error instanceof Error ? error.message : String(error));
}

export function isForbidden(error: unknown): boolean {
  return isFetchError(error) && error.status === 403;
}

/** What follows is a sentence of its own. */
function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
