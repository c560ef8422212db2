import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const STOP_WITHIN_MS = 3000;

/** The service name of the small busy program that shows live data. */
export const SAMPLE_SERVICE = 'demo-node';

/**
 * Starts a small busy Node program as a child process, profiled by Pyroscope's SDK, which pushes to `url` every ten
 * seconds. It ends with `stop`, or with this process.
 */
export async function startSampleService(url: string): Promise<{ stop(): Promise<void> }> {
  const child = fork(join(__dirname, 'sampleProgram.ts'), [url, SAMPLE_SERVICE], {
    execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => {
      throw new Error(`the sample service ended with code ${code}`);
    }),
  ]);
  return {
    async stop() {
      if (child.connected) {
        child.send('stop');
      }
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(killer);
    },
  };
}
