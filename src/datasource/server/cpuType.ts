import type { TimeRange } from '../../../pkg/pyroscope/api';
import { leadingCpuTypes, nanoseconds, type ServiceType } from '../../../pkg/pyroscope/cpuTypes';
import { lastDay } from '../query/timeRange';
import type { Catalog } from './catalog';

/** Of more types than these, which as many services have, the amounts are not asked for. */
const MOST_COMPARED = 4;

export interface ChosenCpuType {
  /** Undefined where the selected services have no CPU type. */
  id?: string;
  /** All types of the selected services. */
  pairs: ServiceType[];
}

/**
 * The CPU type that a selector without a type stands for: the one that most of the selected services have, and of those
 * that as many have the one with the most CPU time. Of a long range it looks at the last day, and at all of it only when
 * there was nothing then. One call in most cases, which is shared with whoever lists the services.
 */
export async function chooseCpuType(
  catalog: Catalog,
  selector: string,
  range: TimeRange,
  signal?: AbortSignal
): Promise<ChosenCpuType> {
  const recent = lastDay(range);
  const lately = await choose(catalog, selector, recent, signal);
  return lately.id === undefined && recent !== range ? choose(catalog, selector, range, signal) : lately;
}

async function choose(
  catalog: Catalog,
  selector: string,
  range: TimeRange,
  signal: AbortSignal | undefined
): Promise<ChosenCpuType> {
  const pairs = await catalog.servicesOf(selector, range, signal);
  const leaders = leadingCpuTypes(pairs);
  if (leaders.length < 2) {
    return { id: leaders[0], pairs };
  }
  const compared = leaders.slice(0, MOST_COMPARED);
  const amounts = await Promise.all(compared.map((id) => amountOf(catalog, id, selector, range, signal)));
  return { id: compared[amounts.indexOf(Math.max(...amounts))], pairs };
}

/** 0 where the server does not tell: a type is chosen all the same. */
async function amountOf(
  catalog: Catalog,
  profileTypeId: string,
  selector: string,
  range: TimeRange,
  signal: AbortSignal | undefined
): Promise<number> {
  try {
    const totals = await catalog.totals(profileTypeId, selector, lastDay(range), signal);
    return nanoseconds(
      profileTypeId,
      [...totals.values()].reduce((sum, total) => sum + total, 0)
    );
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    return 0;
  }
}
