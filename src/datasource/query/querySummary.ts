import { parseSelector, printSelector } from '../../../pkg/pyroscope/selector/selector';
import { profileTypeLabel } from '../../wording/profileTypeLabel';
import { readLinked } from './linkedQuery';
import { readQuery, type Baseline, type PyroscopeQuery } from './query';
import { t } from '../../wording/t';

/** A query in one line, for lists of queries: `CPU time of order-service {version="v1"}, span 6a29e5d07f769265`. */
export function querySummary(saved: PyroscopeQuery): string {
  const { unread } = readLinked(saved);
  if (unread) {
    return t('datasource.display.unread', 'Unreadable query {{text}}', { text: unread.text }).trim();
  }
  const { query } = readQuery(saved);
  const type =
    query.profileTypeId === '' ? t('datasource.display.cpu', 'CPU time') : profileTypeLabel(query.profileTypeId);
  const whole = t('datasource.display.of', '{{type}} of {{subject}}', { type, subject: subjectText(query) });
  return [whole, ...shapeParts(query), ...selectionParts(query)].join(', ');
}

function subjectText({ labelSelector }: PyroscopeQuery): string {
  try {
    const { matchers } = parseSelector(labelSelector);
    const service = matchers.find(({ name, op, value }) => name === 'service_name' && op === '=' && value !== '');
    const rest = matchers.filter((matcher) => matcher !== service);
    const subject = service?.value ?? t('datasource.display.all', 'all services');
    return rest.length === 0 ? subject : `${subject} ${printSelector(rest)}`;
  } catch {
    return labelSelector;
  }
}

function shapeParts({ queryType, includeHeatmap, groupBy, baseline }: PyroscopeQuery): string[] {
  if (queryType === 'profile') {
    return [];
  }
  if (queryType === 'compare') {
    return [comparedWith(baseline)];
  }
  const shape =
    includeHeatmap || queryType === 'heatmap'
      ? t('datasource.display.heatmap', 'heatmap')
      : t('datasource.display.series', 'over time');
  const by = groupBy.length > 0 ? [t('datasource.display.by', 'by {{labels}}', { labels: groupBy.join(', ') })] : [];
  const both = queryType === 'both' ? [t('datasource.display.both', 'and profile')] : [];
  return [[shape, ...by, ...both].join(' ')];
}

/** `compared with {version="v1"}`, `compared with 1d`. */
function comparedWith({ labelSelector, time = 'same', from, to }: Baseline = { time: 'previous' }): string {
  const what = labelSelector || (time === 'range' ? `${from} – ${to}` : time);
  return t('datasource.display.compared', 'compared with {{what}}', { what });
}

function selectionParts(query: PyroscopeQuery): string[] {
  const some = (ids: string[] | undefined, text: (list: string) => string) =>
    ids?.length ? [text(ids.join(', '))] : [];
  return [
    ...some(query.spanSelector, (ids) => t('datasource.display.span', 'span {{ids}}', { ids })),
    ...some(query.traceIdSelector, (ids) => t('datasource.display.trace', 'trace {{ids}}', { ids })),
    ...some(query.profileIdSelector, (ids) => t('datasource.display.profile', 'profile {{ids}}', { ids })),
    ...some(query.stackTraceSelector?.slice(-1), (name) =>
      t('datasource.display.call-site', 'below {{name}}', { name })
    ),
  ];
}
