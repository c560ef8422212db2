import type { DataSourceInstanceSettings, DataSourceSettings } from '@grafana/data';
import { getBackendSrv, isFetchError } from '@grafana/runtime';

import { listDataSources, reloadDataSources } from '../dataSources';
import { DATASOURCE_PLUGIN_ID } from '../frames/profileMeta';

/** A name that is still taken then is no matter of names. */
const LAST_NUMBER = 100;

export interface AddedDataSource {
  uid: string;
  name: string;
}

export function profileDataSources(): DataSourceInstanceSettings[] {
  return listDataSources({ filter: (settings) => settings.type === DATASOURCE_PLUGIN_ID });
}

/** The data sources of ours that read from this URL; none where the user may not see URLs. */
export async function dataSourcesOf(url: string): Promise<AddedDataSource[]> {
  const all = await getBackendSrv()
    .get<DataSourceSettings[]>('/api/datasources', undefined, undefined, { showErrorAlert: false })
    .catch(() => []);
  return all.filter((one) => one.type === DATASOURCE_PLUGIN_ID && withoutSlash(one.url) === withoutSlash(url));
}

/**
 * Adds a data source under the first free name.
 * Rejects with Grafana's own error when the user may not, or Grafana does not know the plugin.
 */
export async function addProfileDataSource(url: string): Promise<AddedDataSource> {
  const taken = new Set(listDataSources({ all: true }).map((settings) => settings.name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'Pyroscope' : `Pyroscope ${number}`;
    if (!taken.has(name)) {
      const uid = await addUnder(name, url, number >= LAST_NUMBER);
      if (uid !== undefined) {
        return { uid, name };
      }
    }
  }
}

/** Undefined when the name is taken by one that the user may not see. */
async function addUnder(name: string, url: string, last: boolean): Promise<string | undefined> {
  try {
    const created = await getBackendSrv().post<{ datasource: { uid: string } }>(
      '/api/datasources',
      { name, type: DATASOURCE_PLUGIN_ID, access: 'proxy', url, jsonData: {} },
      { showErrorAlert: false, showSuccessAlert: false }
    );
    await reloadDataSources();
    return created.datasource.uid;
  } catch (error) {
    if (isFetchError(error) && error.status === 409 && !last) {
      return undefined;
    }
    throw error;
  }
}

/** Lets a data source read from another URL, all else as it is. Rejects with Grafana's own error. */
export async function changeUrl(uid: string, url: string): Promise<void> {
  const address = `/api/datasources/uid/${uid}`;
  const settings = await getBackendSrv().get<DataSourceSettings>(address, undefined, undefined, {
    showErrorAlert: false,
  });
  await getBackendSrv().put(address, { ...settings, url }, { showErrorAlert: false, showSuccessAlert: false });
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

function withoutSlash(url: string): string {
  return url.trim().replace(/\/+$/, '');
}
