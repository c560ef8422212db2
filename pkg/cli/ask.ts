import type { CallTree } from '../calltree/tree';
import { askLongRange } from '../longrange/askLongRange';
import { mergedProfile } from '../longrange/mergedProfile';
import type { MergeStacktracesRequest, TimeRange } from '../pyroscope/api';
import { PyroscopeError } from '../pyroscope/errors';
import { createTreeWork } from '../treework/treeWork';
import type { Connection } from './connection';
import { MissingPart } from './missingPart';

const work = createTreeWork(() => {
  throw new Error('a command has no workers');
});
const SIGNAL = new AbortController().signal;

/**
 * The tree of a profile, however long its range; where the server allows fewer nodes, with as many as it does. Rejects
 * with a `PyroscopeError`, or with `MissingPart` where a piece of a long range could not be had: a script takes a part
 * for the whole.
 */
export async function askTree(connection: Connection, request: MergeStacktracesRequest): Promise<CallTree> {
  try {
    return await mergedTree(connection, request);
  } catch (error) {
    const limit = error instanceof PyroscopeError && error.code === 'too-many-nodes' ? error.params.limit : undefined;
    if (limit === undefined || limit === request.maxNodes) {
      throw error;
    }
    return mergedTree(connection, { ...request, maxNodes: limit });
  }
}

async function mergedTree({ client, lengthLimit }: Connection, request: MergeStacktracesRequest): Promise<CallTree> {
  const ask = (piece: MergeStacktracesRequest, signal: AbortSignal) => client.selectMergeStacktraces(piece, { signal });
  const { tree, pieces } = await mergedProfile(request, ask, work, lengthLimit, SIGNAL, () => undefined);
  if (pieces && pieces.failed.length > 0) {
    throw new MissingPart(pieces.failed, pieces.of);
  }
  return tree;
}

/** What a call answers for each piece of a range, in order of time. `stepMs` is that of a series. */
export async function askPieces<T>(
  { lengthLimit }: Pick<Connection, 'lengthLimit'>,
  range: TimeRange,
  call: (piece: TimeRange, signal: AbortSignal) => Promise<T>,
  stepMs?: number
): Promise<T[]> {
  const { pieces } = await askLongRange<T>(
    { range, ask: call, ...(stepMs === undefined ? {} : { stepMs }) },
    lengthLimit,
    SIGNAL
  );
  const failed = pieces.flatMap(({ range: own, error }) => (error ? [{ range: own, error }] : []));
  if (failed.length > 0) {
    throw new MissingPart(failed, pieces.length);
  }
  return pieces.map(({ value }) => value as T);
}
