import { comparing } from '../calltree/comparison/diff';
import { inSlices } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import { packTree } from './packTree';
import { isWorthAWorker, treeOf, type TreeWork } from './treeWork';

/** From how many rows of both sides on they go to a worker that runs. None is started for trees that are here. */
const WORTH_COMPARING_THERE = 30_000;

/** Has the worker compile what compares, where sides of so many nodes are worth one, while the server works. */
export function prepareComparing({ line }: TreeWork, nodes: number): void {
  if (isWorthAWorker(nodes)) {
    void line.ready().then((ready) => ready && line.tell({ ask: 'practise' }));
  }
}

/**
 * Two trees as one comparison (see `comparing`), by the worker where it runs. Their memory is handed over, and they are
 * gone afterwards, as they are where it rejects with `WorkLost`.
 */
export async function compareTrees(
  { line }: TreeWork,
  baseline: CallTree,
  compared: CallTree,
  signal: AbortSignal
): Promise<CallTree> {
  if (!line.runs || baseline.length + compared.length < WORTH_COMPARING_THERE) {
    return inSlices(comparing(baseline, compared), signal);
  }
  signal.throwIfAborted();
  const [left, right] = [packTree(baseline), packTree(compared)];
  const memory = [...new Set([...left.memory, ...right.memory])];
  const tree = await line.ask({ ask: 'compare', baseline: left.packed, compared: right.packed }, memory);
  signal.throwIfAborted();
  return treeOf(tree);
}
