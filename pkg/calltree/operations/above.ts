import { overRows, type Steps } from '../slices';
import type { CallTree, FunctionIndex, NodeIndex } from '../tree';
import { otherLeaf } from './hidden';

/** Functions between two rests: to tell one may take a dozen patterns. */
const FUNCTIONS_PER_STEP = 64;

/**
 * 1 for each node but the root that stands above the first function of a stack that `starts`, and so is neither such a
 * function nor called by one. What the server folded into `other` starts nothing.
 */
export function* nodesAbove(tree: CallTree, starts: (fn: FunctionIndex) => boolean): Steps<Uint8Array> {
  const { length, function: functionOf, parent, subtreeEnd } = tree;
  const starting = new Uint8Array(tree.functions.names.length);
  for (let fn = 0; fn < starting.length; fn++) {
    starting[fn] = starts(fn) ? 1 : 0;
    if (fn % FUNCTIONS_PER_STEP === 0) {
      yield;
    }
  }
  const isOther = otherLeaf(tree);
  const above = new Uint8Array(length);
  let end: NodeIndex = 0;
  yield* overRows(1, length, (from, to) => {
    for (let node = from; node < to; node++) {
      if (node < end || starting[functionOf[node]] === 0 || isOther(node)) {
        continue;
      }
      end = subtreeEnd[node];
      for (let caller = parent[node]; caller > 0 && above[caller] === 0; caller = parent[caller]) {
        above[caller] = 1;
      }
    }
  });
  return above;
}
