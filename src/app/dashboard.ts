import { getBackendSrv } from '@grafana/runtime';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { printSelector } from '../../pkg/pyroscope/selector';
import { PANEL_PLUGIN_ID } from '../frames/profileMeta';

type Source = Pick<DataSourceInstanceSettings, 'uid' | 'type'>;

/** One service on a page: its CPU over time above, where it goes below. */
export function firstDashboard({ uid, type }: Source, service: string, title: string) {
  const datasource = { uid, type };
  const query = {
    refId: 'A',
    datasource,
    labelSelector: printSelector([{ name: 'service_name', op: '=', value: service }]),
    profileTypeId: '',
    groupBy: [],
  };
  return {
    title,
    tags: ['profiles'],
    time: { from: 'now-30m', to: 'now' },
    schemaVersion: 41,
    panels: [
      {
        id: 1,
        type: 'timeseries',
        title: `${service}: CPU`,
        datasource,
        gridPos: { x: 0, y: 0, w: 24, h: 8 },
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

/** Saves the dashboard and answers its address. Rejects with Grafana's own error when the reader may not. */
export async function saveDashboard(dashboard: object): Promise<string> {
  const saved = await getBackendSrv().post<{ url: string }>(
    '/api/dashboards/db',
    { dashboard: { ...dashboard, id: null, uid: null }, overwrite: false },
    { showErrorAlert: false }
  );
  return saved.url;
}
