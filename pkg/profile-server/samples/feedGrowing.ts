import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atOnce } from '../../calltree/slices';
import { readFolded } from '../../formats/folded';
import { writePprof } from '../../formats/pprofWriter';
import { readMinutes } from './feedSteady';

const FOLDER = join(__dirname, 'recorded/growing');
const MINUTE = 60_000;

/** Snapshots of the memory of a service that leaks, in bytes. */
interface GrowingRun {
  file: string;
  labels: Record<string, string>;
  /** `inuse_space` or `alloc_space`. */
  sampleType: string;
  /** Between two snapshots. */
  everyMinutes: number;
  recorded: string;
  recordedAt: string;
}

/** A pprof and its labels, and what it is called in a message. Answers false for one that was refused. */
type Push = (labels: Record<string, string>, pprof: Uint8Array, name: string) => Promise<boolean>;

/**
 * Pushes the snapshots of the services that `isPresent` does not know, as if the last one had been taken a minute before
 * `endMs`. Answers how many there are of each.
 */
export async function feedGrowing(
  endMs: number,
  isPresent: (service: string, sinceMs: number) => Promise<boolean>,
  push: Push
): Promise<{ pushed: number; skipped: number }> {
  const runs = JSON.parse(await readFile(join(FOLDER, 'index.json'), 'utf8')) as GrowingRun[];
  const sum = { pushed: 0, skipped: 0 };
  const known = new Map<string, boolean>();
  for (const { file, labels, sampleType, everyMinutes } of runs) {
    const snapshots = await readMinutes(join(FOLDER, file));
    const every = everyMinutes * MINUTE;
    const startMs = endMs - MINUTE - (snapshots.length - 1) * every;
    const service = labels.service_name;
    if (!known.has(service)) {
      known.set(service, await isPresent(service, startMs));
    }
    if (known.get(service)) {
      sum.skipped += snapshots.length;
      continue;
    }
    for (const [at, folded] of snapshots.entries()) {
      const pprof = writePprof(
        { tree: readFolded(folded), root: 0 },
        {
          sampleTypes: [{ type: sampleType, unit: 'bytes' }],
          periodType: { type: 'space', unit: 'bytes' },
          timeMs: startMs + at * every,
        }
      );
      const bytes = Buffer.concat(atOnce(pprof));
      if (await push({ __name__: 'memory', ...labels }, bytes, `${service} ${sampleType}`)) {
        sum.pushed++;
      }
    }
  }
  return sum;
}
