import { ConnectError } from '../errors/connectError';
import type { Limits } from '../limits';

/** A bucket per tenant that fills at the allowed rate: how many bytes of profiles may still come. */
export class IngestRate {
  private readonly buckets = new Map<string, { bytes: number; atMs: number }>();

  constructor(private readonly limits: Limits) {}

  /** @throws ConnectError resource_exhausted */
  take(tenant: string, bytes: number, nowMs: number): void {
    const { ingestBytesPerSecond: rate, ingestBurstBytes: burst } = this.limits;
    if (rate === 0) {
      return;
    }
    const last = this.buckets.get(tenant) ?? { bytes: burst, atMs: nowMs };
    // A clock that was set back says nothing of how long it is since.
    const elapsedMs = Math.max(0, nowMs - last.atMs);
    const available = Math.min(burst, last.bytes + (elapsedMs / 1000) * rate);
    if (bytes > available) {
      this.buckets.set(tenant, { bytes: available, atMs: nowMs });
      throw new ConnectError(
        'resource_exhausted',
        `push rate limit (${rate} bytes a second, bursts of ${burst}) exceeded while adding ${bytes} bytes`
      );
    }
    this.buckets.set(tenant, { bytes: available - bytes, atMs: nowMs });
  }
}
