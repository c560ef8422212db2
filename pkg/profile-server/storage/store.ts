import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskFullError, saysFull } from '../errors/diskFull';
import { checkDataFile, DamagedDataError } from './checkDataFile';
import { lockData } from './dataLock';
import { labelsKey } from './labelsKey';
import { encodeProfile, type ProfileId, type SampleColumns } from './sampleColumns';
import { BrokenSealError, seal, unseal } from './seal';
import type { SeriesLabels } from './seriesLabels';
import { type SymbolCounts, Symbols } from './symbols';
import { openTables, type ProfileKey, reserveLockFile, type SymbolKey, type Tables } from './tables';

export type SeriesIndex = number;

export interface StoredSeries {
  readonly index: SeriesIndex;
  readonly tenant: string;
  readonly labels: SeriesLabels;
  /** Of its profiles; milliseconds since 1970. */
  oldestMs: number;
  newestMs: number;
}

/** A profile of one series to be written. Several types, and several series, of one file share their id. */
export interface NewProfile {
  labels: SeriesLabels;
  timeMs: number;
  id: ProfileId;
  samples: SampleColumns;
}

interface Place {
  path: string;
  /** Whether a commit waits until it is on disk. */
  durable: boolean;
  release(): Promise<void>;
}

/**
 * Profiles on disk, by series and time. Labels and symbols are also held in memory, where queries look them up; memory
 * never holds what the disk does not.
 */
export class ProfileStore {
  readonly symbols = new Symbols();
  private readonly series: StoredSeries[] = [];
  private readonly seriesIndex = new Map<string, StoredSeries>();
  private savedSymbols: SymbolCounts = this.symbols.counts;
  /** Tells profiles of a series and a millisecond apart; above that of every profile stored, whatever the clock says. */
  private sequence = 1;

  private constructor(
    private tables: Tables,
    private readonly place: Place
  ) {}

  /**
   * Opens the store in `dataDir`, made if it is not there; without one, in a temporary folder that `close` removes.
   * @throws DataInUseError, DamagedDataError
   */
  static async open(dataDir?: string): Promise<ProfileStore> {
    if (dataDir !== undefined) {
      await mkdir(dataDir, { recursive: true });
      const release = await lockData(dataDir);
      try {
        return await ProfileStore.openIn({ path: dataDir, durable: true, release });
      } catch (error) {
        await release();
        throw error;
      }
    }
    const path = await mkdtemp(join(tmpdir(), 'hotpath-profiles-'));
    return ProfileStore.openIn({ path, durable: false, release: () => rm(path, { recursive: true, force: true }) });
  }

  private static async openIn(place: Place): Promise<ProfileStore> {
    const dataFile = join(place.path, 'data.mdb');
    await reserveLockFile(join(place.path, 'lock.mdb'));
    if (existsSync(dataFile)) {
      damaged(place.path, () => checkDataFile(dataFile));
    }
    const tables = damaged(place.path, () => openTables(place.path, place.durable));
    const store = new ProfileStore(tables, place);
    try {
      damaged(place.path, () => store.load());
    } catch (error) {
      await store.tables.root.close();
      throw error;
    }
    return store;
  }

  async close(): Promise<void> {
    await this.tables.root.close();
    await this.place.release();
  }

  static newProfileId(): ProfileId {
    const id = randomBytes(16);
    // A UUID of version 4.
    id[6] = (id[6] & 0x0f) | 0x40;
    id[8] = (id[8] & 0x3f) | 0x80;
    return id;
  }

  /**
   * Stores all of `profiles` or none, before it returns. A commit waits for the disk; nothing else runs meanwhile, so
   * that what is in memory and not yet stored is of these profiles alone.
   * @throws DiskFullError, or what LMDB says
   */
  async write(tenant: string, profiles: readonly NewProfile[]): Promise<void> {
    const before = this.series.length;
    const { sequence } = this;
    const touched: Array<[series: StoredSeries, timeMs: number]> = [];
    try {
      this.tables.root.transactionSync(() => {
        this.saveSymbols();
        for (const { labels, timeMs, id, samples } of profiles) {
          const series = this.seriesFor(tenant, labels);
          const key: ProfileKey = [series.index, timeMs, this.sequence++];
          this.tables.profiles.put(key, seal(key, encodeProfile(id, samples)));
          touched.push([series, timeMs]);
        }
      });
    } catch (error) {
      for (const { tenant: owner, labels } of this.series.splice(before)) {
        this.seriesIndex.delete(seriesKey(owner, labels));
      }
      this.sequence = sequence;
      this.dropUnsaved();
      await this.reopenIfBroken();
      throw saysFull(error) ? new DiskFullError(error) : error;
    }
    this.savedSymbols = this.symbols.counts;
    for (const [series, timeMs] of touched) {
      series.oldestMs = Math.min(series.oldestMs, timeMs);
      series.newestMs = Math.max(series.newestMs, timeMs);
    }
  }

  /** Forgets the symbols of profiles that were read and then not written. */
  dropUnsaved(): void {
    this.symbols.truncate(this.savedSymbols);
  }

  /** The series of these tenants that have a profile from `startMs` to `endMs`, both included. */
  *seriesBetween(tenants: readonly string[], startMs: number, endMs: number): Generator<StoredSeries> {
    for (const series of this.series) {
      if (tenants.includes(series.tenant) && this.hasProfileBetween(series, startMs, endMs)) {
        yield series;
      }
    }
  }

