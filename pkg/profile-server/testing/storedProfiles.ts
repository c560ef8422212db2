import { ProfileStore } from '../storage/store';

const TENANT = 'anonymous';

/** Writes profiles of several sizes and series straight into a store, a minute apart, each with a function of its own. */
export async function writeProfiles(store: ProfileStore, count: number, from = 0): Promise<void> {
  for (let i = from; i < from + count; i++) {
    const { symbols } = store;
    const stack = symbols.stack(0, symbols.frame(symbols.function(`work${i}`, 'work.go', 1), i, ''));
    const length = ((i * 37) % 900) + 1;
    const labels = [
      { name: '__name__', value: 'process_cpu' },
      { name: 'service_name', value: `service-${i % 20}` },
    ];
    const samples = {
      length,
      value: new Float64Array(length).fill(i + 1),
      stack: new Uint32Array(length).fill(stack),
    };
    await store.write(TENANT, [{ labels, timeMs: 60_000 * (i + 1), id: ProfileStore.newProfileId(), samples }]);
  }
}

/** How many profiles a store has, having read each. */
export function countRecords(store: ProfileStore): number {
  let count = 0;
  for (const series of store.seriesBetween([TENANT], 0, Number.MAX_SAFE_INTEGER)) {
    for (const { record } of store.recordsBetween(series, 0, Number.MAX_SAFE_INTEGER)) {
      count += record.length > 0 ? 1 : 0;
    }
  }
  return count;
}
