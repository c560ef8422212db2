import type { Browser } from '@playwright/test';
import { comparing } from '../pkg/calltree/comparison/diff';
import type { CallTree } from '../pkg/calltree/tree';
import { atOnce } from '../pkg/calltree/slices';
import { measureComparison, measureLoading } from './plugin';
import { recordedTree } from './profiles';
import { generateTree } from './generate';
import { TINY_NODES, type Loading } from './measure';
import { line, median, ms } from './statistics';

const ROUNDS = 7;
/** What takes little: a part of the whole. */
const SMALL = 0.02;

export interface CompareResult {
  /** Of each side, and of the comparison. */
  nodes: [baseline: number, compared: number, comparison: number];
  /** Milliseconds from two trees to their comparison, median of seven. */
  merge: number;
  /** The longest time between two rests, which is as long as a page can be blocked; the median of seven longest. */
  block: number;
  /** What the comparison's columns hold. */
  bytesPerNode: number;
}

/** In the browser, from the last byte of both answers; medians over the rounds. */
export interface ComparisonPicture extends Loading {
  /** JS heap and ArrayBuffer stores that the comparison adds to page and workers, both answers' trees with it. */
  bytesPerNode: number;
  /** The same of one of the sides alone, in turn: what a comparison takes beyond it. */
  oneSide: Loading;
}

/** Both sides asked by a query of type `compare` in Explore, table and graph, and one of them as a profile. */
export async function benchComparisonPicture(browser: Browser, rounds: number): Promise<ComparisonPicture> {
  const baseline = recordedTree();
  const compared = renamed(baseline);
  const { length } = atOnce(comparing(baseline, compared));
  const tiny = generateTree(TINY_NODES);
  const empty = await measureComparison(browser, tiny, renamed(tiny));
  const both: Array<Loading & { heap: number }> = [];
  const single: Loading[] = [];
  for (let round = 0; round < rounds; round++) {
    both.push(await measureComparison(browser, baseline, compared));
    single.push(await measureLoading(browser, baseline));
  }
  const result: ComparisonPicture = {
    ...medians(both),
    bytesPerNode: rounded(median(both.map(({ heap }) => (heap - empty.heap) / length))),
    oneSide: medians(single),
  };
  console.log(`\nA comparison in the browser, ${length.toLocaleString('en-US')} nodes`);
  console.log(line('', 'to picture', 'block until', 'block at all', 'B per node'));
  const times = ({ firstPicture, blockToPicture, blockToRest }: Loading) =>
    [firstPicture, blockToPicture, blockToRest].map(ms);
  console.log(line('both sides', ...times(result), `${result.bytesPerNode} B`));
  console.log(line('one side alone', ...times(result.oneSide)));
  return result;
}

function medians(rounds: readonly Loading[]): Loading {
  const of = (figure: keyof Loading) => rounded(median(rounds.map((round) => round[figure])));
  return {
    firstPicture: of('firstPicture'),
    blockToPicture: of('blockToPicture'),
    blockToRest: of('blockToRest'),
  };
}

/** Two large recorded profiles as one comparison; see `renamed`. */
export function benchCompare(): CompareResult {
  const baseline = recordedTree();
  const compared = renamed(baseline);
  const merges: number[] = [];
  const blocks: number[] = [];
  let tree = baseline;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    let block = 0;
    const work = comparing(baseline, compared);
    for (;;) {
      const from = performance.now();
      const step = work.next();
      block = Math.max(block, performance.now() - from);
      if (step.done) {
        tree = step.value;
        break;
      }
    }
    merges.push(performance.now() - start);
    blocks.push(block);
  }
  const columns = Object.values(tree).filter(ArrayBuffer.isView);
  const bytes = columns.reduce((sum, column) => sum + column.byteLength, 0);
  const result: CompareResult = {
    nodes: [baseline.length, compared.length, tree.length],
    merge: rounded(median(merges)),
    block: rounded(median(blocks)),
    bytesPerNode: rounded(bytes / tree.length),
  };
  console.log('\nTwo profiles as one comparison (median of 7, warm)');
  console.log(line('', 'merge', 'longest block', 'B per node'));
  const nodes = result.nodes
    .map((count) => count.toLocaleString('en-US'))
    .join(' + ')
    .replace(/ \+ ([^+]*)$/, ' = $1');
  console.log(line(nodes, ms(result.merge), ms(result.block), `${result.bytesPerNode} B`));
  return result;
}

/**
 * The next version of a program: a third of its functions take twice as much, and of what takes little, one function of
 * twenty is called something else.
 */
function renamed(tree: CallTree): CallTree {
  const largest = new Float64Array(tree.functions.names.length);
  for (let node = 0; node < tree.length; node++) {
    largest[tree.function[node]] = Math.max(largest[tree.function[node]], tree.total[node]);
  }
  const names = tree.functions.names.map((name, fn) =>
    fn % 20 === 7 && largest[fn] < SMALL * tree.total[0] ? `${name} v2` : name
  );
  const self = tree.self.map((value, node) => (node % 3 === 0 ? value * 2 : value));
  const total = self.slice();
  for (let node = tree.length - 1; node > 0; node--) {
    total[tree.parent[node]] += total[node];
  }
  return { ...tree, functions: { ...tree.functions, names }, self, total };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
