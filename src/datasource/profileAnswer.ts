import type { DataFrame, DataQueryError, QueryResultMetaNotice } from '@grafana/data';
import { CallTreeError } from '../../pkg/calltree/errors';
import type { CallTree } from '../../pkg/calltree/tree';
import { callTreeFromLevels } from '../../pkg/formats/levels';
import type { MergeStacktracesRequest, PyroscopeClient, TimeRange } from '../../pkg/pyroscope/api';
import { PyroscopeError } from '../../pkg/pyroscope/errors';
import { parseProfileType, pickCpuType, unitOf } from '../../pkg/pyroscope/profileType';
import { parseSelector } from '../../pkg/pyroscope/selector';
import { normaliseSpanIds, normaliseTraceIds } from '../../pkg/pyroscope/spanIds';
import { emptyProfileFrame, profileFrame, type ProfileFrameOptions } from '../frames/profileFrame';
import type { ProfileMeta } from '../frames/profileMeta';
import type { Catalog } from './catalog';
import { errorSentence, errorText, type ErrorText } from './errorText';
import { noDataText } from './noData';
import { profileTypeText } from './profileTypeText';
import type { Correction, PyroscopeQuery, ReadQuery } from './query';
import { noSpanText, noTraceText } from './spanText';
import { t } from './text';

export interface Answer {
  frames: DataFrame[];
  errors: DataQueryError[];
}

export interface Sources {
  client: PyroscopeClient;
  catalog: Catalog;
}

/** A span's samples are stored under the time its profile ended, which can lie well after the span. */
const SPAN_MARGIN_MS = 60_000;

/** Fields that narrow a query: to leave one out would answer another question. */
const NARROWING = new Set<Correction['field']>([
  'labelSelector',
  'spanSelector',
  'traceIdSelector',
  'profileIdSelector',
  'stackTraceSelector',
]);

/** The question as it is sent, with the sentences that it owes the reader. */
interface Question {
  request: MergeStacktracesRequest;
  /** The reader's range, where the request has a wider one. */
  askedRange?: TimeRange;
  notes: string[];
  /** Why there is nothing to send. */
  nothing?: string;
}

/**
 * The frame that answers a query whose variables are filled in. What goes wrong is in the answer; only an abort
 * rejects. There is always exactly one frame, and it always has a row.
 */
export async function answerProfile(
  { query, corrections }: ReadQuery,
  range: TimeRange,
  { client, catalog }: Sources,
  signal: AbortSignal
): Promise<Answer> {
  let question = plainQuestion(query, range, corrections);
  try {
    const broken = corrections.find(({ field }) => NARROWING.has(field));
    if (broken) {
      throw new PyroscopeError('invalid-request', { message: correctionText(broken) });
    }
    parseSelector(query.labelSelector);
    question = narrowed(question, query);
    if (question.nothing !== undefined) {
      return answered(query, question, undefined, question.nothing);
    }
    const { request } = question;
    if (query.profileTypeId === '') {
      const types = await catalog.profileTypesOf(request.labelSelector, request, signal);
      const cpu = pickCpuType(types);
      if (cpu === undefined) {
        return answered(query, question, undefined, await noCpuText(request, types, catalog, signal));
      }
      request.profileTypeId = cpu;
    } else if (!parseProfileType(query.profileTypeId)) {
      throw new PyroscopeError('bad-profile-type');
    }
    const tree = await ask(request, client, signal);
    const noData = tree.total[0] === 0 ? await noDataText(request, catalog, signal) : undefined;
    return answered(query, question, tree, noData);
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return failed(query, question, error);
  }
}

/** An answer that says why there is none. */
export function failedAnswer({ query, corrections }: ReadQuery, range: TimeRange, text: ErrorText): Answer {
  return failedWith(query, plainQuestion(query, range, corrections), text);
}

function plainQuestion(query: PyroscopeQuery, range: TimeRange, corrections: Correction[]): Question {
  const { profileTypeId, labelSelector, maxNodes } = query;
  return {
    request: { ...range, profileTypeId, labelSelector, ...(maxNodes ? { maxNodes } : {}) },
    notes: corrections.filter(({ field }) => !NARROWING.has(field)).map(correctionText),
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

async function noCpuText(
  request: MergeStacktracesRequest,
  types: string[],
  catalog: Catalog,
  signal: AbortSignal
): Promise<string> {
  if (types.length === 0) {
    return noDataText({ ...request, profileTypeId: DEFAULT_CPU }, catalog, signal);
  }
  return t(
    'datasource.no-data.no-cpu',
    '{{selector}} has no CPU profiles in this time range. Pick one of its types: {{types}}.',
    {
      selector: request.labelSelector,
      types: types.map((id) => profileTypeText(id).label).join(', '),
    }
  );
}

const DEFAULT_CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

function answered(query: PyroscopeQuery, question: Question, tree: CallTree | undefined, noData?: string): Answer {
  const options = frameOptions(query, question, noData === undefined ? {} : { noData: { message: noData } });
  const frame = tree && noData === undefined ? profileFrame(tree, options) : emptyProfileFrame(options);
  return { frames: [frame], errors: [] };
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
  { request, askedRange, notes }: Question,
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
      range: { from: request.start, to: request.end },
      ...(askedRange ? { askedRange: { from: askedRange.start, to: askedRange.end } } : {}),
      ...(request.spanIds ? { spanIds: request.spanIds } : {}),
      ...(request.maxNodes ? { maxNodes: request.maxNodes } : {}),
      ...(profileTypeId ? { profileTypeLabel: profileTypeText(profileTypeId).label } : {}),
      ...(notes.length > 0 ? { notes } : {}),
      ...outcome,
    },
  };
}

function correctionText({ field, reason, saved, limit }: Correction): string {
  switch (reason) {
    case 'wrong-type':
      return t('datasource.note.wrong-type', 'The saved query has {{saved}} as {{field}}, which cannot be used.', {
        saved,
        field,
      });
    case 'negative':
      return t(
        'datasource.note.negative',
        'The saved query has {{saved}} as {{field}}; the server’s default is used instead.',
        { saved, field }
      );
    case 'over-limit':
      return t(
        'datasource.note.over-limit',
        '{{field}} is lowered from {{saved}} to {{limit}}, the most a server takes.',
        {
          field,
          saved,
          limit: (limit ?? 0).toLocaleString('en-US'),
        }
      );
  }
}
