import { noDataText } from '../noDataText';
import type { CallTree } from '../../../../pkg/calltree/tree';
import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import type { FilledQuery } from '../../query/interpolation/interpolateQuery';
import { problemNotes, withNodesLimit } from '../../query/savedQueryProblems';
import { mergedProfile, type MergedProfile } from '../../../../pkg/longrange/mergedProfile';
import { rememberAskAgain, type AskAgain } from '../../../frames/askAgain';
import { rememberAskDetails } from '../../../frames/askDetails';
import { loadCode } from '../../../loading/loadCode';
import { askingDetails } from '../details/askingDetails';
import { loadFailureTexts } from '../loadFailureTexts';
import { loadPiecesText } from '../loadPiecesText';
import { answerQuestion, plainQuestion, type Answer, type AnswerContext, type Question } from '../question';
import { Counting } from './counting';
import { nameAmongKnown } from '../nameAmongKnown';
import { EMBEDDED_REF_ID } from '../spans/embedded';
import { answerFrame, type Outcome } from './answerFrame';
import { askServer } from './askServer';

/**
 * The frame of a flame graph. There is always exactly one, and it always has a row. A range that takes the server
 * several queries is answered in parts as well, through `onPartial`.
 */
export function answerProfile(
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  const answered = answerQuestion(filled, context, {
    byIds: true,
    ask: (question) => profile(question, filled, context, onPartial),
    nothing: (question, noData) => answer(question, { noData }),
    failed: (question, { text, error }) => ({ ...answer(question, { failed: text }), errors: [error] }),
  });
  return filled.query.refId === EMBEDDED_REF_ID ? inTraceView(answered) : answered;
}

async function inTraceView(answered: Promise<Answer>): Promise<Answer> {
  const { forTraceView } = await loadCode(() => import(/* webpackChunkName: "spans" */ '../spans/forTraceView'));
  return forTraceView(await answered);
}

/** The answer to a query that was not sent, for a reason that is no failure. */
export function unaskedAnswer(filled: FilledQuery, { range }: Pick<AnswerContext, 'range'>, reason: string): Answer {
  return answer(plainQuestion(filled, range), { noData: reason });
}

async function profile(
  question: Question,
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  const counting = new Counting(question.request, context);
  try {
    return await counted(question, filled, context, counting, onPartial);
  } finally {
    counting.stop();
  }
}

/** The profile, and beside it how much it is. */
async function counted(
  question: Question,
  filled: FilledQuery,
  context: AnswerContext,
  counting: Counting,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  const show = (merged: MergedProfile, outcome?: Outcome) =>
    void inParts(question, merged, outcome).then(
      onPartial,
      // The whole fails in the same way, and says so.
      () => undefined
    );
  const { spanIds, traceIds, profileIds, callSite } = question.request;
  // What selects more than a label does may be left out by the server, which is seen of the whole alone.
  const outlined = !(spanIds ?? traceIds ?? profileIds ?? callSite);
  const asked = await askProfile(question, filled, context, show, outlined);
  const { merged, outcome, countable } = asked;
  const { pieces } = merged;
  const amounts = countable ? await counting.amounts(() => show(merged, { ...outcome, counting: true })) : undefined;
  const whole = await inParts(question, merged, { ...outcome, amounts });
  if (countable) {
    rememberAskAgain(whole.frames[0], askingAgain(question, context));
    rememberAskDetails(whole.frames[0], askingDetails(question, context));
  }
  const missing = pieces?.failed.length ? (await loadFailureTexts()).missingText(pieces) : undefined;
  return missing ? { ...whole, errors: [{ refId: question.query.refId, message: missing }] } : whole;
}

export interface AskedProfile {
  merged: MergedProfile;
  outcome: Pick<Outcome, 'noData' | 'selectionIgnored'>;
  /** How much it is can be told: all that was asked for is there. */
  countable: boolean;
}

/**
 * The profile that answers a question, which gets the notes that it owes the user; `onPartial` gets its outline first,
 * where `outlined` and it is very large.
 */
export async function askProfile(
  question: Question,
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: MergedProfile) => void,
  outlined = false
): Promise<AskedProfile> {
  const { client, work, catalog, lengthLimit, signal } = context;
  const ask = (piece: MergeStacktracesRequest, own: AbortSignal) => askServer(piece, client, own);
  const merge = () => mergedProfile(question.request, ask, work, lengthLimit, signal, onPartial, outlined);
  let merged = await merge().catch((error) => {
    if (signal.aborted) {
      throw error;
    }
    lowerNodes(question, filled, error);
    return merge();
  });
  if (question.request.spanIds || question.request.traceIds) {
    const { spanAnswer } = await loadCode(() => import(/* webpackChunkName: "spans" */ '../spans/spanAnswer'));
    const read = (other: MergeStacktracesRequest) =>
      mergedProfile(other, ask, work, lengthLimit, signal, () => undefined);
    merged = await spanAnswer(question, merged, context, read);
  }
  const { tree, pieces } = merged;
  question.typeName ??= await nameAmongKnown(question.request, catalog);
  const left = await leftOut(question.request, tree, context);
  question.notes = [...question.notes, ...left];
  const isEmpty = tree.total[0] === 0 && !pieces?.failed.length;
  const noData = isEmpty ? await noDataText(question.request, catalog, signal) : undefined;
  const outcome = { noData, selectionIgnored: left.length > 0 };
  return { merged, outcome, countable: !isEmpty && !outcome.selectionIgnored && !pieces?.failed.length };
}

/** What the server left out of what selects by a call path or ids: only those are ever left out. */
async function leftOut(request: MergeStacktracesRequest, tree: CallTree, context: AnswerContext): Promise<string[]> {
  if (!request.callSite && !request.profileIds && !request.traceIds) {
    return [];
  }
  const { ignoredByServer } = await loadCode(() => import(/* webpackChunkName: "answers" */ './ignoredByServer'));
  return ignoredByServer(request, tree, context);
}

/** As many nodes as the server says it allows; rethrows what is no refusal of their number. */
function lowerNodes(question: Question, { problems }: FilledQuery, error: unknown): void {
  const { request, notes } = question;
  const limit = error instanceof PyroscopeError && error.code === 'too-many-nodes' ? error.params.limit : undefined;
  if (!limit || limit === request.maxNodes) {
    throw error;
  }
  const lowered = request.maxNodes ? withNodesLimit(problems, request.maxNodes, limit) : problems;
  question.request = { ...request, maxNodes: limit };
  question.nodesLowered = true;
  question.notes = [...problemNotes(lowered), ...notes.slice(problemNotes(problems).length)];
}

/** What the panel may ask about this answer, whose code comes when it does. */
function askingAgain({ request }: Question, context: AnswerContext): AskAgain {
  const code = () => loadCode(() => import(/* webpackChunkName: "finer" */ './finerProfile'));
  return {
    most: async (signal, onProgress) => (await code()).profileOfMost(request, context, signal, onProgress),
    below: async (path, signal) => (await code()).profileBelow(request, path, context, signal),
  };
}

/** What a range's parts add up to, with what is missing from it. */
async function inParts(question: Question, merged: MergedProfile, outcome: Outcome = {}): Promise<Answer> {
  const { tree, pieces, limits } = merged;
  const notes = pieces || limits ? (await loadPiecesText()).piecesNotes(merged, question.request) : [];
  return answer({ ...question, notes: [...notes, ...question.notes] }, { ...outcome, tree, pieces });
}

function answer(question: Question, outcome: Outcome): Answer {
  return { frames: [answerFrame(question, outcome)], errors: [] };
}
