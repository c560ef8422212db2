import type { DataQuery } from '@grafana/schema';

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
}

/** What a variable lists until its user chooses; Grafana asks nothing for a variable without a query. */
export const DEFAULT_VARIABLE_QUERY: VariableQuery = { refId: 'PyroscopeVariableQuery', type: 'profileType' };

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
