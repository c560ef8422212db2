import type { TimeRange } from '@grafana/data';
import { durationText } from '../../wording/durationText';
import type { PyroscopeQuery } from './query';
import { readMatchers } from './selectorEdit';
import { t } from '../../wording/t';

/** Beyond it, profiles of all services are only read when the reader says so. */
export const UNASKED_MS = 6 * 3_600_000;

/**
 * Whether a query as it stands may be far more than its reader meant: all services over a long range, which is what a
 * first visit or an emptied selector asks for.
 */
export function asksForTooMuch(query: PyroscopeQuery, range: TimeRange): boolean {
  const matchers = readMatchers(query.labelSelector);
  const byId = [query.spanSelector, query.traceIdSelector, query.profileIdSelector].some((ids) => ids?.length);
  return matchers?.length === 0 && !byId && lengthOf(range) > UNASKED_MS;
}

/** How long a range is, in words. */
export function lengthText(range: TimeRange): string {
  return durationText(Math.round(lengthOf(range) / 60_000) * 60_000);
}

export function waitingText(range: TimeRange): string {
  return t(
    'datasource.guard.waiting',
    'Not asked yet: all services over {{length}} may be slow. Choose a service, a shorter time range, or “Run anyway” above.',
    { length: lengthText(range) }
  );
}

/** The long ranges over which a reader asked for all services; as long as the page lives. */
export class Confirmations {
  private readonly ranges = new Set<string>();

  add(range: TimeRange): void {
    this.ranges.add(asChosen(range));
  }

  has(range: TimeRange): boolean {
    return this.ranges.has(asChosen(range));
  }
}

function lengthOf({ from, to }: TimeRange): number {
  return to.valueOf() - from.valueOf();
}

/** As the reader chose it, so that a range that ends now stays the same one. */
function asChosen({ raw }: TimeRange): string {
  return [raw.from, raw.to].map((bound) => (typeof bound === 'string' ? bound : bound.valueOf())).join(' ');
}
