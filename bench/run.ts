import { parseArgs } from 'node:util';
import { benchDecode } from './decode';
import { openBrowser } from './page';
import { benchPeer } from './peer';
import { benchPlugin } from './plugin';
import { line, median, ms, quantile } from './statistics';

const USAGE = `npm run bench -- [options]

  --nodes N    size of the profile in the browser (1,000,000)
  --no-peer    leave Grafana's own flame graph out`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { nodes: { type: 'string' }, peer: { type: 'boolean', default: true }, help: { type: 'boolean' } },
    allowNegative: true,
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const nodes = Number(values.nodes ?? 1_000_000);
  if (!Number.isInteger(nodes) || nodes < 1000) {
    throw new Error(`--nodes is a whole number from 1000, not ${values.nodes}`);
  }
  benchDecode();

  const browser = await openBrowser();
  try {
    console.log(`\nIn the browser, ${nodes.toLocaleString('en-US')} nodes, table and graph at 1500 px`);
    const own = await benchPlugin(browser, nodes);
    const peer = values.peer ? await benchPeer(browser, nodes) : undefined;
    const row = (label: string, figure: (of: typeof own) => number, show: (value: number) => string) =>
      console.log(
        peer
          ? line(label, show(figure(own)), show(figure(peer)), `${(figure(peer) / figure(own)).toFixed(1)}×`)
          : line(label, show(figure(own)))
      );
    console.log(line('', 'Hotpath', ...(peer ? ['Grafana', 'Grafana/Hotpath'] : [])));
    row('from the answer to the first picture', (of) => of.firstPicture, ms);
    row('zoom, to the end of the frame, median', (of) => median(of.zooms), ms);
    row('zoom, to the end of the frame, p95', (of) => quantile(of.zooms, 0.95), ms);
    row(
      'memory after garbage collection, per node',
      (of) => of.bytesPerNode,
      (bytes) => `${bytes.toFixed(1)} B`
    );
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
