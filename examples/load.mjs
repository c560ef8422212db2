// A bounded load: node examples/load.mjs URL… [--seconds 60] [--every 200], each URL again when it has answered.
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '60' }, every: { type: 'string', default: '100' } },
});
if (positionals.length === 0) {
  console.error('Which addresses? For example: node examples/load.mjs http://localhost:8001/orders --seconds 60');
  process.exit(2);
}
const end = Date.now() + Number(values.seconds) * 1000;
let answered = 0;
let failed = 0;

async function ask(url) {
  while (Date.now() < end) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
      await response.arrayBuffer();
      if (response.ok) {
        answered++;
      } else {
        failed++;
      }
    } catch {
      failed++;
    }
    await new Promise((resolve) => setTimeout(resolve, Number(values.every)));
  }
}

await Promise.all(positionals.map(ask));
console.log(`${answered} requests answered, ${failed} failed`);
process.exit(answered > 0 ? 0 : 1);
