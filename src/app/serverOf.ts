import type { TestDataSourceResponse } from '@grafana/data';

import type { TimeRange } from '../../pkg/pyroscope/api';
import { createPyroscopeClient } from '../../pkg/pyroscope/client';
import { Catalog } from '../datasource/catalog';
import { checkHealth } from '../datasource/health';
import { proxyFetch } from '../datasource/proxyFetch';

interface Source {
  uid: string;
}

/** What "Save & test" says, also for a data source that this page does not know of yet. */
export function check(source: Source): Promise<TestDataSourceResponse> {
  return checkHealth(clientOf(source));
}

/** Names of the services that sent profiles. */
export async function services(source: Source, range: TimeRange): Promise<string[]> {
  const pairs = await new Catalog(clientOf(source)).services(range);
  return [...new Set(pairs.map(({ service }) => service))].filter(Boolean).sort();
}

function clientOf({ uid }: Source) {
  return createPyroscopeClient({ fetch: proxyFetch(uid), baseUrl: `/api/datasources/proxy/uid/${uid}` });
}
