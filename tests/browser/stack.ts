import { feedRecorded } from '../../pkg/profile-server/samples/feed';
import { laptopLimits } from '../../pkg/profile-server/limits';
import { startProfileServer } from '../../pkg/profile-server/server';
import { buildHost } from '../../workbench/server/build/hostBuild';
import { buildPlugins } from '../../workbench/server/build/pluginBuild';
import { startWorkbench } from '../../workbench/server';
import { startTempoServer } from '../../workbench/server/tempo/tempoServer';

/**
 * What the browser tests drive, in this process: the embedded profile server with the recorded profiles, the recorded
 * traces, and a workbench for each line of Grafana's libraries, with the plugins as built.
 */
export default async function startStack() {
  // Each keeps one processor busy.
  await Promise.all([buildPlugins(), buildHost('react19'), buildHost('react18')]);
  const profiles = await startProfileServer({ limits: laptopLimits });
  const recordedEndMs = Date.now();
  await feedRecorded(profiles.url, { endMs: recordedEndMs });
  const traces = await startTempoServer({ endMs: recordedEndMs });
  const env = { PYROSCOPE_URL: profiles.url, TEMPO_URL: traces.url };
  const react19 = await startWorkbench({ host: 'react19', env, recordedEndMs });
  const react18 = await startWorkbench({ host: 'react18', env, recordedEndMs });
  process.env.HOTPATH_PROFILES = profiles.url;
  process.env.HOTPATH_RECORDED_END = String(recordedEndMs);
  process.env.HOTPATH_REACT19 = react19.url;
  process.env.HOTPATH_REACT18 = react18.url;
  return async () => {
    await Promise.all([react19.close(), react18.close(), traces.close(), profiles.close()]);
  };
}
