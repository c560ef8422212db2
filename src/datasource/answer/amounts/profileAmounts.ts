import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import { isState } from '../../../../pkg/pyroscope/profileType';
import { loadCode } from '../../../loading/loadCode';
import type { AmountsOf, CountingContext } from './amountsOf';
import { coverageOf } from './coveredTime';

/**
 * How many snapshots a state's total is of, or how many cores a CPU time kept busy, as the series of the same question
 * have it. Rejects where the server does.
 */
export async function profileAmounts(request: MergeStacktracesRequest, context: CountingContext): Promise<AmountsOf> {
  if (!isState(request.profileTypeId)) {
    return coresOf(request, context);
  }
  const { snapshotsOf } = await loadCode(() => import(/* webpackChunkName: "answers" */ './snapshotAmounts'));
  return snapshotsOf(request, context);
}

async function coresOf(request: MergeStacktracesRequest, context: CountingContext): Promise<AmountsOf> {
  const covered = await coverageOf(request, context);
  const { start, end } = context.range;
  if (covered.ms === 0) {
    return () => ({});
  }
  const [first] = covered.parts;
  const isWhole = covered.parts.length === 1 && first.start <= start && first.end >= end;
  const during = isWhole
    ? {}
    : {
        coresDuring: covered.parts.map((part) => ({
          from: Math.max(start, part.start),
          to: Math.min(end, part.end),
        })),
      };
  return (total) => {
    // A profile more or less at the ends of the range makes no difference to how many cores were in use.
    const isAll = !request.callSite?.length && Math.abs(total - covered.sum) <= 2 * covered.largest;
    return { cores: (isAll ? covered.sum : total) / (covered.ms * 1e6), ...during };
  };
}
