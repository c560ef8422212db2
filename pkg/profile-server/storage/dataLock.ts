import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

/** Another process has the folder open. */
export class DataInUseError extends Error {
  constructor(
    readonly dataDir: string,
    /** Undefined where it did not leave its number. */
    readonly pid: number | undefined
  ) {
    super(`${dataDir} is in use by ${pid === undefined ? 'another process' : `process ${pid}`}`);
  }
}

type Release = () => Promise<void>;

const O_RDWR_CREAT_NONBLOCK = 0x2 | 0x200 | 0x4;
/** Of macOS and the BSDs, which can lock a file while opening it. */
const O_EXLOCK = 0x20;

/**
 * Takes a data folder for this process. What the store holds in memory would be wrong if another one wrote to it. The
 * lock is the operating system's: it ends with the process, however that ends, and two never have it. `server.pid`
 * only says who has it.
 * @returns what gives it back.
 * @throws DataInUseError
 */
export async function lockData(dataDir: string): Promise<Release> {
  const pidFile = join(resolve(dataDir), 'server.pid');
  const release = await osLock(dataDir);
  if (!release) {
    throw new DataInUseError(dataDir, await processIn(pidFile));
  }
  // A full disk is no reason not to start: what is there can be read.
  await writeFile(pidFile, String(process.pid)).catch(() => undefined);
  return async () => {
    await rm(pidFile, { force: true });
    await release();
  };
}

async function processIn(pidFile: string): Promise<number | undefined> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

/** Undefined when it is taken. */
async function osLock(dataDir: string): Promise<Release | undefined> {
  const { platform } = process;
  if (platform !== 'linux' && platform !== 'win32') {
    return lockedFile(join(resolve(dataDir), 'server.lock'));
  }
  // Node locks no files here, but a name in the abstract namespace, or a pipe's, also has one owner and ends with it.
  const { dev, ino } = await stat(dataDir, { bigint: true });
  const name = `hotpath-profiles-${dev}-${ino}`;
  return ownedName(platform === 'linux' ? `\0${name}` : `\\\\.\\pipe\\${name}`);
}

function ownedName(path: string): Promise<Release | undefined> {
  return new Promise((resolveOwned, reject) => {
    const owner = createServer((connection) => connection.destroy());
    owner.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolveOwned(undefined) : reject(error)
    );
    owner.listen({ path, exclusive: true }, () => {
      owner.unref();
      resolveOwned(() => new Promise((done) => owner.close(() => done())));
    });
  });
}

async function lockedFile(path: string): Promise<Release | undefined> {
  try {
    const file = await open(path, O_RDWR_CREAT_NONBLOCK | O_EXLOCK);
    return () => file.close();
  } catch (error) {
    if (['EAGAIN', 'EWOULDBLOCK'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}
