import { otherLeaf } from '../operations/hidden';
import { ROOT_NAME } from '../root';
import { nodeName, type CallTree, type NodeIndex } from '../tree';

/**
 * Tells the rows whose function is marked (`marks[f]` is 1). Neither the root that holds a profile together is one nor
 * what the server folded into `other`.
 */
export function markedRows(tree: CallTree, marks: Uint8Array): (row: NodeIndex) => boolean {
  const { function: functionOf } = tree;
  const isOther = otherLeaf(tree);
  const first = nodeName(tree, 0) === ROOT_NAME ? 1 : 0;
  return (row) => marks[functionOf[row]] === 1 && row >= first && !isOther(row);
}

const known = new WeakMap<Uint32Array, number>();

/** How many depths a tree has: room for what is kept by depth, of which there are few where there are many rows. */
export function depthsOf({ depth }: CallTree): number {
  let depths = known.get(depth);
  if (depths === undefined) {
    let deepest = 0;
    for (let row = 0; row < depth.length; row++) {
      if (depth[row] > deepest) {
        deepest = depth[row];
      }
    }
    depths = deepest + 1;
    known.set(depth, depths);
  }
  return depths;
}
