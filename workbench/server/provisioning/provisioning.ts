import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type Env = Record<string, string | undefined>;

export interface ProvisionedDataSource {
  uid: string;
  name: string;
  type: string;
  url?: string;
  isDefault?: boolean;
  basicAuth?: boolean;
  basicAuthUser?: string;
  withCredentials?: boolean;
  editable?: boolean;
  jsonData?: Record<string, unknown>;
  secureJsonData?: Record<string, string>;
}

/** Data sources of every YAML file in a folder, `$NAME`, `${NAME}` and `$__env{NAME}` replaced; `$$` is a plain `$`. */
export function readDataSources(folder: string, env: Env): ProvisionedDataSource[] {
  if (!existsSync(folder)) {
    return [];
  }
  const found: ProvisionedDataSource[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!/\.ya?ml$/.test(file)) {
      continue;
    }
    const document = parse(readFileSync(join(folder, file), 'utf8')) as {
      datasources?: ProvisionedDataSource[];
    } | null;
    for (const dataSource of document?.datasources ?? []) {
      const expanded = expand(dataSource, env) as ProvisionedDataSource;
      found.push({ ...expanded, uid: expanded.uid ?? slug(expanded.name) });
    }
  }
  return found;
}

export function expand(value: unknown, env: Env): unknown {
  if (typeof value === 'string') {
    return value.replace(
      /\$\$|\$__env\{(\w+)\}|\$\{(\w+)\}|\$([A-Za-z_]\w*)/g,
      (all, a?: string, b?: string, c?: string) => (all === '$$' ? '$' : (env[(a ?? b ?? c)!] ?? ''))
    );
  }
  if (Array.isArray(value)) {
    return value.map((item) => expand(item, env));
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, env)]));
  }
  return value;
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
