import { getBackendSrv, isFetchError } from '@grafana/runtime';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { printSelector } from '../../pkg/pyroscope/selector/selector';
import { PANEL_PLUGIN_ID } from '../frames/profileMeta';

type Source = Pick<DataSourceInstanceSettings, 'uid' | 'type'>;

export interface FirstDashboardOf {
  source: Source;
  service: string;
  profileTypeId: string;
}

export interface FoundDashboard {
  title: string;
  url: string;
}

/** Profiles far apart are points, not nothing. */
const LINES = {
  drawStyle: 'line',
  lineWidth: 1,
  fillOpacity: 10,
  showPoints: 'auto',
  pointSize: 5,
  spanNulls: false,
  axisSoftMin: 0,
};

/** One service on a page: what it costs over time above, where that goes below. `cost` names it for a user. */
export function firstDashboard({ source, service, profileTypeId }: FirstDashboardOf, cost: string) {
  const datasource = { uid: source.uid, type: source.type };
  const query = {
    refId: 'A',
    datasource,
    labelSelector: printSelector([{ name: 'service_name', op: '=', value: service }]),
    profileTypeId,
    groupBy: [],
  };
  return {
    tags: ['profiles'],
    time: { from: 'now-30m', to: 'now' },
    timezone: 'browser',
    schemaVersion: 41,
    panels: [
      {
        id: 1,
        type: 'timeseries',
        title: `${service}: ${cost}`,
        datasource,
        gridPos: { x: 0, y: 0, w: 24, h: 8 },
        fieldConfig: { defaults: { custom: LINES }, overrides: [] },
        options: { legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] } },
        targets: [{ ...query, queryType: 'metrics' }],
      },
      {
        id: 2,
        type: PANEL_PLUGIN_ID,
        title: '',
        datasource,
        gridPos: { x: 0, y: 8, w: 24, h: 16 },
        targets: [{ ...query, queryType: 'profile' }],
      },
    ],
  };
}

/**
 * The uid of the n-th dashboard made here of a service: the same each time, so that one that is there already is found
 * under it. Grafana itself lets titles repeat. At most 40 characters, as Grafana takes.
 */
export function dashboardUid({ uid }: Source, service: string, number = 1): string {
  const readable = service
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 20);
  return `profiles-${readable}-${hash(`${uid}\n${service}`)}${number > 1 ? `-${number}` : ''}`;
}

/** Undefined where there is none, or none that the user may see. Rejects with Grafana's own error otherwise. */
export async function findDashboard(uid: string): Promise<FoundDashboard | undefined> {
  try {
    const { dashboard, meta } = await getBackendSrv().get<{ dashboard: { title: string }; meta: { url: string } }>(
      `/api/dashboards/uid/${uid}`,
      undefined,
      undefined,
      { showErrorAlert: false }
    );
    return { title: dashboard.title, url: meta.url };
  } catch (error) {
    if (isFetchError(error) && (error.status === 404 || error.status === 403)) {
      return undefined;
    }
    throw error;
  }
}

/** Saves a new dashboard and answers its address. Rejects with Grafana's own error when the user may not. */
export async function saveDashboard(dashboard: { uid: string; title: string }): Promise<string> {
  const saved = await getBackendSrv().post<{ url: string }>(
    '/api/dashboards/db',
    { dashboard: { ...dashboard, id: null }, overwrite: false },
    { showErrorAlert: false, showSuccessAlert: false }
  );
  return saved.url;
}

/** FNV-1a, 32 bits, in base 36. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
