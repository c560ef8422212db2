import { NONE, type CallTree, type NodeIndex } from '../calltree/tree';
import type { Folds } from './folds';
import { neighbourInRow } from './hitTest';
import type { BarLayout } from './layout';
import { weight, type Sides } from './sides';

/** The node of the bar above a node's: its caller, or what the caller is folded into. `NONE` for the root. */
export function callerOf(folds: Folds, tree: CallTree, node: NodeIndex): NodeIndex {
  const caller = tree.parent[folds.barNodeOf(node)];
  return caller === NONE ? NONE : folds.barNodeOf(caller);
}

/** The widest of what stands right below a node's bar; `NONE` where nothing does. */
export function widestCallee(folds: Folds, tree: CallTree, node: NodeIndex, sides?: Sides): NodeIndex {
  const barNode = folds.barNodeOf(node);
  const inRow = new Set([barNode, ...folds.foldedInto(barNode)]);
  let widest: NodeIndex = NONE;
  let most = 0;
  for (const caller of inRow) {
    for (let callee = caller + 1; callee < tree.subtreeEnd[caller]; callee = tree.subtreeEnd[callee]) {
      const own = weight(tree, callee, sides);
      if (own > most && !inRow.has(callee)) {
        most = own;
        widest = callee;
      }
    }
  }
  return widest;
}

/** The first (-1) or last (1) bar beside a node that has the same bar above it; the node's own where there is none. */
export function lastBeside(layout: BarLayout, tree: CallTree, node: NodeIndex, direction: 1 | -1): NodeIndex {
  const { folds } = layout;
  const above = folds ? callerOf(folds, tree, node) : NONE;
  let last = node;
  while (above !== NONE) {
    const next = neighbourInRow(layout, tree, last, direction);
    if (next === NONE || next < above || next >= tree.subtreeEnd[above]) {
      break;
    }
    last = next;
  }
  return last;
}
