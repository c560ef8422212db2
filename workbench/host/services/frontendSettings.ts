import type { DataSourceInstanceSettings, DataSourcePluginMeta, PanelPluginMeta, PluginMeta } from '@grafana/data';

/** What the server answers at /api/frontend/settings. */
export interface WorkbenchSettings {
  datasources: Record<string, DataSourceInstanceSettings>;
  defaultDatasource: string;
  panels: Record<string, PanelPluginMeta>;
  apps: Record<string, PluginMeta>;
  datasourceTypes: DataSourcePluginMeta[];
  workbench: {
    host: 'react19' | 'react18';
    grafanaVersion: string;
    /** Recorded profiles were fed, re-timed to end at this moment. */
    recordedEndMs?: number;
    /** Data sources whose plugin is not here, as 'name (type)'. */
    ignoredDataSources: string[];
    dashboards: Array<{ uid: string; title: string; url: string }>;
  };
}

let current: WorkbenchSettings;
const listeners = new Set<() => void>();

export function setSettings(settings: WorkbenchSettings): void {
  current = settings;
  listeners.forEach((listener) => listener());
}

export function getSettings(): WorkbenchSettings {
  return current;
}

export function onSettingsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
