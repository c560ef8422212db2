import type { SpanRow } from '../../frames/spansFrame';
import type { SpansMeta } from '../../frames/spansMeta';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';

/** What a list of spans is of. */
export function listTitle({ functionName, traceId = '' }: SpansMeta, rows: readonly SpanRow[]): string {
  if (functionName !== undefined) {
    return t('panel.spans.title-function', '{{count}} spans with samples in {{name}}', {
      count: rows.length,
      name: nameInSentence(functionName),
      defaultValue_one: 'One span with samples in {{name}}',
    });
  }
  const services = new Set(rows.map(({ service }) => service)).size;
  return t('panel.spans.title-trace', 'Trace {{id}} · {{root}} · {{spans}} · {{services}}', {
    id: `${traceId.slice(0, 8)}…`,
    root: rows[0]?.name ?? '',
    spans: t('panel.spans.count', '{{count}} spans', { count: rows.length, defaultValue_one: 'one span' }),
    services: t('panel.spans.services', '{{count}} services', { count: services, defaultValue_one: 'one service' }),
  });
}
