import type { DataFrame, Field, FieldType } from '@grafana/data';

/** Makes the fields of a frame that has a row a function, each of one property. */
export function functionFields<T extends object>(functions: readonly T[]) {
  return (name: keyof T & string, type: FieldType, config: Field['config'] = {}): Field => ({
    name,
    type,
    config,
    values: functions.map((one) => one[name]),
  });
}

/** What {@link functionFields} made fields of. */
export function readFunctions<T>({ length, fields }: DataFrame): T[] {
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(fields.map(({ name, values }) => [name, values[row]]))
  ) as T[];
}
