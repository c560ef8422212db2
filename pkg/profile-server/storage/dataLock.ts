import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Another process has the folder open. */
export class DataInUseError extends Error {
  constructor(
    readonly dataDir: string,
    readonly pid: number
  ) {
    super(`${dataDir} is in use by process ${pid}`);
  }
}

/** A process that starts anew may get the number of the one before it, as the first one of a container does. */
const held = new Set<string>();

/**
 * Takes a data folder for this process. What the store holds in memory would be wrong if another one wrote to it.
 * @returns what gives it back.
 * @throws DataInUseError
 */
export async function lockData(dataDir: string): Promise<() => Promise<void>> {
  const path = join(resolve(dataDir), 'server.pid');
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      held.add(path);
      return async () => {
        await rm(path, { force: true });
        held.delete(path);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
    const pid = Number(await readFile(path, 'utf8').catch(() => ''));
    if (pid === process.pid ? held.has(path) : isRunning(pid)) {
      throw new DataInUseError(dataDir, pid);
    }
    // Left by a process that was killed.
    await rm(path, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
