import type { MergeStacktracesRequest, TimeRange } from '../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../pkg/pyroscope/errors';
import { normaliseSpanIds, normaliseTraceIds } from '../../../pkg/pyroscope/spanIds';
import { t } from '../../wording/t';
import type { PyroscopeQuery } from '../query/query';
import { noSpanText, noTraceText } from './noIdsText';

/** A span's samples are stored under the time its profile ended, which can lie well after the span. */
const SPAN_MARGIN_MS = 60_000;

interface Narrowed {
  request: MergeStacktracesRequest;
  /** The range before it was widened. */
  askedRange?: TimeRange;
  notes: string[];
}

/**
 * The request with the span, trace and profile ids and the call path of its query; a short range is widened by the room
 * that a span's samples need. Says why where none of the ids can be read, and throws where no server combines them.
 */
export function narrowByIds(
  request: MergeStacktracesRequest,
  query: PyroscopeQuery
): Narrowed | { nothing: string; request?: undefined } {
  const spans = normaliseSpanIds(query.spanSelector ?? []);
  const traces = normaliseTraceIds(query.traceIdSelector ?? []);
  if (spans.kept.length === 0 && spans.dropped.length > 0) {
    return { nothing: noSpanText(spans.dropped) };
  }
  if (traces.kept.length === 0 && traces.dropped.length > 0) {
    return { nothing: noTraceText(traces.dropped) };
  }
  const narrowed: MergeStacktracesRequest = {
    ...request,
    ...(spans.kept.length > 0 ? { spanIds: spans.kept } : {}),
    ...(traces.kept.length > 0 ? { traceIds: traces.kept } : {}),
    ...(query.profileIdSelector?.length ? { profileIds: query.profileIdSelector } : {}),
    ...(query.stackTraceSelector?.length ? { callSite: query.stackTraceSelector } : {}),
  };
  if (narrowed.spanIds && (narrowed.traceIds || narrowed.profileIds || narrowed.callSite)) {
    throw new PyroscopeError('invalid-request', {
      message: t(
        'datasource.error.span-and-more',
        'span IDs cannot be combined with trace IDs, profile IDs or a call site'
      ),
    });
  }
  const notes = [...spans.dropped, ...traces.dropped].map((id) =>
    t('datasource.note.dropped-id', '“{{id}}” is not a valid ID and was left out.', { id })
  );
  const { start, end } = request;
  if (!narrowed.spanIds || end - start >= SPAN_MARGIN_MS) {
    return { request: narrowed, notes };
  }
  const widened = t(
    'datasource.note.widened',
    'The time range was extended by a minute on both sides: a profile is stored some time after the span it covers.'
  );
  return {
    request: { ...narrowed, start: start - SPAN_MARGIN_MS, end: end + SPAN_MARGIN_MS },
    askedRange: { start, end },
    notes: [...notes, widened],
  };
}
