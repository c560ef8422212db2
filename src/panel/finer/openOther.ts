import { findCallPath, type CallPath } from '../../../pkg/calltree/callPath';
import { otherLeaf } from '../../../pkg/calltree/operations/hidden';
import { grafting } from '../../../pkg/calltree/operations/graft';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import { inSlices } from '../../../pkg/calltree/slices';
import { NONE, type CallTree } from '../../../pkg/calltree/tree';
import type { AskAgain } from '../../frames/askAgain';

/** `pathIgnored`: the server answers call paths with all stacks. Undefined where there is nothing to open. */
export type Opened = { tree: CallTree } | { pathIgnored: true } | undefined;

/**
 * What a server folded into `other` below a focus, asked for by its call path and put into the tree that is shown.
 * `onAsking` is called where there is something to ask. Rejects as the question does.
 */
export async function openOther(
  tree: CallTree,
  focus: CallPath,
  again: AskAgain,
  signal: AbortSignal,
  onAsking: () => void
): Promise<Opened> {
  const node = findCallPath(tree, focus);
  const path = focus.filter((step) => typeof step === 'string');
  // A server knows functions by their names, and has no siblings of one name.
  if (node === NONE || path.length < focus.length || otherLeaf(tree)(node)) {
    return undefined;
  }
  const hidden = await openTree(tree).hidden(node, signal);
  if (hidden.nodes === 0) {
    return undefined;
  }
  onAsking();
  const { tree: part, pathIgnored } = await again.below(path, signal);
  if (pathIgnored) {
    return { pathIgnored };
  }
  const partNode = findCallPath(part, focus);
  // What is stored since then makes another total: the parts would not add up any more.
  if (partNode === NONE || part.total[partNode] !== tree.total[node]) {
    return undefined;
  }
  return { tree: await inSlices(grafting(tree, node, part, partNode), signal) };
}
