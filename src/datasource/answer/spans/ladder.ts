import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import { normaliseTraceIds } from '../../../../pkg/pyroscope/spanIds';
import { isCpuNanoseconds } from '../../../../pkg/pyroscope/profileType';
import { sampleCount } from '../../../../pkg/pyroscope/sampling/sampleCount';
import { tempoAt } from '../../../tempo/tempo';
import type { Span } from '../../../tempo/span';
import { EVERYTHING } from '../../query/query';
import { equalTo, withEqual } from '../../query/selectorEdit';
import type { MergedProfile } from '../../../../pkg/longrange/mergedProfile';
import { inTime } from '../amounts/inTime';
import type { AnswerContext, Question } from '../question';
import { linkedTempo } from '../series/exemplarLinks';
import { EMBEDDED_MARGIN_MS, EMBEDDED_REF_ID } from './embedded';
import { emptySpanText, shownInsteadText, traceStepText, type TraceStep } from './ladderText';
import { heedsTraceIds } from './traceIdAbility';

/** A trace that is looked up only to show more keeps a user waiting no longer. */
const LOOK_UP_MS = 3_000;

export type ReadProfile = (request: MergeStacktracesRequest) => Promise<MergedProfile>;

/** What is shown in place of a span without samples. */
export interface Climbed {
  request: MergeStacktracesRequest;
  merged: MergedProfile;
  /** Which step answered, and why those before it did not. */
  instead: string;
  /** Of the span, where it is known. */
  traceId?: string;
}

/**
 * The steps below a span without samples: its whole trace, then its service while it ran. The first that has samples
 * answers; undefined where none has. A step that fails is passed over: the question was another one.
 */
export async function climb(
  question: Question,
  context: AnswerContext,
  read: ReadProfile
): Promise<Climbed | undefined> {
  const { query, request } = question;
  const { spanIds = [], ...withoutSpan } = request;
  const found = await lookUp(spanIds[0], question, context);
  const durationMs = found.span?.durationMs ?? ranFor(question);
  const reason = emptySpanText(durationMs);

  const [traceId] = normaliseTraceIds([query.spanTraceId ?? found.span?.traceId ?? '']).kept;
  const traceRequest = { ...withoutSpan, labelSelector: EVERYTHING, traceIds: [traceId] };
  const trace = traceId === undefined ? found.step : await traceStep(traceRequest, context, read);
  if (typeof trace !== 'string') {
    const shown = shownInsteadText({ samples: samplesOf(trace, request.profileTypeId) });
    return { request: traceRequest, merged: trace, instead: [reason, shown].join(' '), traceId };
  }

  const service = equalTo(request.labelSelector, 'service_name') ?? found.span?.service;
  const labelSelector =
    service === undefined ? request.labelSelector : withEqual(request.labelSelector, 'service_name', service);
  const serviceRequest = { ...withoutSpan, labelSelector };
  const whole = await passOver(read(serviceRequest), context.signal);
  if (whole === undefined || !hasSamples(whole)) {
    return undefined;
  }
  const shown = shownInsteadText({
    service: service ?? request.labelSelector,
    lengthMs: request.end - request.start,
    samples: samplesOf(whole, request.profileTypeId),
  });
  return {
    request: serviceRequest,
    merged: whole,
    instead: [reason, traceStepText(trace), shown].filter(Boolean).join(' '),
    traceId,
  };
}

/** The profile of the trace, or why it is not the answer. */
async function traceStep(
  request: MergeStacktracesRequest,
  { client, storage, signal }: AnswerContext,
  read: ReadProfile
): Promise<MergedProfile | TraceStep> {
  if ((await storage.mode(signal)) === 'v1') {
    return 'unable';
  }
  try {
    const merged = await read(request);
    if (!hasSamples(merged)) {
      return 'empty';
    }
    return (await heedsTraceIds(client, request, signal)) ? merged : 'ignored';
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return error instanceof PyroscopeError && error.code === 'unimplemented' ? 'unable' : 'failed';
  }
}

/** What Tempo knows of a span, where one is linked to this data source. */
async function lookUp(
  spanId: string,
  { request }: Question,
  { source, signal }: AnswerContext
): Promise<{ span?: Span; step: TraceStep }> {
  const tempo = linkedTempo(source.uid);
  if (!tempo) {
    return { step: 'unknown' };
  }
  try {
    const span = await inTime(tempoAt(tempo.uid).span(spanId, request), LOOK_UP_MS, undefined);
    return { span, step: 'unknown' };
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return { step: 'not-looked-up' };
  }
}

/** How long a span ran, where the range is its own: that of a link, or half a minute around it in the trace view. */
function ranFor({ query, askedRange, request }: Question): number | undefined {
  if (query.refId === EMBEDDED_REF_ID) {
    return Math.max(0, request.end - request.start - 2 * EMBEDDED_MARGIN_MS);
  }
  return askedRange && askedRange.end - askedRange.start;
}

export function hasSamples({ tree }: MergedProfile): boolean {
  return tree.total[0] > 0;
}

function samplesOf({ tree }: MergedProfile, profileTypeId: string): number | undefined {
  return isCpuNanoseconds(profileTypeId) ? sampleCount(tree.self)?.count : undefined;
}

async function passOver<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return undefined;
  }
}
