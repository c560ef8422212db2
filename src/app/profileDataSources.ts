import type { DataSourceInstanceSettings } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';

import { DATASOURCE_PLUGIN_ID } from '../frames/profileMeta';

export function profileDataSources(): DataSourceInstanceSettings[] {
  return getDataSourceSrv().getList({ filter: (settings) => settings.type === DATASOURCE_PLUGIN_ID });
}

/**
 * Adds a data source under the first free name and answers its uid.
 * Rejects with Grafana's own error when the reader may not, or Grafana does not know the plugin.
 */
export async function addProfileDataSource(url: string): Promise<string> {
  const taken = new Set(
    getDataSourceSrv()
      .getList({ all: true })
      .map((settings) => settings.name)
  );
  let name = 'Pyroscope';
  for (let number = 2; taken.has(name); number++) {
    name = `Pyroscope ${number}`;
  }
  const created = await getBackendSrv().post<{ datasource: { uid: string } }>(
    '/api/datasources',
    { name, type: DATASOURCE_PLUGIN_ID, access: 'proxy', url, jsonData: {} },
    { showErrorAlert: false }
  );
  // Grafana's pages know of it from now on.
  await getDataSourceSrv().reload();
  return created.datasource.uid;
}

/** Explore with a CPU query on a data source; Grafana fills in the rest. */
export function exploreUrl(settings: DataSourceInstanceSettings): string {
  const datasource = { type: settings.type, uid: settings.uid };
  const pane = {
    datasource: settings.uid,
    queries: [{ refId: 'A', datasource, queryType: 'profile', labelSelector: '{}' }],
    range: { from: 'now-30m', to: 'now' },
  };
  return `/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ hotpath: pane }))}`;
}

export function settingsUrl(uid: string): string {
  return `/connections/datasources/edit/${uid}`;
}
