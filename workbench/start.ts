import { parseArgs } from 'node:util';
import { feedRecorded } from '../pkg/profile-server/samples/feed';
import { laptopLimits } from '../pkg/profile-server/limits';
import { SAMPLE_SERVICE, startSampleService } from '../pkg/profile-server/samples/live/sampleService';
import { SELF_SERVICE, startSelfProfile } from '../pkg/profile-server/samples/live/selfProfile';
import { startProfileServer } from '../pkg/profile-server/server';
import { startWorkbench } from './server';
import { type HostLine, buildHost } from './server/build/hostBuild';
import { buildPlugins } from './server/build/pluginBuild';
import { startTempoServer } from './server/tempo/tempoServer';

const USAGE = `npm start -- [options]

  --port N           where the workbench listens (3000, or the next free one)
  --pyroscope URL    read profiles from this server instead of an embedded one; traces from TEMPO_URL, if that is set
  --allow-host NAME  answer under this name as well as localhost, as behind a proxy; can be given several times
  --libraries LINE   react19 (newest Grafana libraries, the default) or react18 (the oldest supported)
  --help`;

const FIRST_PORT = 3000;
const PORTS_TRIED = 20;
const STOP_WITHIN_MS = 5000;

/** What was started, to be ended in the opposite order. */
const running: Array<() => Promise<void>> = [];
let stopping = false;

async function main(): Promise<void> {
  const options = readOptions();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);

  const [plugins, host] = await Promise.all([
    step('Plugins', async () => ((await buildPlugins()).built ? 'built into dist/' : 'unchanged since the last build')),
    step('Host page', async () =>
      (await buildHost(options.libraries)).built ? 'built' : 'unchanged since the last build'
    ),
  ]);
  if (!plugins || !host) {
    await stop(1);
    return;
  }

  let pyroscopeUrl = options.pyroscope;
  let tempoUrl = process.env.TEMPO_URL ?? '';
  let recordedEndMs: number | undefined;
  if (!pyroscopeUrl) {
    await step('Profile server', async () => {
      const server = await startProfileServer({ limits: laptopLimits });
      running.push(() => server.close());
      pyroscopeUrl = server.url;
      return `listening on ${server.url}`;
    });
    await step('Recorded profiles', async () => {
      recordedEndMs = Date.now();
      const { pushed } = await feedRecorded(pyroscopeUrl!, { endMs: recordedEndMs });
      return `${pushed} fed, re-timed to end now`;
    });
    if (tempoUrl === '') {
      await step('Recorded traces', async () => {
        const tempo = await startTempoServer({ endMs: recordedEndMs! });
        running.push(() => tempo.close());
        tempoUrl = tempo.url;
        return `served by a stand-in for Tempo on ${tempo.url}`;
      });
    }
    await step('Live profiles', async () => {
      const self = startSelfProfile(pyroscopeUrl!);
      running.push(() => self.stop());
      const sample = await startSampleService(pyroscopeUrl!);
      running.push(() => sample.stop());
      return `${SAMPLE_SERVICE} and ${SELF_SERVICE}, new every ten seconds`;
    });
  }

  const env = { ...process.env, PYROSCOPE_URL: pyroscopeUrl, TEMPO_URL: tempoUrl };
  const workbench = await listen(options.port, (port) =>
    startWorkbench({ port, host: options.libraries, env, recordedEndMs, allowedHosts: options.allowedHosts })
  );
  running.push(() => workbench.close());
  console.log(`
Serving the plugins in dist/ on Grafana's own front-end libraries. No Grafana is running here.
Profiles come from ${options.pyroscope ? pyroscopeUrl : 'the embedded profile server; they are gone when it ends'}. Ctrl-C ends everything.

  ${workbench.url}
`);
}

function readOptions(): { port?: number; pyroscope?: string; libraries: HostLine; allowedHosts?: string[] } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        pyroscope: { type: 'string' },
        'allow-host': { type: 'string', multiple: true },
        libraries: { type: 'string', default: 'react19' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    if (values.libraries !== 'react19' && values.libraries !== 'react18') {
      throw new Error(`--libraries is react19 or react18, not ${values.libraries}`);
    }
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
      throw new Error(`--port is a number from 0 to 65535, not ${values.port}`);
    }
    return { port, pyroscope: values.pyroscope, libraries: values.libraries, allowedHosts: values['allow-host'] };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return process.exit(1);
  }
}

/** Runs one step and prints one line about it; false when it failed during a stop. */
async function step(name: string, work: () => Promise<string>): Promise<boolean> {
  const started = Date.now();
  try {
    const outcome = await work();
    if (!stopping) {
      console.log(`${name.padEnd(18)} ${outcome} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    }
    return true;
  } catch (error) {
    if (stopping) {
      return false;
    }
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}

async function listen<T>(asked: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  const first = asked ?? FIRST_PORT;
  for (let port = first; port < first + PORTS_TRIED; port++) {
    try {
      const started = await start(port);
      if (port !== first) {
        console.log(`Port ${first} is in use; took ${port} instead.`);
      }
      return started;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') {
        throw error;
      }
    }
  }
  return start(0);
}

async function stop(code: unknown = 0): Promise<void> {
  if (stopping) {
    return;
  }
  stopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  for (const end of running.reverse()) {
    await end().catch((error) => console.error(error));
  }
  process.exit(typeof code === 'number' ? code : 0);
}

main().catch(async (error) => {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
});
