import type { LabelSet, PyroscopeClient, ProfileTypeInfo, TimeRange } from '../../../pkg/pyroscope/api';
import { SharedCalls } from './calls/sharedCalls';
import { askLongRange } from '../../../pkg/longrange/askLongRange';
import { LengthLimit } from '../../../pkg/longrange/lengthLimit';
import type { ServiceType } from '../../../pkg/pyroscope/cpuTypes';
import { PyroscopeError } from '../../../pkg/pyroscope/errors';
import { readMatchers } from '../query/selectorEdit';
import { wholeMinutes } from '../query/timeRange';

export type { ServiceType };

const LIFETIME_MS = 60_000;
const PAIR = ['service_name', '__profile_type__'];

/**
 * What there is to query: types, services, labels and their values. Ranges are of whole minutes, so that one that ends
 * now asks the same question for a while; answers are kept for a minute. A range that is longer than the server takes
 * is asked in pieces, of which the lists are put together.
 */
export class Catalog {
  readonly #calls: SharedCalls;
  #recent?: Promise<ServiceType[]>;

  constructor(
    private readonly client: PyroscopeClient,
    private readonly lengthLimit = new LengthLimit(),
    now: () => number = Date.now
  ) {
    this.#calls = new SharedCalls(LIFETIME_MS, now);
  }

  profileTypes(range: TimeRange, signal?: AbortSignal): Promise<ProfileTypeInfo[]> {
    return this.#shared(
      'types',
      wholeMinutes(range),
      (request, options) => this.client.profileTypes(request, options),
      signal
    );
  }

  /** Every service with every type it has; cheap on the server, which keeps this pair as metadata. */
  services(range: TimeRange, signal?: AbortSignal): Promise<ServiceType[]> {
    const listed = this.#pairs({ ...wholeMinutes(range), labelNames: PAIR }, signal);
    this.#recent = listed;
    return listed;
  }

  /** The services that a selector selects, with the types they have. A selector of everything asks as `services` does. */
  async servicesOf(selector: string, range: TimeRange, signal?: AbortSignal): Promise<ServiceType[]> {
    return readMatchers(selector)?.length === 0
      ? this.services(range, signal)
      : this.#pairs({ ...wholeMinutes(range), matchers: [selector], labelNames: PAIR }, signal);
  }

  /** What `services` was last asked for, of whatever range; undefined where it was not. Asks nothing. */
  knownServices(): Promise<ServiceType[]> | undefined {
    return this.#recent;
  }

  /** How much of a type each of the selected services has in a range, in the type's unit. */
  async totals(
    profileTypeId: string,
    labelSelector: string,
    range: TimeRange,
    signal?: AbortSignal
  ): Promise<Map<string, number>> {
    const { start, end } = wholeMinutes(range);
    const groupBy = ['service_name'];
    const request = { start, end, profileTypeId, labelSelector, groupBy, step: (end - start) / 1000 };
    const series = await this.#shared(
      'totals',
      request,
      (asked, options) => this.client.selectSeries(asked, options),
      signal
    );
    const totals = new Map<string, number>();
    for (const { labels, timestamps, values } of series) {
      const service = valueOf(labels, 'service_name');
      // The first step ends where the range begins.
      const sum = values.reduce((total, value, at) => total + (timestamps[at] > start ? value : 0), 0);
      totals.set(service, (totals.get(service) ?? 0) + sum);
    }
    return totals;
  }

  /** Ids of the profile types that the selected series have. */
  async profileTypesOf(selector: string, range: TimeRange, signal?: AbortSignal): Promise<string[]> {
    const request = { ...wholeMinutes(range), matchers: [selector], labelNames: ['__profile_type__'] };
    const series = await this.#shared(
      'series',
      request,
      (asked, options) => this.client.series(asked, options),
      signal
    );
    const ids = series.flatMap((labels) => labels.filter(({ name }) => name === '__profile_type__'));
    return [...new Set(ids.map(({ value }) => value))].sort();
  }

  labelNames(matchers: string[], range: TimeRange, signal?: AbortSignal): Promise<string[]> {
    return this.#shared(
      'names',
      { ...wholeMinutes(range), matchers },
      (request, options) => this.client.labelNames(request, options),
      signal
    );
  }

  labelValues(name: string, matchers: string[], range: TimeRange, signal?: AbortSignal): Promise<string[]> {
    const request = { ...wholeMinutes(range), name, matchers };
    return this.#shared('values', request, (asked, options) => this.client.labelValues(asked, options), signal);
  }

  async #pairs(
    request: TimeRange & { matchers?: string[]; labelNames: string[] },
    signal: AbortSignal | undefined
  ): Promise<ServiceType[]> {
    const series = await this.#shared(
      'series',
      request,
      (asked, options) => this.client.series(asked, options),
      signal
    );
    return series.map((labels) => ({
      service: valueOf(labels, 'service_name'),
      profileTypeId: valueOf(labels, '__profile_type__'),
    }));
  }

  #shared<Q extends TimeRange, A>(
    kind: string,
    request: Q,
    call: (request: Q, options: { signal: AbortSignal }) => Promise<A[]>,
    signal: AbortSignal | undefined
  ): Promise<A[]> {
    const key = `${kind} ${JSON.stringify(request)}`;
    return this.#calls.get(key, (shared) => this.#inPieces(request, call, shared), signal);
  }

  async #inPieces<Q extends TimeRange, A>(
    request: Q,
    call: (request: Q, options: { signal: AbortSignal }) => Promise<A[]>,
    signal: AbortSignal
  ): Promise<A[]> {
    const ask = (range: TimeRange) =>
      askLongRange(
        { range, ask: (piece, own) => call({ ...request, ...piece }, { signal: own }) },
        this.lengthLimit,
        signal
      );
    const { start, end } = request;
    const { pieces } = await ask({ start, end }).catch((error) => {
      const trimmed = error instanceof PyroscopeError ? error.params.pieces?.trimmed : undefined;
      if (trimmed === undefined) {
        throw error;
      }
      // What there was lately is a better list than none.
      return ask(trimmed);
    });
    const failed = pieces.find(({ error }) => error);
    if (failed) {
      throw failed.error;
    }
    return pieces.length === 1 ? (pieces[0].value ?? []) : distinct(pieces.flatMap(({ value }) => value ?? []));
  }
}

/** In the order of servers, which is that of the entries as text. */
function distinct<A>(all: A[]): A[] {
  const byText = new Map(all.map((one) => [JSON.stringify(one), one]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
}

function valueOf(labels: LabelSet, label: string): string {
  return labels.find(({ name }) => name === label)?.value ?? '';
}
