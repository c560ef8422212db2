/** The part of JSON Schema that Kubernetes' own definitions use. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  oneOf?: Schema[];
}

/** What of a value its schema does not allow: a sentence each, with where it stands. */
export function schemaFaults(
  value: unknown,
  schema: Schema,
  definitions: Record<string, Schema>,
  where: string
): string[] {
  if (schema.$ref !== undefined) {
    return schemaFaults(value, definitions[schema.$ref], definitions, where);
  }
  const types = [schema.type ?? []].flat();
  const type = typeOf(value);
  if (types.length > 0 && !types.includes(type) && !(type === 'integer' && types.includes('number'))) {
    return [`${where} is ${type}, not ${types.join(' or ')}`];
  }
  if (schema.enum && !schema.enum.includes(value)) {
    return [`${where} is ${JSON.stringify(value)}, not one of ${schema.enum.join(', ')}`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => schemaFaults(item, schema.items ?? {}, definitions, `${where}[${index}]`));
  }
  if (type !== 'object') {
    return [];
  }
  const { properties = {}, required = [], additionalProperties: others = true } = schema;
  const missing = required.filter((name) => !(name in (value as object)));
  return [
    ...missing.map((name) => `${where} has no ${name}`),
    ...Object.entries(value as object).flatMap(([name, inner]) => {
      const its = properties[name] ?? (typeof others === 'object' ? others : undefined);
      if (its) {
        return schemaFaults(inner, its, definitions, `${where}.${name}`);
      }
      return others === false ? [`${where} has ${name}, which does not exist`] : [];
    }),
  ];
}

function typeOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return Number.isInteger(value) ? 'integer' : typeof value;
}
