import { feedRecorded } from '../../pkg/profile-server/samples/feed';
import { laptopLimits } from '../../pkg/profile-server/limits';
import { startProfileServer } from '../../pkg/profile-server/server';
import { buildPlugins } from '../../workbench/server/pluginBuild';
import { startWorkbench } from '../../workbench/server';

/**
 * What the browser tests drive, in this process: the embedded profile server with the recorded profiles, and a
 * workbench for each line of Grafana's libraries, with the plugins as built.
 */
export default async function startStack() {
  await buildPlugins();
  const profiles = await startProfileServer({ limits: laptopLimits });
  const recordedEndMs = Date.now();
  await feedRecorded(profiles.url, { endMs: recordedEndMs });
  const env = { PYROSCOPE_URL: profiles.url, TEMPO_URL: 'http://127.0.0.1:9' };
  const react19 = await startWorkbench({ host: 'react19', env, recordedEndMs });
  const react18 = await startWorkbench({ host: 'react18', env, recordedEndMs });
  process.env.HOTPATH_PROFILES = profiles.url;
  process.env.HOTPATH_REACT19 = react19.url;
  process.env.HOTPATH_REACT18 = react18.url;
  return async () => {
    await Promise.all([react19.close(), react18.close(), profiles.close()]);
  };
}
