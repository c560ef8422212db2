import { normaliseTraceIds } from '../../../../pkg/pyroscope/spanIds';
import { exploreLink, traceLinkTo } from '../../../exploreLink';
import type { NoteWithLink } from '../../../frames/profileMeta';
import { t } from '../../../wording/t';
import type { Question } from '../question';
import { linkedTempo } from '../series/exemplarLinks';
import type { Climbed } from './ladder';

/**
 * The way from a profile of a span or a trace to the trace, where there is a Tempo that leads here; from what is shown
 * in place of a span, where its trace is known.
 */
export function toTrace(
  { query, request }: Question,
  ownUid: string,
  climbed?: Pick<Climbed, 'traceId'>
): NoteWithLink | undefined {
  const tempo = linkedTempo(ownUid);
  if (!tempo) {
    return undefined;
  }
  const range = { from: request.start, to: request.end };
  const known = [...(request.traceIds ?? []), climbed?.traceId ?? '', query.spanTraceId ?? ''];
  const [traceId] = normaliseTraceIds(known).kept;
  if (traceId !== undefined) {
    return {
      text:
        climbed && !request.traceIds
          ? t('datasource.to-trace.belongs', 'The span is part of the trace {{traceId}}.', { traceId })
          : t('datasource.to-trace.known', 'These are samples of the trace {{traceId}}.', { traceId }),
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
