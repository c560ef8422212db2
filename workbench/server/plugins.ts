import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PluginRoute } from './proxyRoutes';

interface PluginJson {
  id: string;
  type: 'app' | 'datasource' | 'panel';
  name: string;
  languages?: string[];
  info: { version?: string; logos?: { small?: string; large?: string }; [key: string]: unknown };
  routes?: PluginRoute[];
  [key: string]: unknown;
}

/** A plugin found under dist/, the root one or nested. */
export interface InstalledPlugin {
  id: string;
  type: 'app' | 'datasource' | 'panel';
  folder: string;
  routes: PluginRoute[];
  /** plugin.json as Grafana sends it to the browser: without routes, logos and module as addresses. */
  meta: Record<string, unknown> & { id: string; name: string; module: string };
}

/** Looks at the disk each time, so that a rebuild needs no restart. */
export function installedPlugins(dist: string): InstalledPlugin[] {
  const found: InstalledPlugin[] = [];
  const visit = (folder: string, parentVersion: string | undefined) => {
    let version = parentVersion;
    const file = join(folder, 'plugin.json');
    if (existsSync(file) && existsSync(join(folder, 'module.js'))) {
      const json = JSON.parse(readFileSync(file, 'utf8')) as PluginJson;
      version = json.info.version || parentVersion;
      found.push(describe(json, dirname(file), version));
    }
    for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
      if (entry.isDirectory() && entry.name !== 'img' && entry.name !== 'locales') {
        visit(join(folder, entry.name), version);
      }
    }
  };
  visit(dist, undefined);
  return found;
}

function describe(json: PluginJson, folder: string, version: string | undefined): InstalledPlugin {
  const { routes, ...rest } = json;
  const baseUrl = `public/plugins/${json.id}`;
  const address = (logo: string | undefined) =>
    logo ? `${baseUrl}/${logo}` : 'public/build/img/icons/unicons/apps.svg';
  return {
    id: json.id,
    type: json.type,
    folder,
    routes: routes ?? [],
    meta: {
      ...rest,
      baseUrl,
      module: `${baseUrl}/module.js`,
      moduleHash: undefined,
      loadingStrategy: 'script',
      translations: Object.fromEntries(
        (json.languages ?? []).map((language) => [language, `${baseUrl}/locales/${language}/${json.id}.json`])
      ),
      angular: { detected: false, hideDeprecation: false },
      signature: 'unsigned',
      enabled: true,
      info: {
        links: [],
        screenshots: [],
        ...json.info,
        version: version ?? '',
        logos: { small: address(json.info.logos?.small), large: address(json.info.logos?.large) },
      },
    },
  };
}
