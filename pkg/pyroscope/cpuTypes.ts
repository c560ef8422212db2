import { isCpu, kindOf, parseProfileType } from './profileType';
import { measureOf, valueUnit, type ValueUnit } from '../calltree/valueUnit';

/** A service and a type of profile that it has. */
export interface ServiceType {
  service: string;
  profileTypeId: string;
}

/**
 * The CPU types that most of these services have: time on a processor where there is any, then other times, then counts.
 * Of several the one with the largest amount is meant; where that is not known, the first.
 */
export function leadingCpuTypes(pairs: readonly ServiceType[]): string[] {
  const services = servicesByType(pairs.filter(({ profileTypeId }) => tierOf(profileTypeId) < NO_CPU));
  const ids = [...services.keys()];
  const bestTier = Math.min(...ids.map(tierOf));
  const candidates = ids.filter((id) => tierOf(id) === bestTier);
  const count = (id: string) => services.get(id)?.size ?? 0;
  const most = Math.max(...candidates.map(count));
  return candidates.filter((id) => count(id) === most).sort(byName);
}

/** Services that have CPU types and not this one, under the best of theirs; types of many services first. */
export function otherCpuTypes(
  pairs: readonly ServiceType[],
  chosen: string
): Array<{ profileTypeId: string; services: string[] }> {
  const types = new Map<string, string[]>();
  for (const { service, profileTypeId } of pairs) {
    if (tierOf(profileTypeId) < NO_CPU) {
      types.set(service, [...(types.get(service) ?? []), profileTypeId]);
    }
  }
  const others: ServiceType[] = [];
  for (const [service, ids] of types) {
    if (!ids.includes(chosen)) {
      const [best] = ids.sort((one, other) => tierOf(one) - tierOf(other) || byName(one, other));
      others.push({ service, profileTypeId: best });
    }
  }
  return [...servicesByType(others)]
    .map(([profileTypeId, services]) => ({ profileTypeId, services: [...services].sort() }))
    .sort(
      (one, other) =>
        other.services.length - one.services.length ||
        tierOf(one.profileTypeId) - tierOf(other.profileTypeId) ||
        byName(one.profileTypeId, other.profileTypeId)
    );
}

/** An amount of this type as nanoseconds, so that types of different units compare; a count stays. */
export function nanoseconds(profileTypeId: string, amount: number): number {
  const unit = valueUnit(parseProfileType(profileTypeId)?.sampleUnit ?? '');
  return amount * ((unit && NANOSECONDS[unit]) ?? 1);
}

const NANOSECONDS: Partial<Record<ValueUnit, number>> = {
  microseconds: 1e3,
  milliseconds: 1e6,
  seconds: 1e9,
  minutes: 60e9,
  hours: 3600e9,
};

const NO_CPU = 3;

function tierOf(id: string): number {
  const type = parseProfileType(id);
  if (!type || kindOf(id) !== 'cpu') {
    return NO_CPU;
  }
  const unit = valueUnit(type.sampleUnit);
  return isCpu(id) ? 0 : unit && measureOf(unit) === 'time' ? 1 : 2;
}

/** A CPU profile before one of another name, and a type that says its period before one that does not. */
function byName(one: string, other: string): number {
  const rank = (id: string) => (id.startsWith('process_cpu:') ? 0 : 2) + (id.endsWith('::') ? 1 : 0);
  return rank(one) - rank(other) || (one < other ? -1 : one > other ? 1 : 0);
}

function servicesByType(pairs: readonly ServiceType[]): Map<string, Set<string>> {
  const services = new Map<string, Set<string>>();
  for (const { service, profileTypeId } of pairs) {
    const known = services.get(profileTypeId);
    if (known) {
      known.add(service);
    } else {
      services.set(profileTypeId, new Set([service]));
    }
  }
  return services;
}
