import {
  dateTime,
  type DataLink,
  type DataSourceInstanceSettings,
  type TimeRange as GrafanaRange,
} from '@grafana/data';
import { listDataSources } from '../../../dataSources';
import type { ExemplarKind, TimeRange } from '../../../../pkg/pyroscope/api';
import type { PyroscopeQuery } from '../../query/query';
import { t } from '../../../wording/t';

/** A data source as a link names it. */
export interface LinkTarget {
  uid: string;
  name: string;
}

/** Where an exemplar leads: to its profile in `source`, and to its trace where there is a place for traces. */
export interface ExemplarTargets {
  source: LinkTarget;
  traces?: LinkTarget;
  /** What is shown there. Explore takes that of the pane; a dashboard's link without one opens the last hour. */
  range: TimeRange;
}

/** The value of the field that the link stands on. */
const CLICKED = '${__value.raw}';

/** Opens the profile, or the span's part of it, whose id was clicked. */
export function profileLink(
  kind: ExemplarKind,
  { source, range }: ExemplarTargets,
  { profileTypeId, labelSelector }: Pick<PyroscopeQuery, 'profileTypeId' | 'labelSelector'>
): DataLink {
  const query: Omit<PyroscopeQuery, 'refId'> = {
    queryType: 'profile',
    labelSelector,
    profileTypeId,
    ...(kind === 'span' ? { spanSelector: [CLICKED] } : { profileIdSelector: [CLICKED] }),
    groupBy: [],
    includeExemplars: false,
    includeHeatmap: false,
    heatmapType: 'individual',
  };
  return {
    title:
      kind === 'span'
        ? t('datasource.link.span', 'View this span’s profile')
        : t('datasource.link.profile', 'View this profile'),
    url: '',
    internal: { datasourceUid: source.uid, datasourceName: source.name, query, range: grafanaRange(range) },
  };
}

export function traceLink({ uid, name }: LinkTarget, range: TimeRange): DataLink {
  const query = { queryType: 'traceql', query: CLICKED };
  return {
    title: t('datasource.link.trace', 'Open trace'),
    url: '',
    internal: { datasourceUid: uid, datasourceName: name, query, range: grafanaRange(range) },
  };
}

/** Finds the trace of the span whose id was clicked, where an exemplar does not name its trace. */
export function traceSearchLink({ uid, name }: LinkTarget, range: TimeRange): DataLink {
  const query = { queryType: 'traceql', query: searchOfSpan(CLICKED) };
  return {
    title: t('datasource.link.find-trace', 'Find this span’s trace'),
    url: '',
    internal: { datasourceUid: uid, datasourceName: name, query, range: grafanaRange(range) },
  };
}

/** What Tempo finds a span's trace by. */
export function searchOfSpan(spanId: string): string {
  return `{ span:id = "${spanId}" }`;
}

function grafanaRange({ start, end }: TimeRange): GrafanaRange {
  return { from: dateTime(start), to: dateTime(end), raw: { from: String(start), to: String(end) } };
}

/** The Tempo data source whose settings lead to ours; else the only one there is. */
export function linkedTempo(ownUid: string): LinkTarget | undefined {
  const tempos = listDataSources({ type: 'tempo' });
  const linked = tempos.find((tempo) => profilesOf(tempo) === ownUid) ?? (tempos.length === 1 ? tempos[0] : undefined);
  return linked && { uid: linked.uid, name: linked.name };
}

function profilesOf({ jsonData }: DataSourceInstanceSettings): unknown {
  return (jsonData as { tracesToProfiles?: { datasourceUid?: unknown } } | undefined)?.tracesToProfiles?.datasourceUid;
}
