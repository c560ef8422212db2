import { useCallback, useMemo } from 'react';
import type { CallPath } from '../../../pkg/calltree/callPath';
import { SharedAnswers } from '../../../pkg/calltree/operations/shared';
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

const made = new SharedAnswers<InvertedTree>();

/** A tree upside down below `root`, in detail where `path` leads. */
export function useInverted(of: CallTree, root: NodeIndex, path: CallPath): InvertedTree | undefined {
  const within = useMemo(() => functionsOf(of.functions, path), [of, path]);
  const ask = useCallback((signal: AbortSignal) => askInverted(of, root, within, signal), [of, root, within]);
  return useTreeOperation(ask, 'with rests');
}

/** Worked out once for all who ask: the tree and the graph that show it, and who works ahead. */
export function askInverted(
  of: CallTree,
  root: NodeIndex,
  within: readonly FunctionIndex[],
  signal: AbortSignal
): Promise<InvertedTree> {
  const working = async (given: AbortSignal) => ({
    of,
    root,
    tree: await inSlices(inverting(of, { within, finest: FINEST }, root), given),
  });
  return made.ask(of, [root, ...within].join(), working, signal);
}
