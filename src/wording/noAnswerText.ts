import type { ErrorText } from './errorSentence';
import { t } from './t';

/** Of an answer that never came or broke off: the one failure that must be told without fetching anything more. */
export function noAnswerText(): ErrorText {
  return {
    title: t('datasource.error.no-answer.title', 'No complete answer came back from Grafana.'),
    remedy: t(
      'datasource.error.no-answer.remedy',
      'Run the query again; if it keeps failing, check the connection to Grafana, ask for fewer nodes, or look at the size and time limits of the proxies in between.'
    ),
  };
}
