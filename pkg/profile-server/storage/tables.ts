import { stat, writeFile } from 'node:fs/promises';
import { type Database, open, type RootDatabase } from 'lmdb';

export type ProfileKey = [series: number, timeMs: number, sequence: number];
export type SymbolKey = [table: string, from: number];

export interface Tables {
  root: RootDatabase;
  profiles: Database<Uint8Array, ProfileKey>;
  series: Database<Uint8Array, number>;
  symbols: Database<Uint8Array, SymbolKey>;
}

/** LMDB's table of readers takes about 8 kB. */
const LOCK_FILE_BYTES = 16 * 1024;

/** `durable` is whether a commit waits until it is on disk. */
export function openTables(path: string, durable: boolean): Tables {
  // Without noSubdir a folder whose name has a dot is taken for a file. With overlappingSync, the default, a commit
  // would be visible before it is on disk.
  const root = open({ path, noSubdir: false, noSync: !durable, overlappingSync: false });
  return {
    root,
    profiles: root.openDB({ name: 'profiles', encoding: 'binary' }),
    series: root.openDB({ name: 'series', encoding: 'binary' }),
    symbols: root.openDB({ name: 'symbols', encoding: 'binary' }),
  };
}

/** LMDB writes to this file through a map of it, so its place on the disk must be there: a full one ends the process. */
export async function reserveLockFile(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if ((there?.blocks ?? there?.size ?? 0) === 0) {
    await writeFile(path, new Uint8Array(LOCK_FILE_BYTES));
  }
}
