import { nodesAbove } from './above';
import { HiddenSum } from './hidden';
import { MatchedSum } from './matched';
import type { OpenTree, TopTable } from './operations';
import { rankingNames } from '../order/nameRanks';
import { inSlices, overRows, type Steps } from '../slices';
import { TopTableSum } from './topTable';
import type { CallTree, NodeIndex } from '../tree';
import { Widest } from './widest';

/** Names between two rests: each may be a long text, and what it is held against a slow pattern. */
const NAMES_PER_STEP = 16;

/** Of each tree the table made last: table, sandwich and call graph all look at it. */
const topTables = new WeakMap<CallTree, { root: NodeIndex; table: TopTable }>();

/**
 * The operations over a tree on the calling thread, in slices of about 8 ms. Nothing of an outline is added up: who asks
 * waits, until the question is withdrawn for the tree that follows it.
 */
export function openTree(tree: CallTree): OpenTree {
  const goingOver = async <T>(sum: RowSum<T>, root: NodeIndex, signal?: AbortSignal): Promise<T> => {
    await inSlices(
      overRows(root, tree.subtreeEnd[root], (from, to) => sum.addRows(from, to)),
      signal
    );
    return sum.finish();
  };
  const addingUp = async <T>(sum: RowSum<T>, root: NodeIndex, signal?: AbortSignal): Promise<T> =>
    tree.isOutline
      ? new Promise((_, reject) => signal?.addEventListener('abort', reject))
      : goingOver(sum, root, signal);
  return {
    topTable: async (root = 0, signal) => {
      signal?.throwIfAborted();
      const last = topTables.get(tree);
      if (last?.root === root) {
        return last.table;
      }
      const table = await addingUp(new TopTableSum(tree), root, signal);
      // Another may have been made meanwhile, and is held already.
      const other = topTables.get(tree);
      if (other?.root === root) {
        return other.table;
      }
      topTables.set(tree, { root, table });
      return table;
    },
    hidden: async (root = 0, signal) => addingUp(new HiddenSum(tree), root, signal),
    nameRanks: (signal) => inSlices(rankingNames(tree.functions.names), signal),
    functionsWhere: (test, signal) => inSlices(testing(tree.functions.names, test), signal),
    widest: async (fn, root = 0, signal) => goingOver(new Widest(tree, fn), root, signal),
    above: (starts, signal) => inSlices(nodesAbove(tree, starts), signal),
    matched: async (functions, root = 0, signal) => addingUp(new MatchedSum(tree, functions), root, signal),
  };
}

interface RowSum<T> {
  addRows(from: NodeIndex, to: NodeIndex): void;
  finish(): T;
}

function* testing(names: readonly string[], test: (name: string) => boolean): Steps<Uint8Array> {
  const functions = new Uint8Array(names.length);
  for (let fn = 0; fn < names.length; fn++) {
    functions[fn] = test(names[fn]) ? 1 : 0;
    if (fn % NAMES_PER_STEP === 0) {
      yield;
    }
  }
  return functions;
}
