import type { MergeStacktracesRequest, PyroscopeClient } from '../../../../pkg/pyroscope/api';
import { treeOfAnswer } from '../../../../pkg/pyroscope/flamegraph/answer';

/** No trace has this id: what a server answers to it, it answers to any. */
const NOBODYS = 'f'.repeat(32);
const KEPT_MS = 5 * 60_000;

const known = new WeakMap<PyroscopeClient, { heeds: boolean; until: number }>();

/**
 * Whether a server that answered to trace ids looked at them: one from before 2.2 knows no such field and sends the
 * whole profile. It is asked for a trace that cannot be, once in five minutes. Rejects as the client does.
 */
export async function heedsTraceIds(
  client: PyroscopeClient,
  request: MergeStacktracesRequest,
  signal: AbortSignal
): Promise<boolean> {
  const before = known.get(client);
  if (before && before.until > Date.now()) {
    return before.heeds;
  }
  const answer = await client.selectMergeStacktraces({ ...request, traceIds: [NOBODYS], maxNodes: 1 }, { signal });
  const heeds = treeOfAnswer(answer).total[0] === 0;
  known.set(client, { heeds, until: Date.now() + KEPT_MS });
  return heeds;
}
