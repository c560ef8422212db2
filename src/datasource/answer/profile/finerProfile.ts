import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import type { FinerProfile } from '../../../frames/askAgain';
import { errorSentence } from '../../../wording/errorSentence';
import { MAX_NODES_LIMIT } from '../../query/query';
import { mergedProfile } from '../../../../pkg/longrange/mergedProfile';
import { loadFailureTexts } from '../loadFailureTexts';
import { progressText } from '../piecesText';
import type { AnswerContext } from '../question';
import { askServer } from './askServer';
import { isAllBelow } from './ignoredByServer';

export type FinerContext = Pick<AnswerContext, 'client' | 'work' | 'lengthLimit'>;

/** As much as the server allows, or as we can hold. */
export async function profileOfMost(
  request: MergeStacktracesRequest,
  context: FinerContext,
  signal: AbortSignal,
  onProgress: (text: string) => void
): Promise<FinerProfile> {
  const most = { ...request, maxNodes: MAX_NODES_LIMIT };
  const ask = async (wanted: MergeStacktracesRequest) => ({
    tree: await treeOf(wanted, context, signal, onProgress),
    maxNodes: wanted.maxNodes,
  });
  return inWords(most, signal, () =>
    ask(most).catch((error) => {
      const limit = error instanceof PyroscopeError && error.code === 'too-many-nodes' ? error.params.limit : undefined;
      if (!limit || limit >= MAX_NODES_LIMIT) {
        throw error;
      }
      return ask({ ...most, maxNodes: limit });
    })
  );
}

/** The stacks below a call path. A span's samples cannot be selected by one. */
export async function profileBelow(
  request: MergeStacktracesRequest,
  path: readonly string[],
  context: FinerContext,
  signal: AbortSignal
): Promise<FinerProfile> {
  const below = { ...request, callSite: [...path] };
  return inWords(below, signal, async () => {
    const tree = await treeOf(below, context, signal, () => undefined);
    const { maxNodes } = request;
    return { tree, ...(maxNodes && { maxNodes }), ...(!isAllBelow(tree, path) && { pathIgnored: true }) };
  });
}

async function treeOf(
  request: MergeStacktracesRequest,
  { client, work, lengthLimit }: FinerContext,
  signal: AbortSignal,
  onProgress: (text: string) => void
) {
  const ask = (piece: MergeStacktracesRequest, own: AbortSignal) => askServer(piece, client, own);
  const { tree, pieces } = await mergedProfile(
    request,
    ask,
    work,
    lengthLimit,
    signal,
    (partial) => partial.pieces && onProgress(progressText(partial.pieces))
  );
  if (pieces?.failed.length) {
    // A part of the range is missing: it would be less than what is shown.
    throw pieces.failed[0].error;
  }
  return tree;
}

async function inWords<T>(request: MergeStacktracesRequest, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    signal.throwIfAborted();
    const { errorText } = await loadFailureTexts();
    throw new Error(errorSentence(errorText(error, request)), { cause: error });
  }
}
