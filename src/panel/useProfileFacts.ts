import { useCallback, useMemo } from 'react';
import { openTree } from '../../pkg/calltree/operations/openTree';
import type { Hidden, Matched, TopTable } from '../../pkg/calltree/operations/operations';
import type { CallTree, NodeIndex } from '../../pkg/calltree/tree';
import type { SearchMatches } from '../../pkg/flamegraph/painter';
import { compileSearch } from './view/search';
import { useAnswer } from './useTreeOperation';
import type { Search } from './view/viewState';

/** The top table of a subtree, with the tree it is of: while a new one is added up, the one before stays. */
export function useTopTable(tree: CallTree, root: NodeIndex, wanted: boolean) {
  const ask = useCallback(
    async (signal: AbortSignal): Promise<{ tree: CallTree; root: NodeIndex; table: TopTable }> => ({
      tree,
      root,
      table: await openTree(tree).topTable(root, signal),
    }),
    [tree, root]
  );
  return useAnswer(wanted ? ask : undefined);
}

export function useHidden(tree: CallTree, root: NodeIndex): Hidden | undefined {
  const ask = useCallback(
    async (signal: AbortSignal) => ({ tree, root, hidden: await openTree(tree).hidden(root, signal) }),
    [tree, root]
  );
  const answer = useAnswer(ask);
  return answer?.tree === tree && answer.root === root ? answer.hidden : undefined;
}

export interface SearchResult {
  error?: string;
  matches?: SearchMatches;
  /** Undefined until it is added up. */
  matched?: Matched;
}

const NONE_YET = new Uint32Array(0);

export function useSearch(tree: CallTree, root: NodeIndex, search: Search): SearchResult {
  const { functions, error } = useMemo(
    () => compileSearch(tree.functions.names, search),
    [tree.functions.names, search]
  );
  const ask = useCallback(
    async (signal: AbortSignal) => ({
      tree,
      functions,
      root,
      matched: await openTree(tree).matched(functions!, root, signal),
    }),
    [tree, functions, root]
  );
  const answer = useAnswer(functions && ask);
  const known =
    answer && answer.tree === tree && answer.functions === functions && answer.root === root ? answer : undefined;
  const matches = useMemo(() => functions && { functions, nodes: known?.matched.nodes ?? NONE_YET }, [functions, known]);
  return { error, matches, matched: known?.matched };
}
