import { normaliseTraceIds } from '../../../../pkg/pyroscope/spanIds';
import { exploreLink, traceLinkTo } from '../../../exploreLink';
import type { NoteWithLink } from '../../../frames/profileMeta';
import { t } from '../../../wording/t';
import type { Question } from '../question';
import { linkedTempo } from '../series/exemplarLinks';

/** The way from a profile of a span or a trace to the trace, where there is a Tempo that leads here. */
export function toTrace({ query, request }: Question, ownUid: string): NoteWithLink | undefined {
  const tempo = linkedTempo(ownUid);
  if (!tempo) {
    return undefined;
  }
  const range = { from: request.start, to: request.end };
  const [traceId] = normaliseTraceIds([...(request.traceIds ?? []), query.spanTraceId ?? '']).kept;
  if (traceId !== undefined) {
    return {
      text: t('datasource.to-trace.known', 'These are samples of the trace {{traceId}}.', { traceId }),
      link: { title: t('datasource.to-trace.open', 'Open trace'), url: traceLinkTo(tempo.uid, traceId, range) },
    };
  }
  const [spanId] = request.spanIds ?? [];
  if (spanId === undefined) {
    return undefined;
  }
  const search = { queryType: 'traceql', query: `{ span:id = "${spanId}" }` };
  return {
    text: t('datasource.to-trace.span', 'These are samples of the span {{spanId}}.', { spanId }),
    link: {
      title: t('datasource.to-trace.find', 'Find its trace'),
      url: exploreLink({ uid: tempo.uid, type: 'tempo' }, search, range),
    },
  };
}
