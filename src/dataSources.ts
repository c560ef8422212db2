import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv, type DataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';

/**
 * Grafana's data sources that the user may query; none outside of Grafana's pages. Grafana 13 deprecates this list for
 * one that has to be waited for, which 12.3 lacks: all of the app and the data source ask here.
 */
export function listDataSources(filters: GetDataSourceListFilters): DataSourceInstanceSettings[] {
  // Undefined outside of Grafana's pages, for all that its type says.
  const service = getDataSourceSrv() as DataSourceSrv | undefined;
  return service?.getList(filters) ?? [];
}

/** Lets Grafana's pages know of a data source that was added; if that fails, they do after the next reload. */
export async function reloadDataSources(): Promise<void> {
  await Promise.resolve(getDataSourceSrv().reload()).catch(() => undefined);
}
