import { callPathOf } from '../../../pkg/calltree/callPath';
import type { CallTree, NodeIndex } from '../../../pkg/calltree/tree';
import type { ScreenAction } from '../view/scene';

/** What opens the fold of a bar in place: the root's is what stands above the code that the graph starts at. */
export function unfolding(tree: CallTree, barNode: NodeIndex): ScreenAction {
  return barNode === 0 ? { type: 'start', at: 'root' } : { type: 'unfold', path: callPathOf(tree, barNode) };
}
