import type { TestDataSourceResponse } from '@grafana/data';

import type { TimeRange } from '../../pkg/pyroscope/api';
import { createPyroscopeClient } from '../../pkg/pyroscope/client/client';
import { Catalog } from '../datasource/server/catalog';
import { checkHealth } from '../datasource/server/health';
import { proxyFetch } from '../datasource/server/proxyFetch';

interface Source {
  uid: string;
}

/** What "Save & test" says, also for a data source that this page does not know of yet. */
export function check(source: Source): Promise<TestDataSourceResponse> {
  return checkHealth(clientOf(source));
}

/** The services that sent profiles, by name, each with the ids of the profile types that it has. */
export async function services(source: Source, range: TimeRange): Promise<Map<string, string[]>> {
  const pairs = await new Catalog(clientOf(source)).services(range);
  const types = new Map<string, string[]>();
  for (const { service, profileTypeId } of [...pairs].sort((a, b) => a.service.localeCompare(b.service))) {
    if (service && profileTypeId) {
      types.set(service, [...(types.get(service) ?? []), profileTypeId]);
    }
  }
  return types;
}

function clientOf({ uid }: Source) {
  return createPyroscopeClient({ fetch: proxyFetch(uid), baseUrl: `/api/datasources/proxy/uid/${uid}` });
}
