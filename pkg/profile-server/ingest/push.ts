import type { LabelPair } from '../../pyroscope/api';
import type { PushRequest } from '../../pyroscope/gen/push/v1/push_pb';
import { ConnectError, invalid } from '../errors/connectError';
import type { Ingest } from './ingest';

const DELTA_PREFIX = 'godeltaprof_';
const SHOWN_ERRORS = 10;

/**
 * The Push call: pprof files with the labels of their series. What can be taken is, one after the other.
 * @throws ConnectError what is wrong with the others
 */
export async function push(ingest: Ingest, tenant: string, { series }: PushRequest): Promise<void> {
  const errors: ConnectError[] = [];
  let profiles = 0;
  for (const { labels, samples } of series) {
    for (const { rawProfile } of samples) {
      profiles++;
      try {
        const pprof = await ingest.readPprof(rawProfile);
        await ingest.storePprof(tenant, { labels: labels.map(plainMetricName), ...pprof });
      } catch (error) {
        if (!(error instanceof ConnectError)) {
          throw error;
        }
        errors.push(error);
      }
    }
  }
  if (profiles === 0) {
    throw invalid('no profiles received');
  }
  if (errors.length === 1) {
    throw errors[0];
  }
  if (errors.length > 1) {
    const messages = errors.slice(0, SHOWN_ERRORS).map(({ message }) => message);
    const message = `${errors.length} of ${profiles} profiles: ${messages.join('; ')}`;
    throw errors.every(({ code }) => code === errors[0].code) ? new ConnectError(errors[0].code, message) : errors[0];
  }
}

/** What a scraper read from godeltaprof's address is the same profile type as what it reads elsewhere. */
function plainMetricName({ name, value }: LabelPair): LabelPair {
  return {
    name,
    value: name === '__name__' && value.startsWith(DELTA_PREFIX) ? value.slice(DELTA_PREFIX.length) : value,
  };
}
