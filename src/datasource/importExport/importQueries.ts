import { hasQueryExportSupport, type AbstractLabelMatcher, type DataSourceApi } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { printSelector, type MatchOperator } from '../../../pkg/pyroscope/selector/selector';
import { readLinked } from '../query/linkedQuery';
import { defaultQuery, EVERYTHING, type PyroscopeQuery } from '../query/query';
import { ABSTRACT } from './exportQueries';

/** Queries of these have our own fields: Grafana's built-in data source, also under its old name. */
const SAME_FIELDS = new Set(['grafana-pyroscope-datasource', 'phlare', 'hotpath-pyroscope-datasource']);

/**
 * Queries of another data source as ours, in their order: those of the built-in Pyroscope one with all their fields,
 * those of others where a text is a profile type with a selector, else as far as they are label matchers. A query that
 * has none keeps its letter and selects everything.
 */
export async function importQueries(
  queries: readonly DataQuery[],
  origin: Pick<DataSourceApi, 'type'>
): Promise<PyroscopeQuery[]> {
  if (SAME_FIELDS.has(origin.type)) {
    return queries.map(({ datasource: _, ...query }) => query as PyroscopeQuery);
  }
  const abstract = hasQueryExportSupport<DataQuery>(origin) ? await origin.exportToAbstractQueries([...queries]) : [];
  return queries.map((query) => {
    const { refId, hide } = query;
    const { profileTypeId, labelSelector } = readLinked(query as PyroscopeQuery).query;
    if (profileTypeId && labelSelector) {
      return { ...defaultQuery, refId, ...(hide ? { hide } : {}), profileTypeId, labelSelector };
    }
    const matchers = abstract.find((one) => one.refId === refId)?.labelMatchers ?? [];
    return {
      ...defaultQuery,
      refId,
      ...(hide ? { hide } : {}),
      labelSelector: matchers.length === 0 ? EVERYTHING : selectorOf(matchers),
    };
  });
}

function selectorOf(matchers: readonly AbstractLabelMatcher[]): string {
  const operators = Object.entries(ABSTRACT) as Array<[MatchOperator, unknown]>;
  return printSelector(
    matchers.map(({ name, operator, value }) => ({
      name,
      op: operators.find(([, abstract]) => abstract === operator)?.[0] ?? '=',
      value,
    }))
  );
}
