import { coreDataSources } from './provisioning/coreDataSources';
import { type DataSourceStore, toPublic } from './provisioning/dataSourceStore';
import { type DashboardJson, slugOf } from './provisioning/dashboards';
import type { InstalledPlugin } from './plugins';

/** What is true of this run of the workbench and of no Grafana. */
export interface WorkbenchFacts {
  /** Set when recorded profiles were fed: the moment they were re-timed to end at, in milliseconds since 1970. */
  recordedEndMs?: number;
  host: 'react19' | 'react18';
  grafanaVersion: string;
}

/** The boot data of a Grafana page, cut down to what plugins and the host page read. */
export function frontendSettings(
  store: DataSourceStore,
  plugins: InstalledPlugin[],
  dashboards: DashboardJson[],
  facts: WorkbenchFacts
): Record<string, unknown> {
  const byId = new Map([...coreDataSources, ...plugins].map((plugin) => [plugin.id, plugin]));
  const datasources: Record<string, unknown> = {};
  const unknown: string[] = [];
  let defaultDatasource = '';
  for (const dataSource of store.list()) {
    const plugin = byId.get(dataSource.type);
    if (!plugin) {
      unknown.push(`${dataSource.name} (${dataSource.type})`);
      continue;
    }
    const { id, uid, name, type, isDefault, jsonData, access, readOnly, basicAuth, withCredentials } =
      toPublic(dataSource);
    datasources[name] = {
      id,
      uid,
      name,
      type,
      access,
      isDefault,
      readOnly,
      jsonData,
      withCredentials,
      // The browser never gets the credentials, only an address that adds them.
      ...(basicAuth ? { basicAuth: undefined } : {}),
      url: `/api/datasources/proxy/uid/${uid}`,
      cachingConfig: { enabled: false, TTLMs: 0 },
      meta: plugin.meta,
    };
    if (isDefault) {
      defaultDatasource = name;
    }
  }
  const ofType = (type: InstalledPlugin['type']) => plugins.filter((plugin) => plugin.type === type);
  return {
    buildInfo: { version: facts.grafanaVersion, commit: '', env: 'development', edition: 'Open Source' },
    appSubUrl: '',
    appUrl: '/',
    featureToggles: {},
    licenseInfo: {},
    defaultDatasource,
    datasources,
    panels: Object.fromEntries(
      ofType('panel').map(({ id, meta }, sort) => [id, { ...meta, sort, hideFromList: false }])
    ),
    apps: Object.fromEntries(ofType('app').map(({ id, meta }) => [id, { ...meta, path: meta.module, preload: false }])),
    datasourceTypes: ofType('datasource').map(({ meta }) => meta),
    workbench: {
      ...facts,
      ignoredDataSources: unknown,
      dashboards: dashboards.map(({ uid, title }) => ({ uid, title, url: `/d/${uid}/${slugOf(title)}` })),
    },
  };
}
