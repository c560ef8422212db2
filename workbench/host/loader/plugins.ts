import { AppPlugin, type DataSourcePlugin, type PanelPlugin, type PluginMeta } from '@grafana/data';
import { getSettings } from '../services/frontendSettings';
import { importModule } from './systemjs';
import { addTranslations } from './translations';

type AnyDataSourcePlugin = DataSourcePlugin<any, any, any, any>;

const loaded = new Map<string, Promise<unknown>>();
const panels = new Map<string, PanelPlugin>();

function once<T>(id: string, load: () => Promise<T>): Promise<T> {
  let plugin = loaded.get(id) as Promise<T> | undefined;
  if (!plugin) {
    plugin = load();
    loaded.set(id, plugin);
    plugin.catch(() => loaded.delete(id));
  }
  return plugin;
}

async function importPlugin<T extends { meta: PluginMeta }>(meta: PluginMeta): Promise<T> {
  await addTranslations(meta);
  const module = await importModule<{ plugin?: T | Promise<T> }>(meta.module, meta.info.version);
  const plugin = await module.plugin;
  if (!plugin) {
    throw new Error(`${meta.module} exports no plugin`);
  }
  plugin.meta = meta;
  return plugin;
}

export function importDataSourcePlugin(meta: PluginMeta): Promise<AnyDataSourcePlugin> {
  return once(meta.id, () => importPlugin<AnyDataSourcePlugin>(meta));
}

export function importPanelPlugin(id: string): Promise<PanelPlugin> {
  const meta = getSettings().panels[id];
  if (!meta) {
    return Promise.reject(new Error(`Panel plugin not found: ${id}`));
  }
  return once(id, async () => {
    const plugin = await importPlugin<PanelPlugin>(meta);
    panels.set(id, plugin);
    return plugin;
  });
}

/** The panel plugin if it was imported before. */
export function loadedPanelPlugin(id: string): PanelPlugin | undefined {
  return panels.get(id);
}

export function importAppPlugin(id: string): Promise<AppPlugin> {
  const meta = getSettings().apps[id];
  if (!meta) {
    return Promise.reject(new Error(`App plugin not found: ${id}`));
  }
  return once(id, async () => {
    const plugin = await importPlugin<AppPlugin>(meta);
    plugin.init(meta as AppPlugin['meta']);
    plugin.setComponentsFromLegacyExports({});
    return plugin;
  });
}
