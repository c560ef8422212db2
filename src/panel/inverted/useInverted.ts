import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { findCallPath, type CallPath } from '../../../pkg/calltree/callPath';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import { SharedAnswers } from '../../../pkg/calltree/operations/shared';
import { inSlices } from '../../../pkg/calltree/slices';
import type { RowFilter } from '../../../pkg/calltree/rows/openRows';
import { followingCallers, inverting, type InvertedTree as Tree } from '../../../pkg/calltree/transforms/inverting';
import type { CallTree, FunctionIndex, NodeIndex } from '../../../pkg/calltree/tree';
import { functionsOf } from '../sandwich/useAround';
import { resolveFocus } from '../view/resolveFocus';
import { useTreeOperation } from '../useTreeOperation';

/** Half a pixel of a graph that is 2,000 pixels wide. */
const FINEST = 1 / 4096;

export interface InvertedTree {
  /** What it is made of. While the next one is made, this stays. */
  of: CallTree;
  root: NodeIndex;
  tree: Tree;
}

/** One with more callers than there were. */
interface Followed extends InvertedTree {
  /** Which it grew from last. */
  from?: CallTree;
  /** What was searched for when it grew. */
  found?: RowFilter;
}

const made = new SharedAnswers<InvertedTree>();

/** A tree upside down below `root`, in detail where `path` leads. */
export function useInverted(of: CallTree, root: NodeIndex, path: CallPath): InvertedTree | undefined {
  const within = useMemo(() => functionsOf(of.functions, path), [of, path]);
  const ask = useCallback((signal: AbortSignal) => askInverted(of, root, within, signal), [of, root, within]);
  return useTreeOperation(ask, 'with rests');
}

/**
 * A tree upside down with the callers of nodes that were too small to have theirs, as far as it has these nodes. What
 * `functions` are of is found before it is shown. Until then it is the one before.
 */
export function useFollowed(
  inverted: InvertedTree | undefined,
  focus: CallPath,
  followed: readonly CallPath[],
  functions: Uint8Array | undefined
): Followed | undefined {
  const last = useRef<{ inverted: InvertedTree; followed: readonly CallPath[]; tree: Tree }>(undefined);
  const searched = useRef(functions);
  useLayoutEffect(() => {
    searched.current = functions;
  });
  const ask = useCallback(
    async (signal: AbortSignal): Promise<Followed> => {
      const { of, root, tree: first } = inverted!;
      const known = last.current;
      const goesOn = known?.inverted === inverted && known!.followed.every((path, at) => path === followed[at]);
      const from = goesOn ? known!.tree : first;
      let tree = from;
      for (const path of followed.slice(goesOn ? known!.followed.length : 0)) {
        const node = findCallPath(tree, path);
        if (tree.unfollowed.includes(node)) {
          tree = await inSlices(followingCallers(tree, node, FINEST, root), signal);
        }
      }
      last.current = { inverted: inverted!, followed, tree };
      const wanted = searched.current;
      const nodes = wanted && (await openTree(tree).matched(wanted, resolveFocus(tree, focus).node, signal)).nodes;
      return { of, root, tree, from, found: nodes && { functions: wanted, nodes } };
    },
    [inverted, focus, followed]
  );
  return useTreeOperation(inverted && followed.length > 0 ? ask : undefined, 'with rests') ?? inverted;
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
