import { useCallback, useMemo } from 'react';
import type { CallPath } from '../../../pkg/calltree/callPath';
import { inSlices } from '../../../pkg/calltree/slices';
import { inverting } from '../../../pkg/calltree/transforms/inverting';
import type { CallTree, FunctionIndex, NodeIndex } from '../../../pkg/calltree/tree';
import { functionsOf } from '../sandwich/useAround';
import { useTreeOperation } from '../useTreeOperation';

/** Half a pixel of a graph that is 2,000 pixels wide. */
const FINEST = 1 / 4096;

export interface InvertedTree {
  /** What it is made of. While the next one is made, this stays. */
  of: CallTree;
  root: NodeIndex;
  tree: CallTree;
}

interface Made extends Pick<InvertedTree, 'root'> {
  within: readonly FunctionIndex[];
  tree: Promise<CallTree>;
}

/** Of each tree the one made last: the tree and the graph that show it ask for the same. */
const made = new WeakMap<CallTree, Made>();

/** A tree upside down below `root`, in detail where `path` leads. */
export function useInverted(of: CallTree, root: NodeIndex, path: CallPath): InvertedTree | undefined {
  const within = useMemo(() => functionsOf(of.functions, path), [of, path]);
  const ask = useCallback(
    async (): Promise<InvertedTree> => ({ of, root, tree: await makeInverted(of, root, within) }),
    [of, root, within]
  );
  return useTreeOperation(ask, 'with rests');
}

function makeInverted(of: CallTree, root: NodeIndex, within: readonly FunctionIndex[]): Promise<CallTree> {
  const last = made.get(of);
  if (last?.root === root && last.within.length === within.length && last.within.every((fn, at) => fn === within[at])) {
    return last.tree;
  }
  const tree = inSlices(inverting(of, { within, finest: FINEST }, root));
  made.set(of, { root, within, tree });
  return tree;
}
