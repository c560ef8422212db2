import type { DataSourceInstanceSettings, DataSourceSettings } from '@grafana/data';
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { listDataSources, reloadDataSources } from '../../dataSources';
import { DATASOURCE_PLUGIN_ID } from '../../frames/profileMeta';

export interface TempoSource {
  uid: string;
  name: string;
  /** Where its spans lead now. */
  linkedTo?: { uid: string; name: string; isOurs: boolean };
}

/** What is written into a Tempo's settings. */
export interface TraceToProfiles {
  datasourceUid: string;
  /** Label of profiles by tag of spans; empty: Grafana's own, service.name to service_name. */
  tags: Array<{ key: string; value: string }>;
  /** Empty: the CPU type that the service has. */
  profileTypeId: string;
}

export const USUAL_TAGS = [{ key: 'service.name', value: 'service_name' }];

export function tempoSources(): TempoSource[] {
  const all = listDataSources({ all: true });
  return all
    .filter(({ type }) => type === 'tempo')
    .map(({ uid, name, jsonData }: DataSourceInstanceSettings) => {
      const settings = jsonData as { tracesToProfiles?: { datasourceUid?: string } } | undefined;
      const linked = all.find((one) => one.uid === settings?.tracesToProfiles?.datasourceUid);
      const linkedTo = linked && {
        uid: linked.uid,
        name: linked.name,
        isOurs: linked.type === DATASOURCE_PLUGIN_ID,
      };
      return { uid, name, ...(linkedTo ? { linkedTo } : {}) };
    });
}

/**
 * Writes the link into a Tempo's settings, all else of which stays. `provisioned` and `forbidden`: Grafana does not let
 * it be written, and nothing was. Rejects with Grafana's own error otherwise.
 */
export async function linkTempo(uid: string, link: TraceToProfiles): Promise<'linked' | 'provisioned' | 'forbidden'> {
  const address = `/api/datasources/uid/${uid}`;
  const quiet = { showErrorAlert: false, showSuccessAlert: false };
  try {
    const settings = await getBackendSrv().get<DataSourceSettings<object>>(address, undefined, undefined, quiet);
    if (settings.readOnly) {
      return 'provisioned';
    }
    const jsonData = { ...settings.jsonData, tracesToProfiles: { ...link, customQuery: false } };
    await getBackendSrv().put(address, { ...settings, jsonData }, quiet);
    await reloadDataSources();
    return 'linked';
  } catch (error) {
    if (isFetchError(error) && error.status === 403) {
      return 'forbidden';
    }
    throw error;
  }
}

/** The same for a provisioning file: what goes under the data source's `jsonData`. */
export function linkYaml({ datasourceUid, tags, profileTypeId }: TraceToProfiles): string {
  return [
    'jsonData:',
    '  tracesToProfiles:',
    `    datasourceUid: ${JSON.stringify(datasourceUid)}`,
    '    tags:',
    ...tags.flatMap(({ key, value }) => [
      `      - key: ${JSON.stringify(key)}`,
      `        value: ${JSON.stringify(value)}`,
    ]),
    `    profileTypeId: ${JSON.stringify(profileTypeId)}`,
    '    customQuery: false',
  ].join('\n');
}
