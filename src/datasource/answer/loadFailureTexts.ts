import { errorSentence } from '../../wording/errorSentence';
import { noAnswerText } from '../../wording/noAnswerText';

/**
 * The sentences of what fails, fetched when something has. Where they cannot be fetched, neither can an answer of
 * Grafana: that is then said of whatever failed.
 */
export async function loadFailureTexts(): Promise<
  Pick<typeof import('./failureTexts'), 'errorText' | 'faultText' | 'missingText'>
> {
  return import(/* webpackChunkName: "problems" */ './failureTexts').catch(() => ({
    errorText: noAnswerText,
    faultText: noAnswerText,
    missingText: () => errorSentence(noAnswerText()),
  }));
}
