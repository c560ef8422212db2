import type { DataSourceInstanceSettings, DataSourceSettings } from '@grafana/data';
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { listDataSources, reloadDataSources } from '../../dataSources';
import { DATASOURCE_PLUGIN_ID } from '../../frames/profileMeta';

export interface TempoSource {
  uid: string;
  name: string;
  /** Set up by a file, and changed only there. */
  readOnly: boolean;
  /** Where its spans lead now. */
  linkedTo?: { uid: string; name: string; isOurs: boolean };
  /** What is chosen so far; the usual where nothing is. */
  link: TraceToProfiles;
}

/** A tag of spans and the label of profiles that has the same value. */
export interface TagLabel {
  key: string;
  value: string;
}

/** What is written into a Tempo's settings. */
export interface TraceToProfiles {
  datasourceUid: string;
  /** Empty: Grafana's own, service.name to service_name. */
  tags: TagLabel[];
  /** Empty: the CPU type that the service has. */
  profileTypeId: string;
}

const USUAL_TAGS = [{ key: 'service.name', value: 'service_name' }];

export function tempoSources(): TempoSource[] {
  const all = listDataSources({ all: true });
  return all
    .filter(({ type }) => type === 'tempo')
    .map(({ uid, name, readOnly, jsonData }: DataSourceInstanceSettings) => {
      const saved = (jsonData as { tracesToProfiles?: Partial<TraceToProfiles> } | undefined)?.tracesToProfiles;
      const linked = all.find((one) => one.uid === saved?.datasourceUid);
      const linkedTo = linked && {
        uid: linked.uid,
        name: linked.name,
        isOurs: linked.type === DATASOURCE_PLUGIN_ID,
      };
      return { uid, name, readOnly: readOnly === true, ...(linkedTo ? { linkedTo } : {}), link: linkOf(saved) };
    });
}

function linkOf({ datasourceUid = '', tags, profileTypeId = '' }: Partial<TraceToProfiles> = {}): TraceToProfiles {
  const own = (tags ?? []).filter(({ key }) => key).map(({ key, value }) => ({ key, value: labelOf({ key, value }) }));
  return { datasourceUid, tags: own.length > 0 ? own : USUAL_TAGS, profileTypeId };
}

/** Without a label of its own a tag stands for the label of its name, as Grafana writes it. */
export function labelOf({ key, value }: { key: string; value?: string }): string {
  return value || key.replace('.', '_');
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
