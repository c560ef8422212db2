import type { TestDataSourceResponse } from '@grafana/data';
import type { TimeRange } from '../../pkg/pyroscope/api';
import { createPyroscopeClient } from '../../pkg/pyroscope/client/client';
import { printSelector } from '../../pkg/pyroscope/selector/selector';
import { Catalog, type ServiceType } from './server/catalog';
import { chooseCpuType, type ChosenCpuType } from './server/cpuType';
import { checkHealth } from './server/health';
import { proxyFetch } from './server/proxyFetch';
import { spanSamples } from './server/spanSamples';

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
    /** Ids of the profile types that were sent. Rejects as `services` does. */
    profileTypes: async (range: TimeRange): Promise<string[]> =>
      (await catalog.profileTypes(range)).map(({ id }) => id),
    /** Names of the labels that profiles have. Rejects as `services` does. */
    labelNames: (range: TimeRange): Promise<string[]> => catalog.labelNames([], range),
    /**
     * What the samples of some spans add up to in the smallest unit of the type, and for CPU time how many they are, by
     * one call. Rejects as `services` does.
     */
    samplesOfSpans: (spanIds: string[], profileTypeId: string, range: TimeRange) =>
      spanSamples(client, spanIds, profileTypeId, range),
  };
}
