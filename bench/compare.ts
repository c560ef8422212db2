import { comparing } from '../pkg/calltree/operations/diff';
import type { CallTree } from '../pkg/calltree/tree';
import { recordedTree } from './profiles';
import { line, median, ms } from './statistics';

const ROUNDS = 7;

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

/** Two large recorded profiles as one comparison: the second has a part of its functions under other names. */
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

function renamed(tree: CallTree): CallTree {
  const names = tree.functions.names.map((name, fn) => (fn % 20 === 7 ? `${name} v2` : name));
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
