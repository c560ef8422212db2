import type { PyroscopeQuery } from '../../query/query';
import { profileTypeLabel } from '../../../wording/profileTypeLabel';
import { t } from '../../../wording/t';
import { shapeOf } from './QueryTypeSwitch';

/** How the options stand, as a phrase: only what is set, and what an empty limit means. */
export function optionsSummary(query: PyroscopeQuery): string {
  const shape = shapeOf(query);
  const series = shape !== 'profile' && shape !== 'compare' ? seriesParts(query) : [];
  const profile = shape === 'profile' || shape === 'both' || shape === 'compare' ? profileParts(query) : [];
  return [...series, ...profile].join(' · ');
}

/** What a comparison's baseline has of its own among its options. */
export function baselineSummary({ profileTypeId, ...baseline }: PyroscopeQuery): string {
  return [...(profileTypeId ? [profileTypeLabel(profileTypeId)] : []), ...idParts(baseline)].join(' · ');
}

function seriesParts(query: PyroscopeQuery): string[] {
  const { groupBy, limit, includeExemplars, annotations, includeHeatmap, heatmapType, aggregation } = query;
  const heatmap = includeHeatmap || shapeOf(query) === 'heatmap';
  return [
    groupBy.length > 0
      ? t('datasource.summary.group-by', 'By {{labels}}', { labels: groupBy.join(', ') })
      : t('datasource.summary.one-series', 'One series'),
    ...(limit ? [t('datasource.summary.limit', 'at most {{limit}} series', { limit: shown(limit) })] : []),
    ...(heatmap
      ? [
          heatmapType === 'span'
            ? t('datasource.summary.heatmap-spans', 'heatmap of spans')
            : t('datasource.summary.heatmap', 'heatmap of profiles'),
        ]
      : []),
    ...(aggregation === 'average' ? [t('datasource.summary.average', 'averaged')] : []),
    ...(includeExemplars ? [t('datasource.summary.exemplars', 'with exemplars')] : []),
    ...(annotations ? [t('datasource.summary.annotations', 'with annotations')] : []),
  ];
}

type Ids = Pick<PyroscopeQuery, 'spanSelector' | 'traceIdSelector' | 'profileIdSelector'>;

function idParts({ spanSelector, traceIdSelector, profileIdSelector }: Ids): string[] {
  return [
    ...ids(spanSelector, (list) => t('datasource.summary.spans', 'Span {{list}}', { list })),
    ...ids(traceIdSelector, (list) => t('datasource.summary.traces', 'Trace {{list}}', { list })),
    ...ids(profileIdSelector, (list) => t('datasource.summary.profiles', 'Profile {{list}}', { list })),
  ];
}

function profileParts({ maxNodes, stackTraceSelector, ...query }: PyroscopeQuery) {
  return [
    ...idParts(query),
    ...(stackTraceSelector?.length
      ? [t('datasource.summary.call-site', 'Below {{path}}', { path: stackTraceSelector.join(' › ') })]
      : []),
    maxNodes
      ? t('datasource.summary.nodes', 'Max nodes: {{count}}', { count: shown(maxNodes) })
      : t('datasource.summary.default-nodes', 'Max nodes: server default'),
  ];
}

function ids(list: string[] | undefined, text: (list: string) => string): string[] {
  return list?.length ? [text(list.map(shortId).join(', '))] : [];
}

/** The beginning of a long id: enough to know it again. */
export function shortId(id: string): string {
  return id.length > 16 ? `${id.slice(0, 8)}…` : id;
}

function shown(number: number): string {
  return typeof number === 'number' ? number.toLocaleString('en-US') : String(number);
}
