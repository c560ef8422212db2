import type { DataFrame, DataQueryError, QueryResultMetaNotice } from '@grafana/data';
import { CallTreeError } from '../../../../pkg/calltree/errors';
import type { CallTree } from '../../../../pkg/calltree/tree';
import { callTreeFromLevels } from '../../../../pkg/pyroscope/flamegraph/levels';
import type { MergeStacktracesRequest, PyroscopeClient, TimeRange } from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { unitOf } from '../../../../pkg/pyroscope/profileType';
import { parseSelector } from '../../../../pkg/pyroscope/selector/selector';
import { normaliseSpanIds, normaliseTraceIds } from '../../../../pkg/pyroscope/spanIds';
import { emptyProfileFrame, profileFrame, type ProfileFrameOptions } from '../../../frames/profileFrame';
import type { ProfileMeta } from '../../../frames/profileMeta';
import { askedType } from '../resolveProfileType';
import type { Catalog } from '../../server/catalog';
import { brokenSelection, correctionNotes, withNodesLimit } from '../../query/savedQueryProblems';
import type { LengthLimit } from '../../server/longRange/lengthLimit';
import { mergedProfile, type MergedProfile, type PiecesState } from '../../server/longRange/mergedProfile';
import { missingText, piecesNotes, progressText } from '../piecesText';
import { errorSentence, errorText, type ErrorText } from '../../../wording/errorText';
import { noDataText } from '../noData';
import { profileTypeText } from '../../../wording/profileTypeText';
import type { Correction, PyroscopeQuery, ReadQuery } from '../../query/query';
import { unheeded } from './ignoredByServer';
import { coresUsed, profileSubject } from './profileSubject';
import type { Storage } from '../../server/storageMode';
import { noSpanText, noTraceText } from './spanText';
import { t } from '../../../wording/t';

export interface Answer {
  frames: DataFrame[];
  errors: DataQueryError[];
}

export interface Sources {
  client: PyroscopeClient;
  catalog: Catalog;
  /** What is known of how long a range the server takes. */
  lengthLimit: LengthLimit;
  storage: Storage;
}

/** A span's samples are stored under the time its profile ended, which can lie well after the span. */
const SPAN_MARGIN_MS = 60_000;

/** The question as it is sent, with the sentences that it owes the reader. */
interface Question {
  request: MergeStacktracesRequest;
  /** The reader's range, where the request has a wider one. */
  askedRange?: TimeRange;
  notes: string[];
  /** The server left out what the request selects by. */
  unheeded?: boolean;
  /** The server allows no more nodes than the request has. */
  nodesLowered?: boolean;
  /** Why there is nothing to send. */
  nothing?: string;
  /** How far it is answered, where it takes more than one query. */
  pieces?: PiecesState;
}

/**
 * The frame that answers a query whose variables are filled in. What goes wrong is in the answer; only an abort
 * rejects. There is always exactly one frame, and it always has a row. A range that takes the server several queries is
 * answered in parts as well, through `onPartial`.
 */
export async function answerProfile(
  { query, corrections }: ReadQuery,
  range: TimeRange,
  { client, catalog, lengthLimit, storage }: Sources,
  signal: AbortSignal,
  onPartial: (partial: Answer) => void = () => undefined
): Promise<Answer> {
  let question = plainQuestion(query, range, corrections);
  try {
    const broken = brokenSelection(corrections);
    if (broken) {
      throw new PyroscopeError('invalid-request', { message: broken });
    }
    parseSelector(query.labelSelector);
    question = narrowed(question, query);
    if (question.nothing !== undefined) {
      return answered(query, question, undefined, question.nothing);
    }
    const { request } = question;
    const type = await askedType(query.profileTypeId, request, catalog, signal);
    if (type.nothing !== undefined) {
      return answered(query, question, undefined, type.nothing);
    }
    request.profileTypeId = type.id;
    const merge = (asked: Question) =>
      mergedProfile(
        asked.request,
        (piece, own) => ask(piece, client, own),
        lengthLimit,
        signal,
        (partial) => onPartial(inParts(query, asked, partial))
      );
    const asked = question;
    const merged = await merge(asked).catch((error) => {
      question = signal.aborted ? asked : withFewerNodes(asked, error, corrections);
      return merge(question);
    });
    const { tree, pieces } = merged;
    const left = await unheeded(question.request, tree, storage, signal);
    question = { ...question, notes: [...question.notes, ...left], unheeded: left.length > 0 };
    const noData =
      tree.total[0] === 0 && !pieces?.failed.length ? await noDataText(request, catalog, signal) : undefined;
    return inParts(query, question, merged, noData);
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return failed(query, question, error);
  }
}

