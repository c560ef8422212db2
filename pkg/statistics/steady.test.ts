import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { judging, type Judgement } from './judge';
import { chooseFirst, randomNumbers } from './random';
import { shareInterval } from './shareInterval';
import type { Slices } from './slices';
import { testedFunctions } from './tested';
import { comparingWhole } from './wholeChange';

/**
 * Three services under a steady load, CPU, 40 minutes of each version, recorded from running programs: a line a function
 * with what was in itself and in all it called, minute by minute, in samples of 10 ms (`web-frontend`: 0.1 ms). The first
 * line is the whole.
 */
interface Recorded {
  names: string[];
  /** Rows are slices. Shares of the slice's whole. */
  self: Float64Array[];
  total: Float64Array[];
}

function recorded(file: string): Recorded {
  const lines = gunzipSync(readFileSync(join(__dirname, 'testdata', `${file}.tsv.gz`)))
    .toString()
    .split('\n')
    .map((line) => line.split('\t'));
  const wholes = lines[0][1].split(' ').map(Number);
  const functions = lines.slice(1);
  const columns = (column: number) =>
    wholes.map((whole, slice) => {
      const row = functions.map((line) => Number(line[column].split(' ')[slice]) / whole);
      return Float64Array.from(row);
    });
  return { names: functions.map(([name]) => name), self: columns(1), total: columns(2) };
}

function run<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done) {
      return step.value;
    }
  }
}

const SERVICES = ['api-gateway', 'order-service', 'web-frontend'];
const SPLITS = 1_000;

it('calls hardly anything certain between slices of one version, split at random', () => {
  const runs = SERVICES.flatMap((service) => ['v1', 'v2'].map((version) => recorded(`${service}-${version}`)));
  const random = randomNumbers(7);
  let certain = 0;
  let likely = 0;
  let whole = 0;
  for (let split = 0; split < SPLITS; split++) {
    const { names, self, total } = runs[split % runs.length];
    const order = Uint16Array.from(total.keys());
    chooseFirst(order, 20, random);
    const sides = (rows: Float64Array[]): Slices => ({
      functions: names.length,
      baseline: Array.from(order.subarray(0, 20), (row) => rows[row]),
      compared: Array.from(order.subarray(20), (row) => rows[row]),
    });
    const { judgement } = run(judging(sides(total), testedFunctions(sides(total)), split));
    certain += judgement.includes('certain') ? 1 : 0;
    likely += judgement.some((one) => one !== 'noise') ? 1 : 0;
    if (split % 10 === 0) {
      whole += run(comparingWhole(sides(self), split)).chance <= 0.01 ? 1 : 0;
    }
  }
  console.info(
    `steady load, ${SPLITS} splits: ${(certain / SPLITS) * 100} % call a function certain, ` +
      `${(likely / SPLITS) * 100} % certain or likely, ${whole} of ${SPLITS / 10} the whole`
  );
  expect(certain / SPLITS).toBeLessThanOrEqual(0.05);
  expect(likely / SPLITS).toBeLessThanOrEqual(0.2);
});

const PLANTED: Record<string, string[]> = {
  'api-gateway': ['shop/pricing.(*Engine).applyDiscount', 'shop/pricing.compileRule'],
  'order-service': ['rank_lines_slow', 'compare_lines'],
  'web-frontend': ['./node/server.js:renderTableSlow:41'],
};

it('calls every planted regression certain', () => {
  let found = 0;
  let all = 0;
  for (const [service, planted] of Object.entries(PLANTED)) {
    for (const slices of [8, 16, 40]) {
      const { names, judgements, change, whole } = versions(service, slices);
      const judged = planted.map((name) => {
        const at = names.indexOf(name);
        all++;
        found += judgements[at] === 'certain' ? 1 : 0;
        return [name, judgements[at], change[at] > 0];
      });
      expect(judged).toEqual(planted.map((name) => [name, 'certain', true]));
      // The whole needs more than a function does: sixteen minutes of some 75 samples are too few.
      if (slices === 40) {
        expect(whole.chance).toBeLessThanOrEqual(0.01);
      }
    }
  }
  console.info(`planted regressions, with 8, 16 and 40 slices a side: ${found} of ${all} certain`);
});

/**
 * Of the Java service there are no slices: the recordings have the merged profile of each version and nothing finer (the
 * server's `Diff` of both, in samples of 10 ms). So nothing tells how much slices differ, and it is called nothing; what
 * samples alone say is a bound, here with one of five counted, as busy requests fill neighbouring ones.
 */
it('cannot judge the planted regression of the Java service, which samples alone set apart', () => {
  const permissionsSlow = { v1: [0, 1191], v2: [58, 1019] };
  const slice = (of: number[]) => [Float64Array.of(of[0] / of[1])];
  const { judgement } = run(
    judging(
      { functions: 1, baseline: slice(permissionsSlow.v1), compared: slice(permissionsSlow.v2) },
      Uint8Array.of(1)
    )
  );
  expect(judgement).toEqual(['noise']);
  const [v1, v2] = [permissionsSlow.v1, permissionsSlow.v2].map(([count, of]) => shareInterval(count / 5, of / 5));
  expect([v1[1], v2[0], v2[1]].map((share) => share.toFixed(3))).toEqual(['0.016', '0.033', '0.098']);
});

function versions(service: string, slices: number) {
  const [v1, v2] = ['v1', 'v2'].map((version) => recorded(`${service}-${version}`));
  const names = [...new Set([...v1.names, ...v2.names])];
  const aligned = ({ names: own, self, total }: Recorded) => {
    const rowOf = new Map(own.map((name, at) => [name, at]));
    const align = (rows: Float64Array[]) =>
      rows.slice(0, slices).map((row) => Float64Array.from(names, (name) => row[rowOf.get(name) ?? -1] ?? 0));
    return { self: align(self), total: align(total) };
  };
  const [one, two] = [aligned(v1), aligned(v2)];
  const totals: Slices = { functions: names.length, baseline: one.total, compared: two.total };
  const selfs: Slices = { functions: names.length, baseline: one.self, compared: two.self };
  const { judgement, change } = run(judging(totals, testedFunctions(totals)));
  const judgements: readonly Judgement[] = judgement;
  return { names, judgements, change, whole: run(comparingWhole(selfs)) };
}
