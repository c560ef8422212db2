import type { DataFrame, DataQueryError } from '@grafana/data';
import type { MergeStacktracesRequest, PyroscopeClient, TimeRange } from '../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../pkg/pyroscope/errors';
import { parseProfileType } from '../../../pkg/pyroscope/profileType';
import { parseSelector } from '../../../pkg/pyroscope/selector/selector';
import type { NoteWithLink } from '../../frames/profileMeta';
import { loadCode } from '../../loading/loadCode';
import { errorSentence, type ErrorText } from '../../wording/errorSentence';
import type { FilledQuery } from '../query/interpolation/interpolateQuery';
import type { PyroscopeQuery } from '../query/query';
import { brokenSelection, problemNotes } from '../query/savedQueryProblems';
import type { Catalog } from '../server/catalog';
import type { TreeWork } from '../../../pkg/treework/treeWork';
import type { LengthLimit } from '../../../pkg/longrange/lengthLimit';
import type { Storage } from '../server/storageMode';
import { loadFailureTexts } from './loadFailureTexts';
import type { LinkTarget } from './series/exemplarLinks';

export interface Answer {
  frames: DataFrame[];
  errors: DataQueryError[];
}

/** Where a query is asked, and when. */
export interface AnswerContext {
  client: PyroscopeClient;
  work: TreeWork;
  catalog: Catalog;
  /** What is known of how long a range the server takes. */
  lengthLimit: LengthLimit;
  storage: Storage;
  range: TimeRange;
  /** Of a series, in milliseconds. */
  stepMs: number;
  /** The data source that is asked, for links back to it. */
  source: LinkTarget;
  inExplore: boolean;
  signal: AbortSignal;
}

/** What a query asks the server, with the sentences that it owes the user. It is filled in while it is resolved. */
export interface Question {
  readonly query: PyroscopeQuery;
  /** Its type is empty until one is known. */
  request: MergeStacktracesRequest;
  /** The user's range, where the request has a wider one. */
  askedRange?: TimeRange;
  /** The server allows no more nodes than the request has. */
  nodesLowered?: boolean;
  notes: string[];
  /** The uid of the data source that is asked. */
  source?: string;
  /** What is asked in place of a span without samples, and why: a sentence for the user. */
  instead?: string;
  /** Nothing may be asked in its place: the answer is compared with another. */
  nothingInstead?: boolean;
  /** The type's name among those of the selected services, where it was chosen of them. */
  typeName?: string;
  /** What is not in the answer because of the type that was chosen. */
  links: NoteWithLink[];
}

export interface Failure {
  text: ErrorText;
  error: DataQueryError;
}

/** How a question becomes frames of one kind. */
export interface Answering<A extends Answer> {
  /** Whether ids and a call path narrow the answer, as those of a profile and no other. */
  byIds?: boolean;
  /** Asks a question that is resolved: its selector and ids can be read, its type is known. */
  ask(question: Question): Promise<A>;
  /** There is nothing to ask, for a reason that is no failure. */
  nothing(question: Question, reason: string): A;
  failed(question: Question, failure: Failure): A;
}

/**
 * The one way from a query to its answer. What goes wrong, in the query, its variables or on the server, is in the
 * answer; only an abort rejects.
 */
export async function answerQuestion<A extends Answer>(
  filled: FilledQuery,
  context: Pick<AnswerContext, 'catalog' | 'range' | 'signal' | 'source'>,
  { byIds = false, ask, nothing, failed }: Answering<A>
): Promise<A> {
  const question: Question = { ...plainQuestion(filled, context.range), source: context.source.uid };
  if (filled.faults.length > 0) {
    const { faultText } = await loadFailureTexts();
    return failed(question, failure(question, faultText(filled.faults[0])));
  }
  try {
    const reason = await resolve(question, filled, byIds, context);
    return reason === undefined ? await ask(question) : nothing(question, reason);
  } catch (error) {
    if (context.signal.aborted) {
      throw error;
    }
    return failed(question, await failureOf(error, question));
  }
}

/** A question as its query has it, before it is resolved. */
export function plainQuestion({ query, problems }: FilledQuery, range: TimeRange): Question {
  const { profileTypeId, labelSelector, maxNodes } = query;
  return {
    query,
    request: { ...range, profileTypeId, labelSelector, ...(maxNodes ? { maxNodes } : {}) },
    notes: problemNotes(problems),
    links: [],
  };
}

/** Why a question was not answered, as a text and as Grafana's error. */
export async function failureOf(error: unknown, question: Question): Promise<Failure> {
  const { errorText } = await loadFailureTexts();
  const status = error instanceof PyroscopeError ? error.params.status : undefined;
  return failure(question, errorText(error, question.request), status);
}

function failure({ query }: Question, text: ErrorText, status?: number): Failure {
  const error = { refId: query.refId, message: errorSentence(text), ...(status === undefined ? {} : { status }) };
  return { text, error };
}

/** Checks and completes a question; answers with the reason when there is nothing to ask. */
async function resolve(
  question: Question,
  { problems }: FilledQuery,
  byIds: boolean,
  context: Pick<AnswerContext, 'catalog' | 'range' | 'signal' | 'source'>
): Promise<string | undefined> {
  const broken = brokenSelection(problems);
  if (broken) {
    throw new PyroscopeError('invalid-request', { message: broken });
  }
  await checkSelector(question.request.labelSelector);
  if (byIds && hasIds(question.query)) {
    const { narrowByIds } = await loadCode(() => import(/* webpackChunkName: "answers" */ './narrowByIds'));
    const narrowed = narrowByIds(question.request, question.query);
    if (narrowed.request === undefined) {
      return narrowed.nothing;
    }
    const { request, askedRange, notes } = narrowed;
    Object.assign(question, { request, askedRange, notes: [...question.notes, ...notes] });
  }
  const { profileTypeId } = question.request;
  if (profileTypeId === '') {
    const { chosenType } = await loadCode(() => import(/* webpackChunkName: "problems" */ './chosenType'));
    const chosen = await chosenType({ ...context, query: question.query, request: question.request });
    if (chosen.nothing !== undefined) {
      return chosen.nothing;
    }
    const { id, name, links } = chosen;
    Object.assign(question, { typeName: name, links, request: { ...question.request, profileTypeId: id } });
  } else if (!parseProfileType(profileTypeId)) {
    throw new PyroscopeError('bad-profile-type');
  }
  return undefined;
}

/** What reads regular expressions is fetched when there is one. */
async function checkSelector(selector: string): Promise<void> {
  const { matchers } = parseSelector(selector);
  if (matchers.some(({ op }) => op === '=~' || op === '!~')) {
    const { parseCheckedSelector } = await loadCode(
      () => import(/* webpackChunkName: "problems" */ '../../../pkg/pyroscope/selector/checkedSelector')
    );
    parseCheckedSelector(selector);
  }
}

function hasIds({ spanSelector, traceIdSelector, profileIdSelector, stackTraceSelector }: PyroscopeQuery): boolean {
  return [spanSelector, traceIdSelector, profileIdSelector, stackTraceSelector].some((ids) => ids?.length);
}
