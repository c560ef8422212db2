import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Profile } from 'pprof-format';
import type { LabelPair } from '../../pyroscope/api';
import { FormatError } from '../../formats/errors';
import { ConnectError, invalid } from '../errors/connectError';
import { convertPprof, decodePprof } from './convertPprof';
import type { Limits } from '../limits';
import { IngestRate } from './rateLimit';
import type { SampleColumns } from '../storage/sampleColumns';
import { checkLabels, type ValueKind, withLabels, withProfileType } from '../storage/seriesLabels';
import { type NewProfile, ProfileStore } from '../storage/store';

const gunzipAsync = promisify(gunzip);

/** Samples of one type that did not come as pprof. */
export interface PlainProfile {
  labels: readonly LabelPair[];
  timeMs: number;
  sampleType: ValueKind;
  periodType: ValueKind;
  samples: SampleColumns;
  /** What counts against the ingest rate. */
  bytes: number;
}

export interface PprofToStore {
  labels: readonly LabelPair[];
  profile: Profile;
  /** Uncompressed. */
  bytes: number;
  /** Stands in where the file says no time. */
  timeMs: number;
  filesInNames?: boolean;
}

/** Takes profiles into the store: limits, labels, conversion. */
export class Ingest {
  private readonly rate: IngestRate;

  constructor(
    private readonly store: ProfileStore,
    private readonly limits: Limits
  ) {
    this.rate = new IngestRate(limits);
  }

  /** Decodes a pprof file, compressed or not. */
  async readPprof(bytes: Uint8Array): Promise<{ profile: Profile; bytes: number }> {
    const { maxProfileBytes } = this.limits;
    let plain = bytes;
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
      try {
        plain = await gunzipAsync(bytes, maxProfileBytes > 0 ? { maxOutputLength: maxProfileBytes } : {});
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
          ? tooLarge(maxProfileBytes)
          : new ConnectError('unknown', `gzip: ${(error as Error).message}`, { cause: error });
      }
    }
    if (maxProfileBytes > 0 && plain.length > maxProfileBytes) {
      throw tooLarge(maxProfileBytes);
    }
    try {
      return { profile: decodePprof(plain), bytes: plain.length };
    } catch (error) {
      throw new ConnectError('unknown', `parsing pprof: ${notPprof(error)}`, { cause: error });
    }
  }

  /** Checks all of them before it stores any. */
  async storePprof(tenant: string, pprofs: readonly PprofToStore[]): Promise<void> {
    const now = Date.now();
    this.rate.take(
      tenant,
      pprofs.reduce((sum, { bytes }) => sum + bytes, 0),
      now
    );
    const profiles: NewProfile[] = [];
    for (const { labels, profile, timeMs, filesInNames } of pprofs) {
      const checked = checkLabels(labels, this.limits);
      const converted = convertPprof(profile, this.store.symbols, this.limits, filesInNames);
      const at = converted.timeMs ?? timeMs;
      this.checkTime(at, now);
      const id = ProfileStore.newProfileId();
      for (const group of converted.groups) {
        const groupLabels = withLabels(checked, group.labels);
        group.samples.forEach((samples, type) => {
          if (samples.length > 0) {
            const series = withProfileType(groupLabels, converted.sampleTypes[type], converted.periodType);
            profiles.push({ labels: series, timeMs: at, id, samples });
          }
        });
      }
    }
    await this.store.write(tenant, profiles);
  }

  async storePlain(tenant: string, plain: PlainProfile): Promise<void> {
    const now = Date.now();
    this.rate.take(tenant, plain.bytes, now);
    this.checkTime(plain.timeMs, now);
    const { timeMs, samples } = plain;
    const labels = withProfileType(checkLabels(plain.labels, this.limits), plain.sampleType, plain.periodType);
    if (samples.length > 0) {
      await this.store.write(tenant, [{ labels, timeMs, id: ProfileStore.newProfileId(), samples }]);
    }
  }

  private checkTime(timeMs: number, nowMs: number): void {
    const { rejectOlderThanMs, rejectNewerThanMs } = this.limits;
    const at = new Date(timeMs).toISOString();
    if (rejectOlderThanMs > 0 && timeMs < nowMs - rejectOlderThanMs) {
      throw invalid(
        `profile timestamp is too old: ${at}; the oldest accepted is ${rejectOlderThanMs / 1000} s before now`
      );
    }
    if (rejectNewerThanMs > 0 && timeMs > nowMs + rejectNewerThanMs) {
      throw invalid(
        `profile timestamp is too new: ${at}; the newest accepted is ${rejectNewerThanMs / 1000} s after now`
      );
    }
  }
}

function notPprof(error: unknown): string {
  if (!(error instanceof FormatError)) {
    return (error as Error).message;
  }
  const { format } = error.params;
  return format === undefined
    ? 'the bytes are no pprof profile, or not all of one'
    : `the bytes are ${format}, and not pprof as it is or with gzip`;
}

function tooLarge(limit: number): ConnectError {
  return invalid(`uncompressed profile payload size exceeds limit of ${(limit / 1e6).toFixed(1)} MB`);
}
