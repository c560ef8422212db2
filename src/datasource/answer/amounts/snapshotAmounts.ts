import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import type { AmountsOf, CountingContext } from './amountsOf';
import { askSnapshots } from './askSnapshots';
import { coverageOf } from './coveredTime';

/** How many snapshots a state's total is of. Rejects where the server does. */
export async function snapshotsOf(request: MergeStacktracesRequest, context: CountingContext): Promise<AmountsOf> {
  const { profileTypeId, labelSelector, callSite } = request;
  const { count, wholeRange } = await askSnapshots({ profileTypeId, labelSelector }, context);
  const interval = count.commonInterval;
  if (!wholeRange && interval !== undefined) {
    const { ms } = await coverageOf(request, context, interval);
    return () => (ms > 0 ? { snapshots: ms / interval } : {});
  }
  const mean = count.mean(context.range);
  if (!wholeRange || !(count.complete || interval !== undefined) || !mean) {
    return () => ({});
  }
  const sum = count.sum(context.range);
  return (total) => {
    // The ends of a range cut through its steps: a snapshot more or less there is no difference in what was held.
    const isAll = count.complete && !callSite?.length && Math.abs(total - sum) <= 2 * mean;
    return { snapshots: Math.max(1, (isAll ? total : sum) / mean) };
  };
}
