import { AbstractLabelOperator, type AbstractQuery } from '@grafana/data';
import type { Matcher, MatchOperator } from '../../../pkg/pyroscope/selector/selector';
import { readMatchers } from '../query/selectorEdit';
import { readQuery, type PyroscopeQuery } from '../query/query';

export const ABSTRACT: Record<MatchOperator, AbstractLabelOperator> = {
  '=': AbstractLabelOperator.Equal,
  '!=': AbstractLabelOperator.NotEqual,
  '=~': AbstractLabelOperator.EqualRegEx,
  '!~': AbstractLabelOperator.NotEqualRegEx,
};

/** Queries as label matchers, which is what data sources of all kinds have in common. A selector that cannot be read has none. */
export function exportQueries(queries: readonly PyroscopeQuery[]): AbstractQuery[] {
  return queries.map((saved) => {
    const { query } = readQuery(saved);
    const matchers: Matcher[] = readMatchers(query.labelSelector) ?? [];
    return {
      refId: query.refId,
      labelMatchers: matchers.map(({ name, op, value }) => ({ name, operator: ABSTRACT[op], value })),
    };
  });
}
