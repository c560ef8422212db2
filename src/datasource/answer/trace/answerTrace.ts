import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { normaliseTraceIds } from '../../../../pkg/pyroscope/spanIds';
import { DATASOURCE_PLUGIN_ID } from '../../../frames/profileMeta';
import { spansFrame, type SpanRow } from '../../../frames/spansFrame';
import type { SpansMeta } from '../../../frames/spansMeta';
import { tempoAt } from '../../../tempo/tempo';
import { tempoText } from '../../../tempo/tempoText';
import type { ErrorText } from '../../../wording/errorSentence';
import { profileTypeLabel, unitOf } from '../../../wording/profileTypeLabel';
import type { FilledQuery } from '../../query/interpolation/interpolateQuery';
import { noTraceText } from '../noIdsText';
import { answerQuestion, type Answer, type AnswerContext, type Question } from '../question';
import { linkedTempo } from '../series/exemplarLinks';
import { noHeatmapText } from '../series/seriesText';
import { exemplarSpans } from './exemplarSpans';
import { spansThrough } from './spansThrough';
import { traceSpans } from './traceSpans';
import {
  askForTraceText,
  checkedText,
  notThroughText,
  onlyFirstTraceText,
  seenInExemplarsText,
  traceNotSeenText,
} from './traceText';

interface Spans {
  rows: SpanRow[];
  notes?: string[];
  problem?: SpansMeta['problem'];
}

/** The list of the spans of a trace with what each used, or of the spans that have samples in a function. */
export function answerTrace(filled: FilledQuery, context: AnswerContext): Promise<Answer> {
  const say = (question: Question, { rows, notes = [], problem }: Spans, failed?: ErrorText): Answer => {
    const { query, request } = question;
    const { labelSelector, profileTypeId, start, end } = request;
    const tempo = linkedTempo(context.source.uid);
    const [traceId] = normaliseTraceIds(query.traceIdSelector ?? []).kept;
    const meta: SpansMeta = {
      ...(query.throughFunction ? { functionName: query.throughFunction } : { traceId }),
      profileTypeId,
      labelSelector,
      label: profileTypeId ? profileTypeLabel(profileTypeId) : '',
      unit: unitOf(profileTypeId),
      source: { uid: context.source.uid, type: DATASOURCE_PLUGIN_ID },
      ...(tempo ? { tempo } : {}),
      range: { from: start, to: end },
      notes: [...notes, ...question.notes],
      ...(failed ? { problem: { ...failed, isFailure: true } } : problem ? { problem } : {}),
    };
    return { frames: [spansFrame(rows, query.refId, meta)], errors: [] };
  };
  return answerQuestion<Answer>(filled, context, {
    ask: async (question) => say(question, await spansOf(question, context)),
    nothing: (question, reason) => say(question, nothing(reason)),
    failed: (question, { text, error }) => ({ ...say(question, { rows: [] }, text), errors: [error] }),
  });
}

function spansOf(question: Question, context: AnswerContext): Promise<Spans> {
  return question.query.throughFunction
    ? throughFunction(question.query.throughFunction, question, context)
    : ofTrace(question, context);
}

async function throughFunction(name: string, question: Question, context: AnswerContext): Promise<Spans> {
  try {
    const { spans, isAll } = await exemplarSpans(question.request, context);
    const rows = await spansThrough(name, spans, question.request, context);
    return rows.length > 0
      ? { rows, notes: [checkedText(spans.length, isAll)] }
      : nothing(notThroughText(name, spans.length));
  } catch (error) {
    if (error instanceof PyroscopeError && error.code === 'unimplemented') {
      return nothing(noHeatmapText());
    }
    throw error;
  }
}

async function ofTrace(question: Question, context: AnswerContext): Promise<Spans> {
  const { query, request } = question;
  const { kept, dropped } = normaliseTraceIds(query.traceIdSelector ?? []);
  if (kept.length === 0) {
    return nothing(dropped.length > 0 ? noTraceText(dropped) : askForTraceText());
  }
  const [traceId, ...others] = kept;
  const notes = others.length > 0 ? [onlyFirstTraceText(traceId)] : [];
  const tempo = linkedTempo(context.source.uid);
  if (!tempo) {
    const rows = await seenInExemplars(traceId, question, context);
    return rows.length > 0 ? { rows, notes: [...notes, seenInExemplarsText()] } : nothing(traceNotSeenText());
  }
  try {
    const spans = await tempoAt(tempo.uid).trace(traceId);
    const listed = await traceSpans(spans, request, context);
    return { rows: listed.rows, notes: [...notes, ...listed.notes] };
  } catch (error) {
    if (error instanceof PyroscopeError || context.signal.aborted) {
      throw error;
    }
    const text = tempoText(error, tempo.name);
    return { rows: [], problem: { ...text, isFailure: true }, notes };
  }
}

/** Without a Tempo nothing is known of a trace but the spans of it that exemplars show. */
async function seenInExemplars(traceId: string, { request }: Question, context: AnswerContext): Promise<SpanRow[]> {
  const { spans } = await exemplarSpans(request, context);
  return spans
    .filter((span) => span.traceId === traceId)
    .map(({ value, ...span }) => ({ ...span, depth: 0, amount: value }))
    .sort((one, other) => one.startMs - other.startMs);
}

function nothing(reason: string): Spans {
  return { rows: [], problem: { title: reason, isFailure: false } };
}
