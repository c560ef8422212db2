import { parseArgs } from 'node:util';
import { feedRecorded } from './feed';
import { startSampleService } from './live/sampleService';

/** `tsx pkg/profile-server/samples/feedCommand.ts URL [--sample-service]`: the recorded profiles, ending now, to any server. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'sample-service': { type: 'boolean', default: false } },
  });
  const [url] = positionals;
  if (!url) {
    throw new Error('Which server? For example: tsx pkg/profile-server/samples/feedCommand.ts http://localhost:4040');
  }
  const { pushed, skipped } = await feedRecorded(url.replace(/\/+$/, ''), { endMs: Date.now() });
  console.log(`${pushed} recorded profiles pushed to ${url}, ${skipped} were there already`);
  if (values['sample-service']) {
    const sample = await startSampleService(url);
    console.log('A small busy service sends its profiles until Ctrl-C');
    const stop = () => void sample.stop().then(() => process.exit(0));
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
