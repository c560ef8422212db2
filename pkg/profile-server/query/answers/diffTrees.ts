import { CallTreeBuilder } from '../../../calltree/build';
import type { CallTree } from '../../../calltree/tree';
import { mergeTrees } from '../../../calltree/operations/merge';
import { truncateTree } from '../../../pyroscope/flamegraph/truncate';
import { cutAsStored } from './treeAnswer';

/**
 * Two profiles as one tree with both sides, siblings by name. As in Pyroscope each side is cut before they meet, so
 * that a small node can be in `other` on one side and by its name on the other.
 */
export function diffTrees(left: CallTree, right: CallTree, maxNodes: number): CallTree {
  const builder = new CallTreeBuilder();
  addSide(builder, cutAsStored(left, maxNodes), false);
  addSide(builder, cutAsStored(right, maxNodes), true);
  // The cut puts `other` last; the sum of one tree is that tree in order.
  return mergeTrees([truncateTree(builder.finish(true), maxNodes)]);
}

function addSide(builder: CallTreeBuilder, tree: CallTree, isRight: boolean): void {
  const { names } = tree.functions;
  const nodes = new Uint32Array(tree.length);
  for (let node = 0; node < tree.length; node++) {
    if (node > 0) {
      const fn = builder.functions.intern(names[tree.function[node]]);
      nodes[node] = builder.child(nodes[tree.parent[node]], fn);
    }
    builder.addSelf(nodes[node], isRight ? 0 : tree.self[node], isRight ? tree.self[node] : 0);
  }
}
