import { aggregation } from '../../../../pkg/pyroscope/profileType';
import { unitOf } from '../../../wording/profileTypeLabel';
import { unitPerSecond } from '../../../wording/units';

/** How the sum of a step's samples becomes the value of a point. */
export interface Scale {
  /** Grafana's unit id of the result. */
  unit: string;
  isRate: boolean;
  /** The value of a point for the sum of the samples of `ms` milliseconds. */
  of(sum: number, ms: number): number;
}

/** The one type whose rate the built-in data source names in cores. */
const CORES = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

/** What adds up over time is given per second; a state (goroutines, memory in use) as it is. */
export function seriesScale(profileTypeId: string): Scale {
  if (aggregation(profileTypeId) === 'instant') {
    return sumsOnly(profileTypeId);
  }
  return profileTypeId === CORES
    ? { unit: 'cores', isRate: true, of: (sum, ms) => sum / (ms / 1000) / 1e9 }
    : { unit: unitPerSecond(unitOf(profileTypeId)), isRate: true, of: (sum, ms) => sum / (ms / 1000) };
}

/** Values as they came, in the unit of the samples. */
export function sumsOnly(profileTypeId: string): Scale {
  return { unit: unitOf(profileTypeId), isRate: false, of: (sum) => sum };
}
