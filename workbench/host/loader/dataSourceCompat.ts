import type { DataSourceInstanceSettings, DataSourceRef, ScopedVars } from '@grafana/data';
import { type GetDataSourceListFilters, getDataSourceSrv } from '@grafana/runtime';

/*
 * In place of @grafana/plugin-compat, by which scenes 9 ask for data sources: its own module imports names that no
 * @grafana/runtime on npm has yet.
 */

type Ref = DataSourceRef | string | null;

export async function getDataSourceInstance(ref?: Ref, scopedVars?: ScopedVars) {
  return getDataSourceSrv().get(ref, scopedVars);
}

export async function getDataSourceInstanceList(filters?: GetDataSourceListFilters) {
  return getDataSourceSrv().getList(filters);
}

export async function getDefaultDataSourceInstanceListItem(items: DataSourceInstanceSettings[]) {
  return items.find(({ isDefault }) => isDefault);
}
