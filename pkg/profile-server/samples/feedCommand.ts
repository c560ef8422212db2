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
  // The minutes of a steady load are refused for one reason: it is said once.
  const refused = new Map<string, number>();
  const onRefused = ({ message }: Error) => {
    if (!refused.has(message)) {
      console.error(message);
    }
    refused.set(message, (refused.get(message) ?? 0) + 1);
  };
  const { pushed, skipped } = await feedRecorded(url.replace(/\/+$/, ''), { endMs: Date.now(), onRefused });
  console.log(`${pushed} recorded profiles pushed to ${url}, ${skipped} were there already`);
  if (refused.size > 0) {
    const count = [...refused.values()].reduce((sum, times) => sum + times);
    console.error(`${count} were refused, for the reasons above`);
    process.exitCode = 1;
  }
  if (values['sample-service']) {
    const sample = await startSampleService(url);
    console.log('A small busy service sends its profiles until Ctrl-C');
    const stop = () => void sample.stop().then(() => process.exit(0));
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  }
}

main().catch((error) => {
  const { message, cause } = error as Error;
  // fetch says why in the cause alone.
  console.error(cause instanceof Error ? `${message}: ${cause.message}` : message);
  process.exitCode = 1;
});
