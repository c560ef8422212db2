import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { filesBelow } from './checkPlugin';

/** A built folder as the archive that is unpacked into Grafana's plugins folder: all in a folder named as the plugin. */
export function zipPlugin(folder: string, id: string): Uint8Array {
  const entries: Zippable = {};
  for (const file of filesBelow(folder)) {
    // The same files make the same archive.
    entries[`${id}/${file}`] = [readFileSync(join(folder, file)), { mtime: new Date(2000, 0, 1) }];
  }
  return zipSync(entries, { level: 9 });
}
