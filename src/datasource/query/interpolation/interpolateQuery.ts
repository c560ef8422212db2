import type { AdHocVariableFilter } from '@grafana/data';
import { readLinked } from '../linkedQuery';
import { EVERYTHING, type PyroscopeQuery, type ReadQuery } from '../query';
import { filterMatchers } from './adHocFilters';
import type { Fault } from './fault';
import { interpolateSelector } from './selector';
import { couldBeText, hasVariable, scan, type VariableUse } from './variableSyntax';
import { textsOf, type Values } from './variableValue';

/** Ids may be several in one value, as they are pasted. */
const IDS = new Set(['spanSelector', 'traceIdSelector', 'profileIdSelector']);
/** What is asked by an id that has no value says so itself, in words that fit spans and traces. */
const SAYS_ITSELF = new Set(['spanSelector', 'spanTraceId', 'traceIdSelector']);
/** Names of functions have dollar signs in them. */
const NAMES = new Set(['stackTraceSelector']);
/** Of a comparison: queries in a query. */
const SIDES = new Set(['baseline', 'compared']);
const NOT_FILLED = new Set(['refId', 'key', 'datasource', 'hide', 'editorMode', 'throughFunction']);

/** A query that is filled in and read, with all that is wrong with it. */
export interface FilledQuery extends ReadQuery {
  faults: Fault[];
}

export interface Filled {
  query: PyroscopeQuery;
  faults: Fault[];
}

/**
 * A saved query, of whatever shape, with its variables' values in place in every text of it and the dashboard's ad hoc
 * filters added. Where it cannot be filled in, what was written stays and the fault says why; one whose question is in
 * a field that cannot be read gets no filters either, since those would become a selector that nobody meant.
 */
export function interpolateQuery(
  asSaved: PyroscopeQuery,
  values: Values,
  filters: readonly AdHocVariableFilter[] = []
): Filled {
  const { query: saved, unread } = readLinked(asSaved);
  if (unread) {
    return { query: saved, faults: [{ reason: 'unread', ...unread }] };
  }
  const { matchers, faults } = filterMatchers(filters);
  const query: Record<string, unknown> = { ...saved };
  for (const [field, value] of Object.entries(saved)) {
    if (field === 'labelSelector' || NOT_FILLED.has(field)) {
      continue;
    }
    const onProblem = (use: VariableUse, reason: Fault['reason']) => {
      const counts =
        reason === 'unknown' ? mustBeVariable(field, value, use) : reason === 'too-many' || !SAYS_ITSELF.has(field);
      if (counts) {
        faults.push({ reason, variable: use.whole, field } as Fault);
      }
    };
    if (SIDES.has(field) && typeof value === 'object' && value !== null) {
      // Without a selector of its own it has the query's, with the filters that this one gets.
      const { labelSelector } = value as PyroscopeQuery;
      const side = { ...value, labelSelector: labelSelector || EVERYTHING } as PyroscopeQuery;
      const filled = interpolateQuery(side, values, labelSelector ? filters : []);
      query[field] = { ...filled.query, labelSelector: labelSelector && filled.query.labelSelector };
      faults.push(...filled.faults);
    } else if (typeof value === 'string') {
      query[field] = oneText(value, values, onProblem);
    } else if (Array.isArray(value)) {
      query[field] = value.flatMap((entry) =>
        typeof entry === 'string' ? listed(field, textsOf(entry, values, onProblem), entry) : [entry]
      );
    }
  }
  const { labelSelector } = saved;
  if (typeof labelSelector === 'string' || labelSelector === undefined || labelSelector === null) {
    const written = labelSelector?.trim() ? labelSelector : EVERYTHING;
    const filled = interpolateSelector(written, values, matchers, (use, reason) =>
      faults.push({ reason, variable: use.whole, field: 'labelSelector' })
    );
    query.labelSelector = filled === written ? labelSelector : filled;
  }
  return { query: query as unknown as PyroscopeQuery, faults };
}

function oneText(
  text: string,
  values: Values,
  onProblem: (use: VariableUse, reason: 'empty' | 'unknown' | 'several') => void
): string {
  let isSeveral = false;
  const texts = textsOf(text, values, (use, reason) => {
    // More than one is already too many here.
    if (reason === 'too-many') {
      isSeveral = true;
    } else {
      onProblem(use, reason);
    }
  });
  if (isSeveral || texts.length > 1) {
    const use = scan(text).find((part) => typeof part !== 'string') as VariableUse;
    onProblem(use, 'several');
    return text;
  }
  return texts[0];
}

function listed(field: string, texts: string[], written: string): string[] {
  if (!IDS.has(field) || texts[0] === written) {
    return texts;
  }
  const ids = texts.flatMap((text) => text.split(/[\s,]+/).filter((id) => id !== ''));
  // An empty text box selects nothing: to ask without it would show the whole service as one span.
  return ids.length === 0 && SAYS_ITSELF.has(field) && hasVariable(written) ? [written] : ids;
}

function mustBeVariable(field: string, value: unknown, use: VariableUse): boolean {
  if (NAMES.has(field) || SAYS_ITSELF.has(field)) {
    return false;
  }
  return !couldBeText(use) || value === use.whole || (Array.isArray(value) && value.includes(use.whole));
}
