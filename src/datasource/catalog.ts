import type { PyroscopeClient, ProfileTypeInfo, TimeRange } from '../../pkg/pyroscope/api';
import { SharedCalls } from './calls/sharedCalls';

/** A service and a type of profile that it has. */
export interface ServiceType {
  service: string;
  profileTypeId: string;
}

const LIFETIME_MS = 60_000;
const MINUTE_MS = 60_000;

/**
 * What there is to query: types, services, labels and their values. Ranges are widened to whole minutes, so that a
 * range that ends now asks the same question for a while; answers are kept for a minute.
 */
export class Catalog {
  private readonly calls: SharedCalls;

  constructor(
    private readonly client: PyroscopeClient,
    now: () => number = Date.now
  ) {
    this.calls = new SharedCalls(LIFETIME_MS, now);
  }

  profileTypes(range: TimeRange, signal?: AbortSignal): Promise<ProfileTypeInfo[]> {
    return this.shared(
      'types',
      wholeMinutes(range),
      (request, options) => this.client.profileTypes(request, options),
      signal
    );
  }

  /** Every service with every type it has; cheap on the server, which keeps this pair as metadata. */
  async services(range: TimeRange, signal?: AbortSignal): Promise<ServiceType[]> {
    const request = { ...wholeMinutes(range), labelNames: ['service_name', '__profile_type__'] };
    const series = await this.shared('series', request, (asked, options) => this.client.series(asked, options), signal);
    return series.map((labels) => ({
      service: labels.find(({ name }) => name === 'service_name')?.value ?? '',
      profileTypeId: labels.find(({ name }) => name === '__profile_type__')?.value ?? '',
    }));
  }

  /** Ids of the profile types that the selected series have. */
  async profileTypesOf(selector: string, range: TimeRange, signal?: AbortSignal): Promise<string[]> {
    const request = { ...wholeMinutes(range), matchers: [selector], labelNames: ['__profile_type__'] };
    const series = await this.shared('series', request, (asked, options) => this.client.series(asked, options), signal);
    const ids = series.flatMap((labels) => labels.filter(({ name }) => name === '__profile_type__'));
    return [...new Set(ids.map(({ value }) => value))].sort();
  }

  labelNames(matchers: string[], range: TimeRange, signal?: AbortSignal): Promise<string[]> {
    return this.shared(
      'names',
      { ...wholeMinutes(range), matchers },
      (request, options) => this.client.labelNames(request, options),
      signal
    );
  }

  labelValues(name: string, matchers: string[], range: TimeRange, signal?: AbortSignal): Promise<string[]> {
    const request = { ...wholeMinutes(range), name, matchers };
    return this.shared('values', request, (asked, options) => this.client.labelValues(asked, options), signal);
  }

  private shared<Q extends object, A>(
    kind: string,
    request: Q,
    call: (request: Q, options: { signal: AbortSignal }) => Promise<A>,
    signal: AbortSignal | undefined
  ): Promise<A> {
    return this.calls.get(`${kind} ${JSON.stringify(request)}`, (shared) => call(request, { signal: shared }), signal);
  }
}

function wholeMinutes({ start, end }: TimeRange): TimeRange {
  return { start: Math.floor(start / MINUTE_MS) * MINUTE_MS, end: Math.ceil(end / MINUTE_MS) * MINUTE_MS };
}
