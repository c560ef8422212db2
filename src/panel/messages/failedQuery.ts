import type { DataQueryError } from '@grafana/data';
import type { MessageText } from './Message';
import { t } from '../../wording/t';

/** Also said beside a picture, so its words come with it. */
export function failedQuery(error: DataQueryError): MessageText {
  const message = error.data?.message ?? error.message;
  return {
    kind: 'error',
    title: message || t('panel.message.failed', 'The query failed'),
    remedy: error.refId
      ? t('panel.message.failed-query', 'Query {{refId}} failed: change it, or run it again.', { refId: error.refId })
      : undefined,
    detail: error.data?.error && error.data.error !== message ? error.data.error : undefined,
  };
}
