import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { FormatError } from '../../formats/errors';
import { isGzip } from '../../formats/gzip';
import { type PprofMessage, readPprofMessage } from '../../formats/pprofMessage';
import type { LabelPair } from '../../pyroscope/api';
import { type ConnectError, invalid } from '../errors/connectError';
import { checkPprof, convertPprof, type NameFunction } from './convertPprof';
import { type FoldedSums, foldedSamples } from './foldedSamples';
import { pprofRefusal } from './pprofRefusal';
import type { Limits } from '../limits';
import { IngestRate } from './rateLimit';
import { profileTime } from './requestParameters';
import { groupSamples } from './sampleGroups';
import { checkLabels, type ValueKind, withLabels, withProfileType } from '../storage/seriesLabels';
import { type NewProfile, ProfileStore } from '../storage/store';

const gunzipAsync = promisify(gunzip);

/** Sums of folded stacks of one type. */
export interface FoldedProfile {
  labels: readonly LabelPair[];
  /** In milliseconds since 1970; undefined for now. */
  timeMs: number | undefined;
  sampleType: ValueKind;
  periodType: ValueKind;
  /** Reads them, once it is known that as many bytes may come. */
  readSums: () => FoldedSums;
  /** What counts against the ingest rate. */
  bytes: number;
}

export interface ReadPprof {
  message: PprofMessage;
  /** Uncompressed. */
  bytes: number;
}

export interface PprofToStore extends ReadPprof {
  labels: readonly LabelPair[];
  /** Stands in where the file says no time; undefined for now. */
  timeMs?: number;
  nameFunction?: NameFunction;
}

/** Takes profiles into the store: limits, labels, conversion. What is refused leaves nothing behind. */
export class Ingest {
  private readonly rate: IngestRate;

  constructor(
    private readonly store: ProfileStore,
    readonly limits: Limits
  ) {
    this.rate = new IngestRate(limits);
  }

  /**
   * Decodes a pprof file, compressed or not.
   * @throws ConnectError invalid_argument
   */
  async readPprof(bytes: Uint8Array, mendFunctionIds = false): Promise<ReadPprof> {
    const { maxProfileBytes } = this.limits;
    let plain = bytes;
    if (isGzip(bytes)) {
      try {
        plain = await gunzipAsync(bytes, maxProfileBytes > 0 ? { maxOutputLength: maxProfileBytes } : {});
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
          ? tooLarge(maxProfileBytes)
          : invalid(`gzip: ${(error as Error).message}`);
      }
    }
    if (maxProfileBytes > 0 && plain.length > maxProfileBytes) {
      throw tooLarge(maxProfileBytes);
    }
    try {
      const options = { mendFunctionIds, onBadId: refuseZero };
      return { message: readPprofMessage(plain, options), bytes: plain.length };
    } catch (error) {
      throw error instanceof FormatError ? pprofRefusal(error) : error;
    }
  }

  /** @throws ConnectError */
  async storePprof(tenant: string, { labels, message, bytes, timeMs, nameFunction }: PprofToStore): Promise<void> {
    const now = Date.now();
    this.rate.take(tenant, bytes, now);
    const { limits } = this;
    const at = profileTime(message.timeNanos / 1e6) ?? timeMs ?? now;
    this.checkTime(at, now);
    const stacks = checkPprof(message, limits);
    const checked = checkLabels(labels, limits);
    const groups = groupSamples(message).map((group) => ({
      ...group,
      labels: checkLabels(withLabels(checked, group.labels), limits),
    }));
    const id = ProfileStore.newProfileId();
    const { symbols } = this.store;
    const periodType = message.periodType ?? { type: '', unit: '' };
    const profiles: NewProfile[] = [];
    for (const group of convertPprof(message, stacks, groups, symbols, limits, nameFunction ?? ((name) => name))) {
      group.samples.forEach((samples, type) => {
        if (samples) {
          const series = withProfileType(group.labels, message.sampleTypes[type], periodType);
          profiles.push({ labels: series, timeMs: at, id, samples });
        }
      });
    }
    await this.store.write(tenant, profiles);
  }

  /** @throws ConnectError */
  async storeFolded(tenant: string, { bytes, readSums, ...profile }: FoldedProfile): Promise<void> {
    const now = Date.now();
    this.rate.take(tenant, bytes, now);
    const timeMs = profile.timeMs ?? now;
    this.checkTime(timeMs, now);
    const labels = withProfileType(checkLabels(profile.labels, this.limits), profile.sampleType, profile.periodType);
    const sums = readSums();
    if (sums.size > 0) {
      const samples = foldedSamples(sums, this.store.symbols, this.limits);
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

/** Pyroscope refuses these ids alone; of a table that has another one twice, the last row counts. */
function refuseZero({ what, index, id }: { what: string; index: number; id: number }): void {
  if (id === 0 && what !== 'mapping') {
    throw invalid(`invalid profile: ${what} id is 0 (number ${index} of them)`);
  }
}

function tooLarge(limit: number): ConnectError {
  return invalid(`uncompressed profile payload size exceeds limit of ${(limit / 1e6).toFixed(1)} MB`);
}