/** The answer to a query that was not sent, for a reason that is no failure. */
export function unaskedAnswer({ query, corrections }: ReadQuery, range: TimeRange, reason: string): Answer {
  return answered(query, plainQuestion(query, range, corrections), undefined, reason);
}

/** An answer that says why there is none. */
export function failedAnswer({ query, corrections }: ReadQuery, range: TimeRange, text: ErrorText): Answer {
  const answer = failedWith(query, plainQuestion(query, range, corrections), text);
  const hasFlameGraph = query.queryType === 'profile' || query.queryType === 'both';
  return hasFlameGraph ? answer : { ...answer, frames: [] };
}

function plainQuestion(query: PyroscopeQuery, range: TimeRange, corrections: Correction[]): Question {
  const { profileTypeId, labelSelector, maxNodes } = query;
  return {
    request: { ...range, profileTypeId, labelSelector, ...(maxNodes ? { maxNodes } : {}) },
    notes: correctionNotes(corrections),
  };
}

/** The question with the ids it selects by, and the room around a span that its samples need. */
function narrowed(question: Question, query: PyroscopeQuery): Question {
  const spans = normaliseSpanIds(query.spanSelector ?? []);
  const traces = normaliseTraceIds(query.traceIdSelector ?? []);
  if (spans.kept.length === 0 && spans.dropped.length > 0) {
    return { ...question, nothing: noSpanText(spans.dropped) };
  }
  if (traces.kept.length === 0 && traces.dropped.length > 0) {
    return { ...question, nothing: noTraceText(traces.dropped) };
  }
  const request: MergeStacktracesRequest = {
    ...question.request,
    ...(spans.kept.length > 0 ? { spanIds: spans.kept } : {}),
    ...(traces.kept.length > 0 ? { traceIds: traces.kept } : {}),
    ...(query.profileIdSelector?.length ? { profileIds: query.profileIdSelector } : {}),
    ...(query.stackTraceSelector?.length ? { callSite: query.stackTraceSelector } : {}),
  };
  if (request.spanIds && (request.traceIds || request.profileIds || request.callSite)) {
    throw new PyroscopeError('invalid-request', {
      message: t(
        'datasource.error.span-and-more',
        'a span cannot be combined with trace ids, profile ids or a call site'
      ),
    });
  }
  const notes = [...spans.dropped, ...traces.dropped].map((id) =>
    t('datasource.note.dropped-id', '“{{id}}” is no id and was left out.', { id })
  );
  const { start, end } = request;
  if (!request.spanIds || end - start >= SPAN_MARGIN_MS) {
    return { ...question, request, notes: [...question.notes, ...notes] };
  }
  const widened = t(
    'datasource.note.widened',
    'The time range is widened by a minute on both sides: a profile is stored some time after the span it covers.'
  );
  return {
    request: { ...request, start: start - SPAN_MARGIN_MS, end: end + SPAN_MARGIN_MS },
    askedRange: { start, end },
    notes: [...question.notes, ...notes, widened],
  };
}

/** The question with as many nodes as the server says it allows; rethrows what is no refusal of their number. */
function withFewerNodes(question: Question, error: unknown, corrections: Correction[]): Question {
  const { request, notes } = question;
  const limit = error instanceof PyroscopeError && error.code === 'too-many-nodes' ? error.params.limit : undefined;
  if (!limit || limit === request.maxNodes) {
    throw error;
  }
  const lowered = request.maxNodes ? withNodesLimit(corrections, request.maxNodes, limit) : corrections;
  return {
    ...question,
    request: { ...request, maxNodes: limit },
    nodesLowered: true,
    notes: [...correctionNotes(lowered), ...notes.slice(correctionNotes(corrections).length)],
  };
}

