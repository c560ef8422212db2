import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef, ScopedVars } from '@grafana/data';
import { type DataSourceSrv, type GetDataSourceListFilters, getBackendSrv, getTemplateSrv } from '@grafana/runtime';
import { importDataSourcePlugin } from '../loader/plugins';
import { type WorkbenchSettings, getSettings, setSettings } from './frontendSettings';

type Ref = DataSourceRef | string | null | undefined;

/** The data sources of this workbench, each loaded from its plugin when it is first asked for. */
export class WorkbenchDataSourceSrv implements DataSourceSrv {
  private instances = new Map<string, Promise<DataSourceApi>>();

  async get(ref?: Ref, scopedVars?: ScopedVars): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref, scopedVars);
    if (!settings) {
      const name = typeof ref === 'string' ? ref : (ref?.uid ?? ref?.type ?? 'default');
      throw new Error(`Datasource ${name} was not found`);
    }
    let instance = this.instances.get(settings.uid);
    if (!instance) {
      instance = this.load(settings);
      this.instances.set(settings.uid, instance);
      instance.catch(() => this.instances.delete(settings.uid));
    }
    return instance;
  }

  getInstanceSettings(ref?: Ref, scopedVars?: ScopedVars): DataSourceInstanceSettings | undefined {
    const all = Object.values(getSettings().datasources);
    const asked = typeof ref === 'string' ? ref : ref?.uid;
    if (!asked || asked === 'default') {
      const type = typeof ref === 'object' && ref ? ref.type : undefined;
      const ofType = type ? all.filter((settings) => settings.type === type) : all;
      return ofType.find((settings) => settings.isDefault) ?? ofType[0];
    }
    const key = asked.startsWith('$') ? getTemplateSrv().replace(asked, scopedVars) : asked;
    return all.find((settings) => settings.uid === key) ?? all.find((settings) => settings.name === key);
  }

  getList(filters: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const types = filters.type === undefined ? undefined : [filters.type].flat();
    return Object.values(getSettings().datasources).filter((settings) => {
      const { meta } = settings;
      return (
        (!types || types.includes(settings.type)) &&
        (!filters.pluginId || meta.id === filters.pluginId) &&
        (!filters.metrics || meta.metrics) &&
        (!filters.tracing || meta.tracing) &&
        (!filters.logs || meta.logs) &&
        (!filters.annotations || meta.annotations) &&
        (!filters.alerting || meta.alerting) &&
        (!filters.filter || filters.filter(settings))
      );
    });
  }

  /** After a data source was added, saved or deleted. */
  async reload(): Promise<void> {
    setSettings(await getBackendSrv().get<WorkbenchSettings>('/api/frontend/settings'));
    this.instances = new Map();
  }

  registerRuntimeDataSource(): void {
    throw new Error('The workbench has no runtime data sources');
  }

  private async load(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
    const plugin = await importDataSourcePlugin(settings.meta);
    const instance = new plugin.DataSourceClass(settings);
    instance.components = plugin.components;
    // Instances made by older constructors lack these, and Grafana fills them in.
    instance.meta ??= settings.meta;
    Object.assign(instance, { name: settings.name, uid: settings.uid, type: settings.type });
    return instance;
  }
}
