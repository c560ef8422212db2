import { feedRecorded } from './samples/feed';
import { type ProfileServer, startProfileServer } from './server';
import { parseServeOptions, serveHelp, type ServeOptions, UsageError } from './serveOptions';
import { DamagedDataError } from './storage/checkDataFile';
import { DataInUseError } from './storage/dataLock';

const USAGE = 2;

async function main(argv: readonly string[]): Promise<void> {
  const options = parseServeOptions(argv);
  if (!options) {
    process.stdout.write(serveHelp());
    return;
  }
  const server = await start(options);
  const stop = closer(server);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(`Profile server: ${server.url}`);
  console.log(
    options.dataDir === undefined
      ? 'Profiles are kept until it ends; --data DIR keeps them for longer.'
      : `Profiles are kept in ${options.dataDir}.`
  );
  if (options.recorded) {
    const { pushed, skipped } = await feedRecorded(server.url, { endMs: Date.now() });
    console.log(`Recorded profiles: ${pushed} loaded${skipped > 0 ? `, ${skipped} were there already` : ''}.`);
  }
  console.log('Ctrl-C ends it.');
}

async function start(options: ServeOptions): Promise<ProfileServer> {
  try {
    return await startProfileServer(options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') {
      throw error;
    }
    console.log(`Port ${options.port} is taken; using a free one.`);
    return startProfileServer({ ...options, port: 0 });
  }
}

/** A second signal, should closing take too long, ends the process as it always does. */
function closer(server: ProfileServer): () => void {
  return () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error)
    );
  };
}

function fail(error: unknown): void {
  if (error instanceof UsageError) {
    console.error(`${error.message} --help lists what there is.`);
    process.exitCode = USAGE;
    return;
  }
  console.error(sentence(error));
  process.exit(1);
}

function sentence(error: unknown): string {
  if (error instanceof DataInUseError) {
    const process = error.pid === undefined ? '' : ` (process ${error.pid})`;
    return `The folder ${error.dataDir} is in use by another profile server${process}. End that one, or choose another folder.`;
  }
  if (error instanceof DamagedDataError) {
    return `The profiles in ${error.dataDir} are damaged: ${error.detail}. Nothing was changed there. Put a copy back from before, or choose another folder.`;
  }
  const { code, message, path } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `Not allowed: ${message}. Choose another ${path ? 'folder' : 'port (above 1023)'}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine does not have that address: ${message}. Leave --host out to listen on this machine only.`;
    default:
      return `The profile server could not start: ${message}`;
  }
}

main(process.argv.slice(2)).catch(fail);
