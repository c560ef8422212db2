import { useEffect } from 'react';
import type { PyroscopeQuery } from '../query/query';

/** Fields that say nothing of what to ask; of others Explore looks at the value. */
const NO_QUESTION = new Set(['refId', 'key', 'context', 'datasource', 'hide']);

/** Explore opens such a query, of a link that names the data source alone, and does not run it. */
export function isUnasked(saved: PyroscopeQuery): boolean {
  return Object.entries(saved).every(([field, value]) => NO_QUESTION.has(field) || !value);
}

/** Calls `ask` once when a query turns out to have nothing in it. */
export function useFirstQuestion(unasked: boolean, ask: () => void): void {
  useEffect(() => {
    if (unasked) {
      ask();
    }
    // `ask` is a new function on every render, for the same query.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [unasked]);
}