  /** The records of a series, oldest first: see `decodeSamples`. */
  *recordsBetween(
    series: StoredSeries,
    startMs: number,
    endMs: number
  ): Generator<{ timeMs: number; record: Uint8Array }> {
    for (const { key, value } of this.tables.profiles.getRange(keysBetween(series, startMs, endMs))) {
      yield { timeMs: key[1], record: unseal(key, value) };
    }
  }

  /** When the oldest and the newest profile of a tenant are from, or undefined when there is none. */
  timeSpan(tenant: string): { oldestMs: number; newestMs: number } | undefined {
    let oldestMs = Infinity;
    let newestMs = -Infinity;
    for (const series of this.series) {
      if (series.tenant === tenant) {
        oldestMs = Math.min(oldestMs, series.oldestMs);
        newestMs = Math.max(newestMs, series.newestMs);
      }
    }
    return oldestMs <= newestMs ? { oldestMs, newestMs } : undefined;
  }

  private hasProfileBetween(series: StoredSeries, startMs: number, endMs: number): boolean {
    const { oldestMs, newestMs } = series;
    if (newestMs < startMs || oldestMs > endMs) {
      return false;
    }
    if (oldestMs >= startMs || newestMs <= endMs) {
      return true;
    }
    for (const _ of this.tables.profiles.getKeys({ ...keysBetween(series, startMs, endMs), limit: 1 })) {
      return true;
    }
    return false;
  }

  private seriesFor(tenant: string, labels: SeriesLabels): StoredSeries {
    const key = seriesKey(tenant, labels);
    let series = this.seriesIndex.get(key);
    if (!series) {
      series = { index: this.series.length, tenant, labels, oldestMs: Infinity, newestMs: -Infinity };
      const row = Buffer.from(JSON.stringify({ tenant, labels }));
      this.tables.series.put(series.index, seal(series.index, row));
      this.series.push(series);
      this.seriesIndex.set(key, series);
    }
    return series;
  }

  private saveSymbols(): void {
    const from = this.savedSymbols;
    const rows = this.symbols.rowsSince(from);
    const put = (key: SymbolKey, value: Uint8Array) => this.tables.symbols.put(key, seal(key, value));
    if (rows.strings.length > 0) {
      put(['strings', from.strings], Buffer.from(JSON.stringify(rows.strings)));
    }
    for (const table of ['functions', 'frames', 'stacks'] as const) {
      const words = rows[table];
      if (words.length > 0) {
        put([table, from[table]], Buffer.from(words.buffer, words.byteOffset, words.byteLength));
      }
    }
  }

  /** An environment that could not write its header answers nothing more until it is opened again. */
  private async reopenIfBroken(): Promise<void> {
    try {
      this.tables.series.get(0);
    } catch {
      await this.tables.root.close();
      this.tables = openTables(this.place.path, this.place.durable);
    }
  }

  /** Reads all there is, so that damage shows now and not in a picture. */
  private load(): void {
    const none = new Uint32Array(0);
    const nothing = { strings: [], functions: none, frames: none, stacks: none };
    for (const value of this.symbolRows('strings')) {
      this.symbols.append({ ...nothing, strings: JSON.parse(Buffer.from(value).toString()) });
    }
    for (const table of ['functions', 'frames', 'stacks'] as const) {
      for (const value of this.symbolRows(table)) {
        this.symbols.append({ ...nothing, [table]: new Uint32Array(new Uint8Array(value).buffer) });
      }
    }
    this.savedSymbols = this.symbols.counts;
    for (const { key, value } of this.tables.series.getRange()) {
      const { tenant, labels } = JSON.parse(Buffer.from(unseal(key, value)).toString()) as StoredSeries;
      if (key !== this.series.length) {
        throw new BrokenSealError(`series ${this.series.length} is missing`);
      }
      const series = { index: key, tenant, labels, oldestMs: Infinity, newestMs: -Infinity };
      this.series.push(series);
      this.seriesIndex.set(seriesKey(tenant, labels), series);
    }
    for (const { key, value } of this.tables.profiles.getRange()) {
      const [index, timeMs, sequence] = key;
      const series = this.series[index];
      if (!series) {
        throw new BrokenSealError(`a profile is of series ${index}, which is missing`);
      }
      unseal(key, value);
      series.oldestMs = Math.min(series.oldestMs, timeMs);
      series.newestMs = Math.max(series.newestMs, timeMs);
      this.sequence = Math.max(this.sequence, sequence + 1);
    }
  }

  /** The rows of a table of symbols, in the order they were saved; each part says after how many rows it comes. */
  private *symbolRows(table: 'strings' | 'functions' | 'frames' | 'stacks'): Generator<Uint8Array> {
    for (const { key, value } of this.tables.symbols.getRange({ start: [table, 0], end: [table, Infinity] })) {
      if (key[1] !== this.symbols.counts[table]) {
        throw new BrokenSealError(`${table} from ${this.symbols.counts[table]} on are missing`);
      }
      yield unseal(key, value);
    }
  }
}

/** Runs what reads stored data; what it throws is damage, except where the system refused. */
function damaged<T>(dataDir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { syscall, code, message } = error as { syscall?: string; code?: unknown; message: string };
    // LMDB's own codes are below 0.
    if (syscall !== undefined || (typeof code === 'number' && code > 0)) {
      throw error;
    }
    throw new DamagedDataError(dataDir, message, { cause: error });
  }
}

function keysBetween(
  series: { index: SeriesIndex },
  startMs: number,
  endMs: number
): { start: ProfileKey; end: ProfileKey } {
  return { start: [series.index, startMs, 0], end: [series.index, endMs, Infinity] };
}

function seriesKey(tenant: string, labels: SeriesLabels): string {
  return JSON.stringify([tenant, labelsKey(labels)]);
}
