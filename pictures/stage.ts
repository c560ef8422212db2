import { laptopLimits } from '../pkg/profile-server/limits';
import { feedRecorded } from '../pkg/profile-server/samples/feed';
import { startProfileServer } from '../pkg/profile-server/server';
import { startWorkbench } from '../workbench/server';
import { buildPlugins } from '../workbench/server/build/pluginBuild';
import { startTempoServer } from '../workbench/server/tempo/tempoServer';

/** Ten seconds of CPU at a hundred samples a second: the profile that docs/reading-profiles.md explains transforms by. */
const EXAMPLE = [
  'main;report;json.encode 400',
  'main;report;json.encode;malloc 200',
  'main;write 100',
  'main;write;write 300',
].join('\n');
const MINUTE = 60_000;

/** The workbench as `npm start` serves it, with recorded profiles and traces that end at a given moment. */
export async function startStage(nowMs: number): Promise<{ url: string; close(): Promise<void> }> {
  await buildPlugins();
  const profiles = await startProfileServer({ limits: { ...laptopLimits, maxQueryLookbackMs: 0 } });
  await feedRecorded(profiles.url, { endMs: nowMs });
  const query = new URLSearchParams({
    name: 'example',
    from: String((nowMs - 10 * MINUTE) / 1000),
    until: String((nowMs - 9 * MINUTE) / 1000),
    format: 'folded',
    sampleRate: '100',
  });
  const pushed = await fetch(`${profiles.url}/ingest?${query}`, { method: 'POST', body: EXAMPLE });
  if (!pushed.ok) {
    throw new Error(`The example was refused: ${await pushed.text()}`);
  }
  const traces = await startTempoServer({ endMs: nowMs });
  const workbench = await startWorkbench({ env: { PYROSCOPE_URL: profiles.url, TEMPO_URL: traces.url } });
  return {
    url: workbench.url,
    close: async () => {
      await Promise.all([workbench.close(), traces.close(), profiles.close()]);
    },
  };
}
