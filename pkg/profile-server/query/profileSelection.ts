import { invalid } from '../errors/connectError';
import type { Limits } from '../limits';
import { labelValue } from '../storage/seriesLabels';
import type { ProfileStore, StoredSeries } from '../storage/store';
import { compileSelector } from './matchers';
import { checkRange } from './queryRange';

/** What every call that reads profiles says. */
export interface ProfileQuery {
  profileTypeID: string;
  labelSelector: string;
  /** Milliseconds since 1970. */
  start: bigint;
  end: bigint;
}

/** Series of one profile type, and the time their profiles are read from; both ends included. */
export interface ProfileSelection {
  series: readonly StoredSeries[];
  startMs: number;
  endMs: number;
}

const NOTHING: ProfileSelection = { series: [], startMs: 0, endMs: 0 };

/**
 * The series a query is about that have profiles in its range.
 * @param beforeMs of the time before the range, how much is read as well.
 * @throws ConnectError invalid_argument
 */
export function selectProfiles(
  store: ProfileStore,
  limits: Limits,
  query: ProfileQuery,
  tenants: readonly string[],
  beforeMs = 0
): ProfileSelection {
  const profileType = checkProfileType(query.profileTypeID);
  const test = compileSelector(
    query.labelSelector,
    (fault) => `parsing label selector ${JSON.stringify(query.labelSelector)}: ${fault}`
  );
  const range = checkRange(query.start, query.end, limits, Date.now());
  if (!range) {
    return NOTHING;
  }
  const series: StoredSeries[] = [];
  for (const one of store.seriesBetween(tenants, Math.max(0, range.startMs - beforeMs), range.endMs)) {
    if (labelValue(one.labels, '__profile_type__') === profileType && test(one.labels)) {
      series.push(one);
    }
  }
  return { series, ...range };
}

/**
 * The type without what tells how it was counted.
 * @throws ConnectError invalid_argument
 */
export function checkProfileType(id: string): string {
  const parts = id.split(':');
  if (parts.length !== 5 && !(parts.length === 6 && parts[5] === 'delta')) {
    throw invalid(
      `profile-type selection must be of the form <name>:<sample-type>:<sample-unit>:<period-type>:<period-unit>(:delta), got(${parts.length}): ${JSON.stringify(id)}`
    );
  }
  return parts.slice(0, 5).join(':');
}
