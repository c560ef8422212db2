import { findCallPath } from '../../../../pkg/calltree/callPath';
import { NONE, type CallTree } from '../../../../pkg/calltree/tree';
import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import { t } from '../../../wording/t';
import type { AnswerContext } from '../question';
import { heedsTraceIds } from '../spans/traceIdAbility';

/**
 * What a server left out of a question without a word, one sentence each: servers of the storage mode v1 answer a call
 * path or profile ids with the whole profile.
 */
export async function ignoredByServer(
  request: MergeStacktracesRequest,
  tree: CallTree,
  { client, storage, signal }: Pick<AnswerContext, 'client' | 'storage' | 'signal'>
): Promise<string[]> {
  const { callSite, profileIds, traceIds } = request;
  const notes: string[] = [];
  if (callSite?.length && !isAllBelow(tree, callSite)) {
    notes.push(
      t(
        'datasource.note.call-site-ignored',
        'The server ignored the call site: all stacks are shown. Call sites need storage mode v2 (server flag -architecture.storage=v2).'
      )
    );
  }
  if (profileIds?.length && tree.total[0] > 0 && (await storage.mode(signal)) === 'v1') {
    notes.push(
      t(
        'datasource.note.profile-ids-ignored',
        'The server ignored the profile IDs: all profiles of the range are shown. Profile IDs need storage mode v2 (server flag -architecture.storage=v2).'
      )
    );
  }
  if (traceIds?.length && tree.total[0] > 0 && !(await heedsTraceIds(client, request, signal))) {
    notes.push(
      t(
        'datasource.note.trace-ids-ignored',
        'The server ignored the trace IDs: all samples of the range are shown. Trace IDs need Pyroscope 2.2 or newer.'
      )
    );
  }
  return notes;
}

/** Whether a tree has stacks that begin with these functions, and no others. */
export function isAllBelow(tree: CallTree, callSite: readonly string[]): boolean {
  const node = findCallPath(tree, callSite);
  return tree.total[0] === 0 || (node !== NONE && tree.total[node] === tree.total[0]);
}
