import type { PyroscopeClient, TimeRange } from '../../../pkg/pyroscope/api';
import { treeOfAnswer } from '../../../pkg/pyroscope/flamegraph/answer';
import { isCpuNanoseconds } from '../../../pkg/pyroscope/profileType';
import { sampleCount } from '../../../pkg/pyroscope/sampling/sampleCount';
import { printSelector } from '../../../pkg/pyroscope/selector/selector';

/** Spans that are counted together have few functions, and what the server would cut is in their total all the same. */
const MAX_NODES = 4096;

/**
 * What the samples of some spans add up to in the smallest unit of the type, and for CPU time how many they are, by one
 * call. Rejects with a `PyroscopeError`.
 */
export async function spanSamples(
  client: PyroscopeClient,
  spanIds: string[],
  profileTypeId: string,
  range: TimeRange
): Promise<{ amount: number; samples?: number }> {
  const request = { profileTypeId, labelSelector: printSelector([]), spanIds, maxNodes: MAX_NODES, ...range };
  const tree = treeOfAnswer(await client.selectMergeSpanProfile(request));
  return {
    amount: tree.total[0],
    samples: isCpuNanoseconds(profileTypeId) ? (sampleCount(tree.self)?.count ?? 0) : undefined,
  };
}
