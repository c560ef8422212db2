import { useCallback } from 'react';
import { functionFacts, type FunctionFacts } from '../../../pkg/calltree/operations/functionFacts';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import { inSlices } from '../../../pkg/calltree/slices';
import { NONE, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import { useTreeOperation } from '../useTreeOperation';
import type { ProfileScene } from '../view/scene';

/** One call of a function, and all of them. */
export interface Details {
  tree: CallTree;
  node: NodeIndex;
  facts: FunctionFacts;
}

/**
 * Of the selected bar, or where a function is selected by its name of the widest of its bars. While the next one is added
 * up it is the one before; undefined where nothing is selected.
 */
export function useDetails({ tree, focus, selected, selectedFunction, isHidden }: ProfileScene): Details | undefined {
  const ask = useCallback(
    async (signal: AbortSignal): Promise<Details | undefined> => {
      const node = selected === NONE ? await openTree(tree).widest(selectedFunction, focus, signal) : selected;
      // Chosen by name, it may be outside of the focus.
      const found = node === NONE ? await openTree(tree).widest(selectedFunction, 0, signal) : node;
      return found === NONE || isHidden(found)
        ? undefined
        : { tree, node: found, facts: await inSlices(functionFacts(tree, tree.function[found]), signal) };
    },
    [tree, focus, selected, selectedFunction, isHidden]
  );
  return useTreeOperation(selected === NONE && selectedFunction === NONE ? undefined : ask, 'at once');
}
