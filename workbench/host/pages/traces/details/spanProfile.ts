import type { Attribute, Trace, TraceSpan } from '../trace';

/** What a Tempo data source's settings say of profiles (Grafana 12.3 to 13.2). */
export interface TracesToProfiles {
  datasourceUid?: string;
  tags?: Array<{ key: string; value?: string }>;
  profileTypeId?: string;
  customQuery?: boolean;
  query?: string;
}

/** Milliseconds since 1970. */
export interface Range {
  from: number;
  to: number;
}

/** The attribute that a profiler's OpenTelemetry integration marks a span with. */
export const PROFILE_ID = 'pyroscope.profile.id';

const DEFAULT_TAGS = [
  { key: 'service.name', value: 'service_name' },
  { key: 'service.namespace', value: 'service_namespace' },
];
/** How far the range of the flame graph in a span's details goes beyond the span. */
const EMBEDDED_MARGIN_MS = 30_000;

/**
 * The query of a span's link "Related profiles", as Grafana's trace view fills it in; undefined for a span without the
 * attribute, whose link has a variable that nobody fills in and is not shown.
 */
export function linkQuery(settings: TracesToProfiles, trace: Trace, span: TraceSpan) {
  const profileId = tagOf(span, PROFILE_ID);
  return profileId === undefined
    ? undefined
    : {
        labelSelector: selectorOf(settings, trace, span),
        groupBy: [],
        profileTypeId: settings.profileTypeId ?? '',
        queryType: 'profile',
        spanSelector: [String(profileId)],
        refId: 'profile',
      };
}

/**
 * The range of that link: for any type of data source but Grafana's own Pyroscope the span's own, whole milliseconds,
 * and at least one.
 */
export function linkRange({ startTime, duration }: TraceSpan): Range {
  const from = Math.floor(startTime / 1000);
  const to = Math.floor((startTime + duration) / 1000);
  return { from, to: from === to ? to + 1 : to };
}

/** What the flame graph inside of a span's details asks for: the same of the span, without its group of links. */
export function embeddedQuery(
  settings: TracesToProfiles,
  trace: Trace,
  span: TraceSpan,
  datasource: { type: string; uid: string }
) {
  return {
    labelSelector: selectorOf(settings, trace, span),
    groupBy: [],
    profileTypeId: settings.profileTypeId ?? '',
    queryType: 'profile',
    spanSelector: [String(tagOf(span, PROFILE_ID))],
    refId: 'span-flamegraph-refId',
    datasource,
  };
}

export function embeddedRange({ startTime, duration }: TraceSpan): Range {
  return {
    from: Math.floor(startTime / 1000) - EMBEDDED_MARGIN_MS,
    to: Math.floor((startTime + duration) / 1000) + EMBEDDED_MARGIN_MS,
  };
}

/** Of a span, or else of what sent it. */
export function tagOf({ tags, resourceTags }: TraceSpan, key: string): Attribute['value'] | undefined {
  return [...tags, ...resourceTags].find((tag) => tag.key === key)?.value;
}

function selectorOf(settings: TracesToProfiles, trace: Trace, span: TraceSpan): string {
  const tags = labelsOf(settings, span);
  if (!settings.customQuery) {
    return `{${tags}}`;
  }
  const known: Record<string, unknown> = {
    __tags: tags,
    '__span.spanId': span.spanID,
    '__span.traceId': span.traceID,
    '__span.name': span.operationName,
    '__span.duration': `${span.duration}`,
    '__trace.traceId': trace.traceID,
    '__trace.name': trace.traceName,
  };
  return (settings.query ?? '').replace(
    /\$\{(__\w+(?:\.\w+)?)(?:\["([^"]+)"\])?\}/g,
    (all, path: string, key?: string) =>
      String((path === '__span.tags' && key !== undefined ? tagOf(span, key) : known[path]) ?? all)
  );
}

/** `service_name="api-gateway", region="eu"`: tags the span has not are left out, values stand as they are. */
function labelsOf({ tags = [] }: TracesToProfiles, span: TraceSpan): string {
  const mapped = tags.length > 0 ? tags : DEFAULT_TAGS;
  return mapped
    .flatMap(({ key, value }) => {
      const own = tagOf(span, key);
      // Of several dots Grafana replaces the first.
      return own === undefined ? [] : [`${value || key.replace('.', '_')}="${own}"`];
    })
    .join(', ');
}
