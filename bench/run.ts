import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCompare, benchComparisonPicture } from './compare';
import { benchDecode } from './decode';
import { generateTree } from './generate';
import { TINY_NODES, type Figures } from './measure';
import { openBrowser } from './page';
import { measurePeer } from './peer';
import { measurePlugin } from './plugin';
import { PROFILES } from './profiles';
import { printTable, summary, type Result } from './results';
import { benchTransformPictures, benchTransforms } from './transforms';
import { benchViews } from './views';

const RESULTS = join(__dirname, 'results.json');

const USAGE = `npm run bench -- [options]

  --profiles A,B   which of ${Object.keys(PROFILES).join(', ')} (all)
  --rounds N       how often each is loaded; the table has the medians (3)
  --no-peer        leave Grafana's own flame graph out
  --no-save        leave bench/results.json as it is; so is it where not everything was measured`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      profiles: { type: 'string', default: Object.keys(PROFILES).join(',') },
      rounds: { type: 'string', default: '3' },
      peer: { type: 'boolean', default: true },
      save: { type: 'boolean', default: true },
      help: { type: 'boolean' },
    },
    allowNegative: true,
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`--rounds is a whole number from 1, not ${values.rounds}`);
  }
  const wanted = values.profiles.split(',');
  const unknown = wanted.find((name) => !(name in PROFILES));
  if (unknown !== undefined) {
    throw new Error(`--profiles: ${unknown} is none of ${Object.keys(PROFILES).join(', ')}`);
  }
  const decode = benchDecode(wanted);
  const compare = benchCompare();
  const transforms = await benchTransforms(wanted);
  const browser = await openBrowser();
  const results: Result[] = [];
  try {
    const peer = values.peer ? measurePeer : undefined;
    console.log('\nIn the browser, table and graph, 1500 px wide');
    const tiny = generateTree(TINY_NODES);
    const empty = { own: (await measurePlugin(browser, tiny)).heap, peer: (await peer?.(browser, tiny))?.heap };
    const comparison = await benchComparisonPicture(browser, rounds);
    const views = await benchViews(browser, wanted, values.peer);
    const transformPictures = await benchTransformPictures(browser, wanted);
    for (const profile of wanted) {
      const tree = PROFILES[profile]();
      const measured = { own: [] as Figures[], peer: [] as Figures[] };
      // In turn, so that both have the same quiet and the same noise of the machine.
      for (let round = 0; round < rounds; round++) {
        measured.own.push(await measurePlugin(browser, tree));
        if (peer) {
          measured.peer.push(await peer(browser, tree));
        }
      }
      const result: Result = {
        profile,
        nodes: tree.length,
        hotpath: summary(measured.own, tree.length, empty.own),
        ...(empty.peer !== undefined && { grafana: summary(measured.peer, tree.length, empty.peer) }),
      };
      printTable(result);
      results.push(result);
    }
    if (values.save && values.peer && wanted.length === Object.keys(PROFILES).length) {
      const machine = {
        cpu: cpus()[0].model,
        cores: cpus().length,
        memoryGB: Math.round(totalmem() / 2 ** 30),
        node: process.version,
        /** How many processes wanted to run at the end, of the last 15 minutes: more than cores is a busy machine. */
        load: Math.round(loadavg()[2] * 10) / 10,
        browser: `${browser.browserType().name()} ${browser.version()}`,
      };
      const file = {
        date: new Date().toISOString().slice(0, 10),
        machine,
        rounds,
        results,
        decode,
        compare: { ...compare, inBrowser: comparison },
        transforms,
        transformPictures,
        views,
      };
      writeFileSync(RESULTS, `${JSON.stringify(file, null, 2)}\n`);
      console.log(`\nwritten to ${RESULTS}`);
    }
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