async function ask(request: MergeStacktracesRequest, client: PyroscopeClient, signal: AbortSignal): Promise<CallTree> {
  const { spanIds, ...rest } = request;
  const levels =
    spanIds && spanIds.length > 0
      ? await client.selectMergeSpanProfile({ ...rest, spanIds }, { signal })
      : await client.selectMergeStacktraces(rest, { signal });
  try {
    return callTreeFromLevels(levels);
  } catch (error) {
    if (error instanceof CallTreeError) {
      throw new PyroscopeError('not-pyroscope', { what: 'inconsistent-flame-graph', message: error.message });
    }
    throw error;
  }
}

function answered(query: PyroscopeQuery, question: Question, tree: CallTree | undefined, noData?: string): Answer {
  const options = frameOptions(query, question, noData === undefined ? {} : { noData: { message: noData } });
  const cores = tree && coresUsed(options.meta, tree.total[0]);
  if (cores !== undefined) {
    options.meta.cores = cores;
  }
  const frame = tree && noData === undefined ? profileFrame(tree, options) : emptyProfileFrame(options);
  return { frames: [frame], errors: [] };
}

/** What a range's parts add up to, with what is missing from it. */
function inParts(query: PyroscopeQuery, question: Question, merged: MergedProfile, noData?: string): Answer {
  const { tree, pieces } = merged;
  const under = pieces && pieces.done < pieces.of ? [progressText(pieces)] : [];
  const notes = [...under, ...piecesNotes(merged, question.request), ...question.notes];
  const answer = answered(query, { ...question, notes, ...(pieces ? { pieces } : {}) }, tree, noData);
  const missing = pieces && missingText(pieces);
  return missing ? { ...answer, errors: [{ refId: query.refId, message: missing }] } : answer;
}

function failed(query: PyroscopeQuery, question: Question, error: unknown): Answer {
  const { labelSelector, profileTypeId } = question.request;
  return failedWith(query, question, errorText(error, { labelSelector, profileTypeId }), error);
}

function failedWith(query: PyroscopeQuery, question: Question, text: ErrorText, error?: unknown): Answer {
  const status = error instanceof PyroscopeError ? error.params.status : undefined;
  return {
    frames: [emptyProfileFrame(frameOptions(query, question, { failed: text }))],
    errors: [{ refId: query.refId, message: errorSentence(text), ...(status === undefined ? {} : { status }) }],
  };
}

function frameOptions(
  query: PyroscopeQuery,
  { request, askedRange, notes, unheeded: ignored, nodesLowered, pieces }: Question,
  outcome: Partial<ProfileMeta>
): ProfileFrameOptions {
  const { profileTypeId, labelSelector } = request;
  const notices: QueryResultMetaNotice[] = notes.map((text) => ({ severity: 'info', text }));
  if (outcome.noData) {
    notices.unshift({ severity: 'warning', text: outcome.noData.message });
  }
  if (outcome.failed) {
    notices.unshift({ severity: 'error', text: errorSentence(outcome.failed) });
  }
  return {
    refId: query.refId,
    unit: unitOf(profileTypeId),
    notices,
    executedQueryString: `${profileTypeId}${labelSelector}`,
    meta: {
      profileTypeId,
      labelSelector,
      subject: profileSubject(labelSelector),
      range: { from: request.start, to: request.end },
      ...(askedRange ? { askedRange: { from: askedRange.start, to: askedRange.end } } : {}),
      ...(request.spanIds ? { spanIds: request.spanIds } : {}),
      ...(request.traceIds && !ignored ? { traceIds: request.traceIds } : {}),
      ...(request.profileIds && !ignored ? { profileIds: request.profileIds } : {}),
      ...(request.callSite && !ignored ? { callSite: request.callSite } : {}),
      ...(request.maxNodes ? { maxNodes: request.maxNodes } : {}),
      ...(nodesLowered ? { nodesLowered } : {}),
      ...(profileTypeId ? { profileTypeLabel: profileTypeText(profileTypeId).label } : {}),
      ...(notes.length > 0 ? { notes } : {}),
      ...(pieces ? { pieces: { done: pieces.done, of: pieces.of, failed: pieces.failed.length } } : {}),
      ...outcome,
    },
  };
}
