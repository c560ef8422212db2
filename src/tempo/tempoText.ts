import { t } from '../wording/t';
import type { ErrorText } from '../wording/errorSentence';
import { TempoError } from './tempo';

/** What went wrong with a question to a Tempo, and what to do; `name` is the data source's. */
export function tempoText(error: unknown, name: string): ErrorText {
  const { problem, status, said } =
    error instanceof TempoError ? error : new TempoError('failed', undefined, `${error}`);
  const detail = [status === undefined ? undefined : `HTTP ${status}`, said].filter(Boolean).join(' · ');
  const text = byProblem(problem, name);
  return problem === 'no-trace' || detail === '' ? text : { ...text, detail };
}

function byProblem(problem: TempoError['problem'], name: string): ErrorText {
  switch (problem) {
    case 'no-trace':
      return {
        title: t('tempo.no-trace.title', '{{name}} does not have this trace.', { name }),
        remedy: t(
          'tempo.no-trace.remedy',
          'It may be older than Tempo keeps traces, dropped by sampling, or not stored yet: new traces take up to a minute.'
        ),
      };
    case 'unreachable':
      return {
        title: t('tempo.unreachable.title', '{{name}} could not be reached.', { name }),
        remedy: t(
          'tempo.unreachable.remedy',
          'Check that Tempo runs and that the URL in its data source settings can be reached from the Grafana server.'
        ),
      };
    case 'forbidden':
      return {
        title: t('tempo.forbidden.title', 'Reading traces from {{name}} is not allowed.', { name }),
        remedy: t('tempo.forbidden.remedy', 'Ask for permission to query this data source, or check its credentials.'),
      };
    case 'not-understood':
      return {
        title: t('tempo.not-understood.title', '{{name}} does not understand this search.', { name }),
        remedy: t('tempo.not-understood.remedy', 'Searching for spans needs Tempo 2.7 or newer.'),
      };
    case 'failed':
      return {
        title: t('tempo.failed.title', '{{name}} failed while answering.', { name }),
        remedy: t('tempo.failed.remedy', 'Try again; if it keeps failing, look in Tempo’s log.'),
      };
  }
}
