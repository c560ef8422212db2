import { profileThisProcess, withLabels } from './sdk';
import { priceCart, rankByTerms, renderPage, termAt } from './shopWork';

/** A few percent of one core. */
const TICK_MS = 100;
/** In which the mix of work goes from mostly searching to mostly paying and back. */
const CYCLE_MS = 180_000;

const [url, service] = process.argv.slice(2);
const stopProfiling = profileThisProcess(url, service);
let tick = 0;

function serveRequests(): void {
  const share = (1 + Math.sin((2 * Math.PI * Date.now()) / CYCLE_MS)) / 2;
  tick++;
  withLabels({ route: '/search' }, function search() {
    for (let request = 0; request < 1 + Math.round(3 * share); request++) {
      renderPage(rankByTerms([termAt(tick), termAt(tick + request)]));
    }
  });
  withLabels({ route: '/checkout' }, function checkout() {
    for (let request = 0; request < 1 + Math.round(6 * (1 - share)); request++) {
      priceCart(50);
    }
  });
}

const timer = setInterval(serveRequests, TICK_MS);

async function stop(): Promise<void> {
  clearInterval(timer);
  await stopProfiling();
  process.exit(0);
}

// Ctrl-C reaches the whole process group; the parent decides when this ends.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', () => void stop());
process.send?.('started');
