import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { lockData } from './dataLock';
import { encodeProfile, type ProfileId, type SampleColumns } from './sampleColumns';
import type { SeriesLabels } from './seriesLabels';
import { type SymbolCounts, Symbols } from './symbols';

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

type ProfileKey = [series: SeriesIndex, timeMs: number, sequence: number];
type SymbolKey = [table: string, from: number];

/**
 * Profiles on disk, by series and time. Labels and symbols are also held in memory, where queries look them up.
 * What a `write` has resolved for is on disk.
 */
export class ProfileStore {
  readonly symbols = new Symbols();
  private readonly series: StoredSeries[] = [];
  private readonly seriesIndex = new Map<string, StoredSeries>();
  private savedSymbols: SymbolCounts = this.symbols.counts;
  private sequence = 0;

  private constructor(
    private readonly root: RootDatabase,
    private readonly profiles: Database<Uint8Array, ProfileKey>,
    private readonly seriesTable: Database<{ tenant: string; labels: SeriesLabels }, SeriesIndex>,
    private readonly symbolTable: Database<Uint8Array, SymbolKey>,
    private readonly release: () => Promise<void>
  ) {}

  /** Opens the store in `dataDir`, made if it is not there; without one, in a temporary folder that `close` removes. */
  static async open(dataDir?: string): Promise<ProfileStore> {
    if (dataDir !== undefined) {
      await mkdir(dataDir, { recursive: true });
      const release = await lockData(dataDir);
      try {
        return ProfileStore.openIn(dataDir, true, release);
      } catch (error) {
        await release();
        throw error;
      }
    }
    const temporary = await mkdtemp(join(tmpdir(), 'hotpath-profiles-'));
    return ProfileStore.openIn(temporary, false, () => rm(temporary, { recursive: true, force: true }));
  }

  private static openIn(path: string, durable: boolean, release: () => Promise<void>): ProfileStore {
    // Without noSubdir a folder whose name has a dot is taken for a file.
    const root = open({ path, noSubdir: false, noSync: !durable });
    const store = new ProfileStore(
      root,
      root.openDB({ name: 'profiles', encoding: 'binary' }),
      root.openDB({ name: 'series', encoding: 'json' }),
      root.openDB({ name: 'symbols', encoding: 'binary' }),
      release
    );
    store.load();
    return store;
  }

  async close(): Promise<void> {
    await this.root.close();
    await this.release();
  }

  static newProfileId(): ProfileId {
    const id = randomBytes(16);
    // A UUID of version 4.
    id[6] = (id[6] & 0x0f) | 0x40;
    id[8] = (id[8] & 0x3f) | 0x80;
    return id;
  }

  async write(tenant: string, profiles: readonly NewProfile[]): Promise<void> {
    const encoded = profiles.map((profile) => ({ ...profile, record: encodeProfile(profile.id, profile.samples) }));
    await this.root.transaction(() => {
      this.saveSymbols();
      for (const { labels, timeMs, record } of encoded) {
        const series = this.seriesFor(tenant, labels);
        this.profiles.put([series.index, timeMs, this.sequence++], record);
        series.oldestMs = Math.min(series.oldestMs, timeMs);
        series.newestMs = Math.max(series.newestMs, timeMs);
      }
    });
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
    for (const { key, value } of this.profiles.getRange(keysBetween(series, startMs, endMs))) {
      yield { timeMs: key[1], record: value };
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
    for (const _ of this.profiles.getKeys({ ...keysBetween(series, startMs, endMs), limit: 1 })) {
      return true;
    }
    return false;
  }

  private seriesFor(tenant: string, labels: SeriesLabels): StoredSeries {
    const key = seriesKey(tenant, labels);
    let series = this.seriesIndex.get(key);
    if (!series) {
      series = { index: this.series.length, tenant, labels, oldestMs: Infinity, newestMs: -Infinity };
      this.seriesTable.put(series.index, { tenant, labels });
      this.series.push(series);
      this.seriesIndex.set(key, series);
    }
    return series;
  }

  private saveSymbols(): void {
    const from = this.savedSymbols;
    const rows = this.symbols.rowsSince(from);
    if (rows.strings.length > 0) {
      this.symbolTable.put(['strings', from.strings], Buffer.from(JSON.stringify(rows.strings)));
    }
    for (const table of ['functions', 'frames', 'stacks'] as const) {
      const words = rows[table];
      if (words.length > 0) {
        this.symbolTable.put([table, from[table]], Buffer.from(words.buffer, words.byteOffset, words.byteLength));
      }
    }
    this.savedSymbols = this.symbols.counts;
  }

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
    for (const { key, value } of this.seriesTable.getRange()) {
      const [oldest] = this.profiles.getKeys({ ...keysBetween({ index: key }, 0, Infinity), limit: 1 });
      const [newest] = this.profiles.getKeys({ start: [key + 1], end: [key], reverse: true, limit: 1 } as never);
      const series = { index: key, ...value, oldestMs: oldest?.[1] ?? Infinity, newestMs: newest?.[1] ?? -Infinity };
      this.series[key] = series;
      this.seriesIndex.set(seriesKey(series.tenant, series.labels), series);
    }
    this.sequence = Date.now();
  }

  private *symbolRows(table: string): Generator<Uint8Array> {
    for (const { value } of this.symbolTable.getRange({ start: [table, 0], end: [table, Infinity] })) {
      yield value;
    }
  }
}

/** The sequence only tells profiles of the same millisecond apart; opening again later must not repeat one. */
function keysBetween(
  series: { index: SeriesIndex },
  startMs: number,
  endMs: number
): { start: ProfileKey; end: ProfileKey } {
  return { start: [series.index, startMs, 0], end: [series.index, endMs, Infinity] };
}

function seriesKey(tenant: string, labels: SeriesLabels): string {
  return [tenant, ...labels.flatMap(({ name, value }) => [name, value])].join('\0');
}
