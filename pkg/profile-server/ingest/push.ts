import type { LabelPair } from '../../pyroscope/api';
import type { PushRequest } from '../../pyroscope/gen/push/v1/push_pb';
import type { Ingest, PprofToStore } from './ingest';

const DELTA_PREFIX = 'godeltaprof_';

/** The Push call: pprof files with the labels of their series. */
export async function push(ingest: Ingest, tenant: string, request: PushRequest): Promise<void> {
  const now = Date.now();
  const pprofs: PprofToStore[] = [];
  for (const series of request.series) {
    const labels = series.labels.map(plainMetricName);
    for (const sample of series.samples) {
      pprofs.push({ labels, timeMs: now, ...(await ingest.readPprof(sample.rawProfile)) });
    }
  }
  await ingest.storePprof(tenant, pprofs);
}

/** What a scraper read from godeltaprof's address is the same profile type as what it reads elsewhere. */
function plainMetricName({ name, value }: LabelPair): LabelPair {
  return {
    name,
    value: name === '__name__' && value.startsWith(DELTA_PREFIX) ? value.slice(DELTA_PREFIX.length) : value,
  };
}
