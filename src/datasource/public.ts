import type { TestDataSourceResponse } from '@grafana/data';
import type { TimeRange } from '../../pkg/pyroscope/api';
import { createPyroscopeClient } from '../../pkg/pyroscope/client/client';
import { printSelector } from '../../pkg/pyroscope/selector/selector';
import { Catalog, type ServiceType } from './server/catalog';
import { chooseCpuType, type ChosenCpuType } from './server/cpuType';
import { checkHealth } from './server/health';
import { proxyFetch } from './server/proxyFetch';

// What the app may use of the data source, and all of it.

export { useRequest } from './editor/fields/useRequest';
export type { ServiceType };

/** The server behind a data source, by the data source's uid, also of one that this page does not know of yet. */
export function serverOf(uid: string) {
  const client = createPyroscopeClient({ fetch: proxyFetch(uid), baseUrl: `/api/datasources/proxy/uid/${uid}` });
  const catalog = new Catalog(client);
  return {
    /** What "Save & test" says. */
    check: (): Promise<TestDataSourceResponse> => checkHealth(client),
    /** Every service with every profile type it has. Rejects with a `PyroscopeError`. */
    services: (range: TimeRange): Promise<ServiceType[]> => catalog.services(range),
    /** The CPU type with the most behind it for one service, and all types that it has. Rejects as `services` does. */
    cpuType: (service: string, range: TimeRange): Promise<ChosenCpuType> =>
      chooseCpuType(catalog, printSelector([{ name: 'service_name', op: '=', value: service }]), range),
  };
}
