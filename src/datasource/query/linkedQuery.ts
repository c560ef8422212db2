import { parseProfileType } from '../../../pkg/pyroscope/profileType';
import { hasVariable, scan } from './interpolation/variableSyntax';

/** The fields of a query of ours, and what Grafana writes on queries of every data source. */
const KNOWN = new Set([
  ...['refId', 'hide', 'key', 'datasource', 'queryType', 'context', 'label', 'labelSelector', 'profileTypeId'],
  ...[
    'groupBy',
    'spanSelector',
    'spanTraceId',
    'throughFunction',
    'traceIdSelector',
    'profileIdSelector',
    'stackTraceSelector',
    'limit',
    'maxNodes',
  ],
  ...['annotations', 'includeExemplars', 'includeHeatmap', 'heatmapType', 'aggregation', 'newValuesOf', 'editorMode'],
  ...['baseline', 'compared', 'judge', 'growth'],
]);

/** A field that is not ours, with what it holds as text. */
export interface UnreadField {
  field: string;
  text: string;
}

export interface LinkedQuery<Q> {
  query: Q;
  /** Where the question is, when it cannot be read: to ask anything then would be to ask something else. */
  unread?: UnreadField;
}

/**
 * A query that may come from a link or another data source, with its question in our fields. Grafana's links hand over
 * `{query: "…"}` (derived fields of Loki, exemplars of Prometheus) or `{expr: "…"}` (metrics of a span), and a
 * correlation whatever its author wrote. Such a text is read where it is a profile type with a selector,
 * `process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name="shop"}`. A query that has a selector of its own is left as
 * it is, whatever else it has.
 */
export function readLinked<Q extends object>(saved: Q): LinkedQuery<Q> {
  const raw = saved as Record<string, unknown>;
  if (!isBlank(raw.labelSelector)) {
    return { query: saved };
  }
  const foreign = Object.entries(raw).filter(([field, value]) => !KNOWN.has(field) && holdsText(value));
  if (foreign.length === 0) {
    return { query: saved };
  }
  for (const [field, value] of foreign) {
    const read = typeof value === 'string' ? typeAndSelector(value, raw.profileTypeId) : undefined;
    if (read) {
      const { [field]: _, ...others } = raw;
      return { query: { ...others, ...read } as unknown as Q };
    }
  }
  const [field, value] = foreign[0];
  return { query: saved, unread: { field, text: typeof value === 'string' ? value.trim() : JSON.stringify(value) } };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** An empty text still says that the question was to be there. */
function holdsText(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && Object.keys(value).length > 0);
}

/** Of a text without a type, the type is the one that the query has besides. */
function typeAndSelector(text: string, ownType: unknown): { profileTypeId: string; labelSelector: string } | undefined {
  const split = text.trimEnd().endsWith('}') ? beforeBrace(text) : undefined;
  const profileTypeId = split?.before.trim() || (typeof ownType === 'string' ? ownType.trim() : '');
  const isType = parseProfileType(profileTypeId) !== undefined || hasVariable(profileTypeId);
  return split && isType ? { profileTypeId, labelSelector: split.rest.trim() } : undefined;
}

/** Split before the first brace that is no variable's. */
function beforeBrace(text: string): { before: string; rest: string } | undefined {
  let before = '';
  for (const part of scan(text)) {
    const written = typeof part === 'string' ? part : part.whole;
    const at = typeof part === 'string' ? part.indexOf('{') : -1;
    if (at >= 0) {
      before += written.slice(0, at);
      return { before, rest: text.slice(before.length) };
    }
    before += written;
  }
  return undefined;
}
