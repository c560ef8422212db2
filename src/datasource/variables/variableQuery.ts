import type { DataQuery } from '@grafana/schema';
import { t } from '../../wording/t';

export type VariableType = 'service' | 'profileType' | 'label' | 'labelValue';

export const VARIABLE_TYPES: readonly VariableType[] = ['service', 'profileType', 'label', 'labelValue'];

/**
 * What fills a variable, as it is stored with a dashboard. The fields of Grafana's built-in Pyroscope data source keep
 * their names and meaning; the type `service` and `selector` are ours.
 */
export interface VariableQuery extends DataQuery {
  type: VariableType;
  profileTypeId?: string;
  labelName?: string;
  /** `{a="$b"}`: only of what it selects. */
  selector?: string;
  /** What Grafana shows as the variable's definition in its list (12.3: of a query that is no text, its `query`). */
  query?: string;
}

/** What a variable lists until its user chooses; Grafana asks nothing for a variable without a query. */
export const DEFAULT_VARIABLE_QUERY: VariableQuery = { refId: 'PyroscopeVariableQuery', type: 'profileType' };

/** The query with its definition: what it lists, as a text for the list of variables. */
export function withDefinition(query: VariableQuery): VariableQuery {
  const { type, labelName, profileTypeId, selector } = query;
  const of = [selector, profileTypeId].filter(Boolean).join(', ');
  const list = {
    service: t('datasource.variable.defined.services', 'Services'),
    profileType: t('datasource.variable.defined.types', 'Profile types'),
    label: t('datasource.variable.defined.labels', 'Labels'),
    labelValue: labelName
      ? t('datasource.variable.defined.values', 'Values of {{label}}', { label: labelName })
      : t('datasource.variable.defined.no-label', 'Values of a label'),
  }[type];
  return {
    ...query,
    query: of === '' ? list : t('datasource.variable.defined.of', '{{list}} of {{selection}}', { list, selection: of }),
  };
}

/** A stored query of any shape; what cannot be read is as if it had not been stored, an unknown type is undefined. */
export function readVariableQuery(stored: unknown): Omit<VariableQuery, 'type'> & { type?: VariableType } {
  const raw = (typeof stored === 'object' && stored !== null ? stored : { type: stored }) as Record<string, unknown>;
  const text = (field: string) => {
    const value = raw[field];
    return typeof value === 'string' && value.trim() !== '' ? { [field]: value } : {};
  };
  const type = raw.type === undefined || raw.type === null || raw.type === '' ? DEFAULT_VARIABLE_QUERY.type : raw.type;
  return {
    refId: typeof raw.refId === 'string' && raw.refId !== '' ? raw.refId : DEFAULT_VARIABLE_QUERY.refId,
    type: VARIABLE_TYPES.find((known) => known === type),
    ...text('profileTypeId'),
    ...text('labelName'),
    ...text('selector'),
  };
}
