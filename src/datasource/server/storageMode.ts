import type { PyroscopeClient } from '../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../pkg/pyroscope/errors';
import { SharedCalls } from './calls/sharedCalls';

/** `v1` servers leave parts of a question out without a word; `v2` here means v2 or on the way to it. */
export type StorageMode = 'v1' | 'v2' | 'unknown';

const LIFETIME_MS = 5 * 60_000;

/** How a server stores profiles, as its feature flags tell; asked only by those who need it, and kept for five minutes. */
export class Storage {
  readonly #calls: SharedCalls;

  constructor(
    private readonly client: Pick<PyroscopeClient, 'featureFlags'>,
    now: () => number = Date.now
  ) {
    this.#calls = new SharedCalls(LIFETIME_MS, now);
  }

  async mode(signal?: AbortSignal): Promise<StorageMode> {
    try {
      const flags = await this.#calls.get('flags', (shared) => this.client.featureFlags({ signal: shared }), signal);
      return flags.get('v2StorageLayer') ? 'v2' : 'v1';
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      // Servers from before the flags are from before v2.
      const old = error instanceof PyroscopeError && (error.code === 'not-found' || error.code === 'unimplemented');
      return old ? 'v1' : 'unknown';
    }
  }
}
