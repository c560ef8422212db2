import type { CallTree } from '../calltree/tree';
import type { MergeStacktracesRequest, PyroscopeClient } from '../pyroscope/api';
import { PyroscopeError } from '../pyroscope/errors';
import { treeOfAnswer } from '../pyroscope/flamegraph/answer';

/** The tree of a profile; where the server allows fewer nodes, with as many as it does. Rejects with a `PyroscopeError`. */
export async function askTree(client: PyroscopeClient, request: MergeStacktracesRequest): Promise<CallTree> {
  try {
    return treeOfAnswer(await client.selectMergeStacktraces(request));
  } catch (error) {
    const limit = error instanceof PyroscopeError && error.code === 'too-many-nodes' ? error.params.limit : undefined;
    if (limit === undefined || limit === request.maxNodes) {
      throw error;
    }
    return treeOfAnswer(await client.selectMergeStacktraces({ ...request, maxNodes: limit }));
  }
}
