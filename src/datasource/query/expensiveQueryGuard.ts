import type { TimeRange } from '@grafana/data';
import { durationText } from '../../wording/durationText';
import type { PyroscopeQuery } from './query';
import { readMatchers } from './selectorEdit';
import { t } from '../../wording/t';

/** Beyond it, profiles of all services are only read when the user says so. */
const UNASKED_MS = 6 * 3_600_000;

/**
 * Whether a query as it stands may be far more than its user meant: all services over a long range, which is what a
 * first visit or an emptied selector asks for.
 */
export function asksForTooMuch(query: PyroscopeQuery, range: TimeRange): boolean {
  const matchers = readMatchers(query.labelSelector);
  const byId = [query.spanSelector, query.traceIdSelector, query.profileIdSelector].some((ids) => ids?.length);
  return matchers?.length === 0 && !byId && !query.newValuesOf && lengthOf(range) > UNASKED_MS;
}

/** How long a range is, in words. */
export function lengthText(range: TimeRange): string {
  return durationText(Math.round(lengthOf(range) / 60_000) * 60_000);
}

export function waitingText(range: TimeRange): string {
  return t(
    'datasource.guard.waiting',
    'Not run yet: all services over {{length}} may be slow. Choose a service, a shorter time range, or “Run anyway” above.',
    { length: lengthText(range) }
  );
}

/** Holds back expensive queries in Explore until the user says to run them, which it remembers as long as the page lives. */
export class ExpensiveQueryGuard {
  readonly #confirmed = new Set<string>();

  holdsBack(query: PyroscopeQuery, range: TimeRange, app: string | undefined): boolean {
    return app === 'explore' && asksForTooMuch(query, range) && !this.#confirmed.has(asChosen(range));
  }

  confirm(range: TimeRange): void {
    this.#confirmed.add(asChosen(range));
  }
}

function lengthOf({ from, to }: TimeRange): number {
  return to.valueOf() - from.valueOf();
}

/** As the user chose it, so that a range that ends now stays the same one. */
function asChosen({ raw }: TimeRange): string {
  return [raw.from, raw.to].map((bound) => (typeof bound === 'string' ? bound : bound.valueOf())).join(' ');
}
