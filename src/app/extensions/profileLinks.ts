import type { DataSourceInstanceSettings, RawTimeRange, ScopedVars } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { listDataSources } from '../../dataSources';
import { exploreLink } from '../../exploreLink';
import { DATASOURCE_PLUGIN_ID } from '../../frames/profileMeta';

/** Of what Grafana 12.3 to 13.2 tell a link, what is read here; any of it may be missing. */
export interface TraceContext {
  traceID?: string;
  /** Microseconds since 1970. */
  startTime?: number;
  endTime?: number;
  datasource?: { uid?: string };
}

export interface SpanContext {
  attributes?: Record<string, string[]>;
  spanAttributes?: Record<string, string[]>;
  /** The pane's, in milliseconds. */
  timeRange?: { from?: number; to?: number };
  datasource?: { uid?: string };
  /** Since 12.4. */
  traceID?: string;
}

export interface QueriesContext {
  timeRange?: RawTimeRange;
  targets?: unknown[];
  scopedVars?: ScopedVars;
  /** Only in Explore. */
  exploreId?: string;
}

const MARGIN_MS = 60_000;

/** Explore with the spans of a trace; undefined without a data source of ours. */
export function ofTrace(context: TraceContext | undefined): string | undefined {
  const source = profilesOf(context?.datasource?.uid);
  const { traceID, startTime, endTime } = context ?? {};
  if (!source || !traceID || !startTime) {
    return undefined;
  }
  const range = {
    from: Math.floor(startTime / 1000) - MARGIN_MS,
    to: Math.ceil((endTime ?? startTime) / 1000) + MARGIN_MS,
  };
  return exploreLink(
    source,
    { queryType: 'trace', labelSelector: '{}', traceIdSelector: [traceID], groupBy: [] },
    range
  );
}

/** Explore with the flame graph of a span, by its attribute. */
export function ofSpan(context: SpanContext | undefined): string | undefined {
  const source = profilesOf(context?.datasource?.uid);
  const { attributes, spanAttributes, timeRange, traceID } = context ?? {};
  const profileId = (spanAttributes?.['pyroscope.profile.id'] ?? attributes?.['pyroscope.profile.id'])?.[0];
  if (!source || !profileId || !timeRange?.from || !timeRange.to) {
    return undefined;
  }
  const query = {
    queryType: 'profile',
    labelSelector: selectorOf(attributes?.['service.name']?.[0]),
    spanSelector: [profileId],
    ...(traceID ? { spanTraceId: traceID } : {}),
    groupBy: [],
  };
  return exploreLink(source, query, { from: timeRange.from, to: timeRange.to });
}

/** Explore with the CPU profile of the service that the queries of a panel or a pane name, in its time range. */
export function aroundQueries(context: QueriesContext | undefined): string | undefined {
  const [source] = listDataSources({ type: DATASOURCE_PLUGIN_ID });
  const service = context?.targets?.map((target) => serviceIn(target, context.scopedVars)).find(Boolean);
  if (!source || !context?.timeRange || service === undefined) {
    return undefined;
  }
  const query = { queryType: 'profile', labelSelector: selectorOf(service), groupBy: [] };
  return exploreLink(source, query, boundsOf(context.timeRange));
}

const COMPARABLE = [undefined, 'profile', 'metrics', 'both', 'heatmap'];

/**
 * Explore with the profiles of a panel's range, or a pane's, compared with those of the range before: what a user has
 * dragged over in a series becomes that range. Undefined where no query of ours is whole without its dashboard.
 */
export function compareRange(context: QueriesContext | undefined): string | undefined {
  const { targets = [], timeRange, scopedVars } = context ?? {};
  const filled = (text: unknown) =>
    typeof text === 'string' ? getTemplateSrv().replace(text, scopedVars, valueInSelector) : '';
  for (const target of targets) {
    const { datasource, queryType, labelSelector, profileTypeId } = Object(target) as Record<string, unknown>;
    const uid = filled(Object(datasource).uid);
    const source = listDataSources({ type: DATASOURCE_PLUGIN_ID }).find((one) => one.uid === uid);
    const selector = filled(labelSelector);
    const type = filled(profileTypeId);
    const comparable = COMPARABLE.some((one) => one === queryType) && selector !== '';
    if (source && timeRange && comparable && !/\$|\[\[/.test(selector + type)) {
      const query = {
        ...{ queryType: 'compare', labelSelector: selector, profileTypeId: type, groupBy: [] },
        ...{ baseline: { time: 'previous' }, compared: { time: 'shown' } },
      };
      return exploreLink(source, query, boundsOf(timeRange));
    }
  }
  return undefined;
}

/** A value inside of quotes; several as what a regular expression matches. */
function valueInSelector(value: string | string[]): string {
  const text = Array.isArray(value) ? value.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') : value;
  return text.replace(/["\\]/g, '\\$&');
}

function onlyValue(value: string | string[]): string {
  const values = Array.isArray(value) ? value : [value];
  return values.length === 1 ? values[0] : '$several';
}

function boundsOf({ from, to }: RawTimeRange) {
  const bound = (raw: typeof from) => (typeof raw === 'string' ? raw : raw.valueOf());
  return { from: bound(from), to: bound(to) };
}

/** The data source of ours that a Tempo leads to; else the only one. */
function profilesOf(tempoUid: string | undefined): DataSourceInstanceSettings | undefined {
  const ours = listDataSources({ type: DATASOURCE_PLUGIN_ID });
  const tempo = listDataSources({ type: 'tempo' }).find(({ uid }) => uid === tempoUid);
  const settings = tempo?.jsonData as { tracesToProfiles?: { datasourceUid?: unknown } } | undefined;
  const linked = settings?.tracesToProfiles?.datasourceUid;
  return ours.find(({ uid }) => uid === linked) ?? (ours.length === 1 ? ours[0] : undefined);
}

function selectorOf(service: string | undefined): string {
  return service ? `{service_name=${JSON.stringify(service)}}` : '{}';
}

/** Names of services as queries of metrics, logs and traces write them; not several at once, nor what stays a variable. */
const SERVICE = /(?:service_name|service\.name|\bservice|\bapp|\bjob)\s*=~?\s*"([^"$|*+]+)"/;
const MAY_NAME = /service|app|job/;

function serviceIn(target: unknown, scopedVars: ScopedVars | undefined): string | undefined {
  const texts = typeof target === 'object' && target !== null ? Object.values(target) : [];
  for (const text of texts) {
    // Only a text that names a service is filled in: others are long, or of no query.
    const filled =
      typeof text === 'string' && MAY_NAME.test(text) ? getTemplateSrv().replace(text, scopedVars, onlyValue) : '';
    const found = SERVICE.exec(filled)?.[1];
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
